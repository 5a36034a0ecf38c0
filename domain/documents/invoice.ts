import { exponentOf } from "../money.ts";
import { type OrderTotals, shippingOf } from "../orders/totals.ts";
import { chargesOf } from "../refunds/lines.ts";
import { divideRounded } from "../tax/allocate.ts";
import type { TaxReason } from "../tax/classes.ts";
import { sumTaxes } from "../tax/sum-taxes.ts";
import {
  addSums,
  type DocumentData,
  type DocumentLine,
  type DocumentTax,
  type Sums,
  storedSums,
} from "./document.ts";

export type OrderTax = {
  orderLineId: string | null;
  country: string;
  region: string;
  rateBp: number;
  reason: string;
  included: boolean;
  taxableMinor: bigint;
  taxMinor: bigint;
};

export type InvoicedOrder = {
  totals: OrderTotals;
  lines: readonly {
    id: string;
    title: string;
    sku: string | null;
    quantity: number;
    totalMinor: bigint;
  }[];
  taxLines: readonly OrderTax[];
};

type Amounts = Pick<DocumentData, "lines" | "taxes" | "totals">;

/** What an order is invoiced for, line by line. @throws RangeError where its parts do not come to its total */
export function invoiceOf(order: InvoicedOrder): Amounts {
  const { totals, taxLines } = order;
  const charges = chargesOf({
    totals,
    taxes: taxLines,
    lines: order.lines.map((line) => ({ ...line, refunded: [] })),
    ...{ refundedShippingMinor: 0n, refundableMinor: 0n },
  });
  const goods = order.lines.map((line, index): DocumentLine => {
    const own = taxLines.filter(({ orderLineId }) => orderLineId === line.id);
    const charged = charges.lines[index]?.charge.amountMinor ?? 0n;
    const discountMinor = totals.adjustments.reduce(
      (sum, { kind, lineId, amount }) =>
        kind === "discount" && lineId === line.id ? sum - amount.amountMinor : sum,
      0n,
    );
    return {
      ...{ kind: "goods", title: line.title, sku: line.sku ?? "", quantity: line.quantity },
      discountMinor: String(discountMinor),
      ...storedSums(own.length > 0 ? sumsOf(own) : { netMinor: charged, taxMinor: 0n }),
      rateBp: own[0]?.rateBp ?? null,
    };
  });
  const lines = [...goods, ...shippingLines(order, charges.shipping.charge.amountMinor)];
  const sum = addSums(lines.map(readSums));
  if (sum.netMinor + sum.taxMinor !== totals.total.amountMinor)
    throw new RangeError(
      `the lines come to ${sum.netMinor + sum.taxMinor}, the order to ${totals.total.amountMinor}`,
    );
  return { lines, taxes: taxesOf(taxLines), totals: storedSums(sum) };
}

function shippingLines({ totals, taxLines }: InvoicedOrder, chargedMinor: bigint): DocumentLine[] {
  const own = taxLines.filter(({ orderLineId }) => orderLineId === null);
  const line = (sums: Sums, rateBp: number | null): DocumentLine => ({
    ...{ kind: "shipping", title: shippingOf(totals)?.label ?? "", sku: "", quantity: 1 },
    ...{ discountMinor: "0", ...storedSums(sums), rateBp },
  });
  if (own.length > 0) return own.map((tax) => line(sumsOf([tax]), tax.rateBp));
  return chargedMinor > 0n ? [line({ netMinor: chargedMinor, taxMinor: 0n }, null)] : [];
}

const sumsOf = (taxes: readonly OrderTax[]): Sums =>
  addSums(taxes.map(({ taxableMinor, taxMinor }) => ({ netMinor: taxableMinor, taxMinor })));

export const readSums = ({ netMinor, taxMinor }: { netMinor: string; taxMinor: string }): Sums => ({
  netMinor: BigInt(netMinor),
  taxMinor: BigInt(taxMinor),
});

/** By rate and reason, whether it was in the prices or added to them. */
const taxesOf = (rows: readonly OrderTax[]): DocumentTax[] =>
  sumTaxes(rows.map((row) => ({ ...row, included: true }))).map(
    ({ country, region, rateBp, reason, taxableMinor, taxMinor }) => ({
      ...{ country, region, rateBp, reason: reason as TaxReason },
      ...storedSums({ netMinor: taxableMinor, taxMinor }),
    }),
  );

/**
 * An amount in another currency.
 * @param rate units of it for one of the first, as a decimal
 */
export function convertMinor(amountMinor: bigint, from: string, to: string, rate: string): bigint {
  const [whole = "0", fraction = ""] = rate.split(".");
  const scaled = BigInt(whole + fraction);
  const up = 10n ** BigInt(exponentOf(to));
  const down = 10n ** BigInt(exponentOf(from) + fraction.length);
  return divideRounded(amountMinor * scaled * up, down);
}
