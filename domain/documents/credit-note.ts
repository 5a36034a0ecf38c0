import { allocate, divideRounded } from "../tax/allocate.ts";
import {
  addSums,
  type DocumentData,
  type DocumentLine,
  type DocumentTax,
  type Sums,
  storedSums,
} from "./document.ts";
import { type InvoicedOrder, type OrderTax, readSums } from "./invoice.ts";

export type CreditedRefund = {
  amountMinor: bigint;
  shippingMinor: bigint;
  shippingTaxMinor: bigint;
  /** Empty, with nothing of the shipping: an amount of the order. */
  lines: readonly { orderLineId: string; quantity: number; amountMinor: bigint; taxMinor: bigint }[];
};

type Amounts = Pick<DocumentData, "lines" | "taxes" | "totals">;
/** A part of a refund and the tax line that its VAT belongs to. */
type Share = Sums & { tax: OrderTax | null };

/** What a refund takes back of an invoice, with its share of the VAT of each rate. @param before other credit notes of the invoice */
export function creditOf(
  refund: CreditedRefund,
  order: Pick<InvoicedOrder, "lines" | "taxLines">,
  invoice: Pick<DocumentData, "taxes">,
  before: readonly Pick<DocumentData, "taxes">[],
): Amounts {
  const hasParts = refund.lines.length > 0 || refund.shippingMinor > 0n;
  return hasParts ? creditParts(refund, order) : creditAmount(refund.amountMinor, invoice.taxes, before);
}

function creditParts(
  refund: CreditedRefund,
  { lines: ordered, taxLines }: Pick<InvoicedOrder, "lines" | "taxLines">,
) {
  const lines: DocumentLine[] = [];
  const shares: Share[] = [];
  for (const { orderLineId, quantity, amountMinor, taxMinor } of refund.lines) {
    const line = ordered.find(({ id }) => id === orderLineId);
    const tax = taxLines.find((one) => one.orderLineId === orderLineId) ?? null;
    const sums = { netMinor: amountMinor - taxMinor, taxMinor };
    shares.push({ ...sums, tax });
    lines.push(lineOf("goods", { title: line?.title ?? "", sku: line?.sku ?? "", quantity }, sums, tax));
  }
  for (const { tax, ...sums } of shippingShares(refund, taxLines)) {
    shares.push({ ...sums, tax });
    lines.push(lineOf("shipping", { title: "", sku: "", quantity: 1 }, sums, tax));
  }
  const taxes = Map.groupBy(
    shares.flatMap((share) => (share.tax ? { ...share, tax: share.tax } : [])),
    ({ tax }) => keyOf(tax),
  );
  return {
    lines,
    taxes: [...taxes.values()].flatMap((group) => (group[0] ? taxOf(group[0].tax, addSums(group)) : [])),
    totals: storedSums(addSums(shares)),
  };
}

/** The refunded shipping, by the rates that it bore. */
function shippingShares(
  { shippingMinor, shippingTaxMinor }: CreditedRefund,
  taxLines: readonly OrderTax[],
): Share[] {
  if (shippingMinor === 0n) return [];
  const own = taxLines.filter(({ orderLineId }) => orderLineId === null);
  if (own.length === 0) return [{ netMinor: shippingMinor, taxMinor: 0n, tax: null }];
  const amounts = allocate(
    shippingMinor,
    own.map(({ taxableMinor, taxMinor }) => taxableMinor + taxMinor),
  );
  const hasTax = own.some(({ taxMinor }) => taxMinor > 0n);
  const taxes = hasTax
    ? allocate(
        shippingTaxMinor,
        own.map(({ taxMinor }) => taxMinor),
      )
    : own.map(() => 0n);
  return own.map((tax, index) => {
    const taxMinor = taxes[index] ?? 0n;
    return { netMinor: (amounts[index] ?? 0n) - taxMinor, taxMinor, tax };
  });
}

/** An amount of the whole invoice comes off each rate by what is left of it; the last takes all the VAT that is left. */
function creditAmount(
  amountMinor: bigint,
  invoiced: readonly DocumentTax[],
  before: readonly Pick<DocumentData, "taxes">[],
): Amounts {
  const amountLine = (sums: Sums, tax: DocumentTax | null) =>
    lineOf("amount", { title: "", sku: "", quantity: 1 }, sums, tax);
  const credited = before.flatMap(({ taxes }) => taxes);
  const left = invoiced.map((tax) => {
    const own = addSums(credited.filter((one) => keyOf(one) === keyOf(tax)).map(readSums));
    const { netMinor, taxMinor } = readSums(tax);
    return {
      tax,
      gross: atLeast0(netMinor + taxMinor - own.netMinor - own.taxMinor),
      vat: atLeast0(taxMinor - own.taxMinor),
    };
  });
  const weights = left.map(({ gross }) => gross);
  if (weights.reduce((sum, weight) => sum + weight, 0n) === 0n) {
    const sums = { netMinor: amountMinor, taxMinor: 0n };
    return { lines: [amountLine(sums, null)], taxes: [], totals: storedSums(sums) };
  }
  const parts = allocate(amountMinor, weights).flatMap((amount, index) => {
    const of = left[index];
    if (!of || amount === 0n) return [];
    const taxMinor = of.gross === 0n ? 0n : divideRounded(of.vat * amount, of.gross);
    return { tax: of.tax, netMinor: amount - taxMinor, taxMinor };
  });
  return {
    lines: parts.map(({ tax, ...sums }) => amountLine(sums, tax)),
    taxes: parts.map(({ tax, ...sums }) => taxOf(tax, sums)),
    totals: storedSums(addSums(parts)),
  };
}

const atLeast0 = (amount: bigint) => (amount > 0n ? amount : 0n);

type Rated = Pick<DocumentTax, "country" | "region" | "rateBp"> & { reason: string };

const keyOf = ({ country, region, rateBp, reason }: Rated) => [country, region, rateBp, reason].join(":");

const taxOf = ({ country, region, rateBp, reason }: Rated, sums: Sums): DocumentTax => ({
  ...{ country, region, rateBp, reason: reason as DocumentTax["reason"] },
  ...storedSums(sums),
});

const lineOf = (
  kind: DocumentLine["kind"],
  about: Pick<DocumentLine, "title" | "sku" | "quantity">,
  sums: Sums,
  tax: { rateBp: number } | null,
): DocumentLine => ({
  ...{ kind, ...about, discountMinor: "0", ...storedSums(sums) },
  rateBp: tax?.rateBp ?? null,
});
