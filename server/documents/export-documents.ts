import "server-only";
import { type DocumentData, documentSchema } from "@/domain/documents/document";
import { signOf, type VatSum, vatSums } from "@/domain/documents/vat-sums";
import type { Cell } from "@/domain/exports/csv";
import { money } from "@/domain/money";
import { percentText } from "@/domain/tax/rates";
import { type Translate, translator } from "@/messages/messages";
import { audit } from "../accounts/audit/audit";
import { requireAdmin } from "../accounts/session";
import { requireConfirmed } from "../accounts/step-up";
import { db, transaction } from "../platform/db";
import { env, shopLocale } from "../platform/env";
import type { CsvFile } from "../platform/requests/answer-csv";
import { monthBounds } from "./list-documents";

/** `documents`: each with its VAT by rate; `vat`: the sums of a month by country and rate. */
export const DOCUMENT_FILES = ["documents", "vat"] as const;
export type DocumentFile = (typeof DOCUMENT_FILES)[number];

const PAGE = 500;

/**
 * The documents of a month as a file, in the mode that the shop is in; what was credited is below zero. The audit says who
 * exported what, before the first row is read.
 * @throws NotSignedInError, NotAllowedError, NotConfirmedError
 */
export async function exportDocuments(file: DocumentFile, month: string): Promise<CsvFile> {
  const admin = await requireAdmin("orders.export");
  await requireConfirmed();
  await transaction((tx) => audit(tx, { by: admin, action: "documents_exported", after: { file, month } }));
  const t = translator(shopLocale());
  const columns = file === "documents" ? DOCUMENT_COLUMNS : VAT_COLUMNS;
  return {
    name: `${file}-${month}`,
    header: columns.map((column) => t(`admin.documents.file.column.${column}`)),
    batches: file === "documents" ? documentRows(month, t) : vatRows(month, t),
  };
}

const DOCUMENT_COLUMNS = [
  ...(["number", "kind", "issued", "order", "paid", "buyer", "buyerVatId", "buyerCountry"] as const),
  ...(["taxCountry", "region", "rate", "reason", "net", "vat", "gross", "currency"] as const),
  ...(["credits", "replaces"] as const),
] as const;
/** As the return of the one-stop shop asks: Regulation 2020/194, annex III, part 2. */
const VAT_COLUMNS = [
  ...(["supplyCountry", "taxCountry", "region", "rateType", "rate", "reason"] as const),
  ...(["net", "vat", "currency", "documents"] as const),
] as const;

async function* readMonth(month: string): AsyncGenerator<DocumentData[]> {
  const where = { livemode: env().isLive, issuedAt: await monthBounds(month) };
  let after: { id: string } | undefined;
  do {
    const rows: { id: string; data: unknown }[] = await db().issuedDocument.findMany({
      where,
      orderBy: [{ issuedAt: "asc" }, { id: "asc" }],
      ...(after ? { cursor: after, skip: 1 } : {}),
      take: PAGE,
      select: { id: true, data: true },
    });
    yield rows.map(({ data }) => documentSchema.parse(data));
    const last = rows.at(-1);
    after = rows.length === PAGE && last ? { id: last.id } : undefined;
  } while (after);
}

async function* documentRows(month: string, t: Translate): AsyncGenerator<Cell[][]> {
  for await (const documents of readMonth(month))
    yield documents.flatMap((data) => {
      const parts = data.taxes.length > 0 ? data.taxes : [{ ...NO_TAX, ...data.totals }];
      return parts.map((part) => documentRow(data, part, t));
    });
}

const NO_TAX = { country: "", region: "", rateBp: null, reason: null };
type Part = Pick<DocumentData["taxes"][number], "country" | "region" | "netMinor" | "taxMinor"> & {
  rateBp: number | null;
  reason: DocumentData["taxes"][number]["reason"] | null;
};

function documentRow(data: DocumentData, part: Part, t: Translate): Cell[] {
  const { kind, number, issuedAt, paidAt, order, buyer, currency, credits, replaces } = data;
  const amount = (minor: bigint) => money(minor * signOf(kind), currency);
  const [net, vat] = [BigInt(part.netMinor), BigInt(part.taxMinor)];
  return [
    ...[number, t(`admin.documents.kind.${kind}`), new Date(issuedAt), order.number, new Date(paidAt)],
    ...[buyer.company || buyer.name, buyer.vatId, buyer.country],
    ...[part.country, part.region, part.rateBp === null ? "" : percentText(part.rateBp)],
    part.reason === null ? "" : t(`admin.tax.reason.${part.reason}`),
    ...[amount(net), amount(vat), amount(net + vat), currency.toUpperCase()],
    ...[credits?.number ?? "", replaces?.number ?? ""],
  ];
}

async function* vatRows(month: string, t: Translate): AsyncGenerator<Cell[][]> {
  const bySupply = new Map<string, Pick<DocumentData, "kind" | "taxes" | "currency">[]>();
  for await (const documents of readMonth(month))
    for (const { seller, kind, taxes, currency } of documents) {
      const supplied = bySupply.get(seller.country) ?? [];
      supplied.push({ kind, taxes, currency });
      bySupply.set(seller.country, supplied);
    }
  for (const [from, documents] of bySupply) yield vatSums(documents).map((sum) => vatRow(from, sum, t));
}

const vatRow = (from: string, sum: VatSum, t: Translate): Cell[] => [
  ...[from, sum.country, sum.region],
  sum.reason === "standard" || sum.reason === "reduced" ? sum.reason.toUpperCase() : "",
  ...[percentText(sum.rateBp), t(`admin.tax.reason.${sum.reason}`)],
  ...[money(sum.netMinor, sum.currency), money(sum.taxMinor, sum.currency)],
  ...[sum.currency.toUpperCase(), sum.documents],
];
