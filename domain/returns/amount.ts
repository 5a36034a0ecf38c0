import { isCounted, type ReturnKind, type ReturnState } from "./return.ts";

export type AmountOrder = {
  subtotalMinor: bigint;
  /** Of the whole order; zero or below. */
  discountMinor: bigint;
  /** What the customer paid for shipping. */
  shippingMinor: bigint;
  /** What the cheapest way of sending costs now; null where the shop offers none. */
  standardShippingMinor: bigint | null;
  refundableMinor: bigint;
  lines: { id: string; quantity: number; unitPriceMinor: bigint }[];
};

export type AmountReturn = {
  id: string;
  kind: ReturnKind;
  state: ReturnState;
  lines: { lineId: string; quantity: number }[];
};

/**
 * What a return comes to, in minor units: the prices of its units with their share of the discount, in the customer's
 * favor to the next unit, and at most what can still be refunded. The withdrawal that makes an order whole brings the
 * shipping with it, but of a dearer way of sending only the price of the cheapest: Directive 2011/83/EU, article 13.
 * @param all every return of the order
 */
export function proposedRefund(order: AmountOrder, asked: AmountReturn, all: AmountReturn[]): bigint {
  const priceOf = new Map(order.lines.map(({ id, unitPriceMinor }) => [id, unitPriceMinor]));
  const goods = asked.lines.reduce(
    (sum, { lineId, quantity }) => sum + (priceOf.get(lineId) ?? 0n) * BigInt(quantity),
    0n,
  );
  const discount = order.subtotalMinor === 0n ? 0n : (order.discountMinor * goods) / order.subtotalMinor;
  const amount = goods + discount + (isWhole(order, asked, all) ? shippingOf(order) : 0n);
  return amount < order.refundableMinor ? amount : order.refundableMinor;
}

/** Whether every unit of the order is withdrawn, and this one is the last withdrawal that is not refunded. */
function isWhole({ lines }: AmountOrder, asked: AmountReturn, all: AmountReturn[]): boolean {
  const withdrawals = all.filter(({ kind, state }) => kind === "withdrawal" && isCounted(state));
  const isLast = withdrawals.every(({ id, state }) => id === asked.id || state === "refunded");
  const units = withdrawals.flatMap((one) => one.lines).reduce((sum, { quantity }) => sum + quantity, 0);
  const bought = lines.reduce((sum, { quantity }) => sum + quantity, 0);
  return asked.kind === "withdrawal" && isLast && units >= bought;
}

const shippingOf = ({ shippingMinor, standardShippingMinor }: AmountOrder): bigint =>
  standardShippingMinor !== null && standardShippingMinor < shippingMinor
    ? standardShippingMinor
    : shippingMinor;
