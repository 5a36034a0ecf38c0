import "server-only";
import type { Admin } from "@/domain/accounts/roles";
import type { DocumentKind } from "@/domain/documents/document";
import { seriesOf, yearIn } from "@/domain/documents/number";
import { type DocumentsFault, readDocuments } from "@/domain/documents/read-settings";
import type { DocumentSettings } from "@/domain/documents/settings";
import { audit } from "../accounts/audit/audit";
import { requireAdmin } from "../accounts/session";
import { db, transaction } from "../platform/db";
import { shopTimeZone } from "../platform/env";
import { getSeller } from "../platform/settings/seller";
import { settings } from "../platform/settings/settings";
import { type SaveAnswer, saveSettings } from "../settings/save-settings";

type Prefixes = Pick<DocumentSettings, "invoicePrefix" | "creditNotePrefix">;
export type NextNumber = { series: string; prefix: string; next: number; isBegun: boolean };

const live = (kind: DocumentKind, prefixes: Prefixes) =>
  seriesOf(kind, true, yearIn(new Date(), shopTimeZone()), prefixes);

/** What the next live document of a kind is numbered, and whether its series gave a number before. */
export async function getNextNumber(kind: DocumentKind, prefixes: Prefixes): Promise<NextNumber> {
  await requireAdmin("settings.write");
  const { series, prefix } = live(kind, prefixes);
  const row = await db().numberSeries.findUnique({ where: { series } });
  const next = row?.nextNumber ?? 1;
  return { series, prefix, next, isBegun: row !== null && next > row.firstNumber };
}

/**
 * Saves the page of documents. They are not switched on before the seller is named; a series that gave a number goes on
 * from there, and only a new prefix begins elsewhere.
 * @param seen the version that the admin was shown
 * @returns the fault: nothing was saved
 */
export async function saveDocuments(
  typed: Readonly<Record<string, string>>,
  seen: number,
): Promise<SaveAnswer | { fault: DocumentsFault }> {
  const admin = await requireAdmin("settings.write");
  const { legalName, address, country } = getSeller();
  const read = readDocuments(typed, legalName !== "" && address !== "" && country !== "");
  if ("fault" in read) return read;
  const current = settings("documents");
  const since = read.settings.isOn && !current.isOn ? new Date().toISOString() : current.since;
  for (const kind of ["invoice", "credit_note"] as const) {
    const { next, isBegun } = await getNextNumber(kind, read.settings);
    if (next !== read.first[kind] && isBegun) return { fault: "begun" };
  }
  const answer = await saveSettings("documents", { ...read.settings, since }, seen);
  if (answer.kind !== "outdated")
    for (const kind of ["invoice", "credit_note"] as const)
      await begin({ kind, prefixes: read.settings, firstNumber: read.first[kind], admin });
  return answer;
}

type Beginning = { kind: DocumentKind; prefixes: Prefixes; firstNumber: number; admin: Admin };

/** Lets a series that gave no number yet begin at one. */
async function begin({ kind, prefixes, firstNumber, admin }: Beginning): Promise<void> {
  const { series, prefix } = live(kind, prefixes);
  await transaction(async (tx) => {
    const row = await tx.numberSeries.findUnique({ where: { series } });
    if ((row?.nextNumber ?? 1) === firstNumber) return;
    const first = { firstNumber, nextNumber: firstNumber };
    if (row) await tx.numberSeries.update({ where: { series, nextNumber: row.firstNumber }, data: first });
    else await tx.numberSeries.create({ data: { series, kind, livemode: true, prefix, ...first } });
    const after = { prefix, firstNumber };
    await audit(tx, { by: admin, action: "document_numbers_set", object: `series:${series}`, after });
  });
}
