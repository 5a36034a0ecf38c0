import { type Money, money, sum } from "../money.ts";
import { isTaken, type PaymentState } from "./states.ts";

export const ADJUSTMENT_KINDS = ["shipping", "discount", "tax"] as const;
export type AdjustmentKind = (typeof ADJUSTMENT_KINDS)[number];

/** What an order costs besides its goods, or less than them: a discount's amount is never above zero, that of shipping never below. A tax is added, or comes off prices that contain it. */
export type Adjustment = Readonly<{
  kind: AdjustmentKind;
  /** The order line it belongs to, or until there is an order the line's variant; null: the whole order. */
  lineId: string | null;
  /** Where it comes from, such as the id of a shipping rate; null: that is not known any more. */
  code: string | null;
  /** What people called it at that time. */
  label: string | null;
  amount: Money;
}>;

/** What an order comes to. Made by `totalsOf` alone: everything else reads it and adds nothing up. */
export type OrderTotals = Readonly<{
  /** The goods, before adjustments. */
  subtotal: Money;
  adjustments: readonly Adjustment[];
  total: Money;
  /** The part that Stripe is sent as lines. Shipping is not in it: the payment page adds it. */
  sent: Money;
  shipping: Money;
}>;

/** @throws RangeError for an amount with the wrong sign or a total below zero; and when currencies differ */
export function totalsOf(subtotal: Money, adjustments: readonly Adjustment[] = []): OrderTotals {
  const { currency } = subtotal;
  for (const { kind, amount } of adjustments)
    if ((kind === "discount" && amount.amountMinor > 0n) || (kind === "shipping" && amount.amountMinor < 0n))
      throw new RangeError(`an adjustment for ${kind} cannot be ${amount.amountMinor}`);
  const sumOf = (chosen: readonly Adjustment[]) =>
    sum(
      chosen.map(({ amount }) => amount),
      currency,
    );
  const shipping = sumOf(adjustments.filter(({ kind }) => kind === "shipping"));
  const sent = sum([subtotal, sumOf(adjustments.filter(({ kind }) => kind !== "shipping"))], currency);
  if (sent.amountMinor < 0n) throw new RangeError(`an order cannot come to ${sent.amountMinor}`);
  return Object.freeze({
    subtotal,
    adjustments: Object.freeze(adjustments.map((adjustment) => Object.freeze({ ...adjustment }))),
    total: sum([sent, shipping], currency),
    sent,
    shipping,
  });
}

/** The adjustments as people read them: what one discount takes off several lines is one amount. */
export function summedAdjustments({ adjustments }: OrderTotals): Adjustment[] {
  const groups = Map.groupBy(adjustments, ({ kind, code, label }) => JSON.stringify([kind, code, label]));
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (!first || group.length === 1) return first ?? [];
    const amounts = group.map(({ amount }) => amount);
    return { ...first, lineId: null, amount: sum(amounts, first.amount.currency) };
  });
}

/** An order's row with its adjustments; amounts are text where they come out of JSON. */
export type TotalsRow = {
  currency: string;
  subtotalMinor: bigint;
  adjustments: readonly {
    kind: AdjustmentKind;
    orderLineId: string | null;
    code: string | null;
    label: string | null;
    amountMinor: bigint | string;
  }[];
};

/** The totals of an order as it is stored. */
export const storedTotals = ({ currency, subtotalMinor, adjustments }: TotalsRow): OrderTotals =>
  totalsOf(
    money(subtotalMinor, currency),
    adjustments.map(({ kind, orderLineId, code, label, amountMinor }) => ({
      kind,
      lineId: orderLineId,
      code,
      label,
      amount: money(BigInt(amountMinor), currency),
    })),
  );

/**
 * What the order comes to is not known yet, or never was: the payment page, which asks everybody who pays how to send
 * it, was not completed.
 */
export const isShippingOpen = (order: {
  paymentState: PaymentState;
  isFree: boolean;
  totals: OrderTotals;
}): boolean => !order.isFree && !isTaken(order.paymentState) && shippingOf(order.totals) === undefined;

/** How the order is sent, once that was chosen; `label` is null where its name is not known. */
export const shippingOf = ({ adjustments }: OrderTotals): Adjustment | undefined =>
  adjustments.find(({ kind }) => kind === "shipping");
