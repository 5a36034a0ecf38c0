import { money, split, stepOf } from "../money.ts";
import type { OrderTotals } from "../orders/totals.ts";

/** Minor units, and the tax in them. */
export type Part = { amountMinor: bigint; taxMinor: bigint };

export type LineCharge = {
  id: string;
  quantity: number;
  /** What all of its units came to, with their share of what the whole order costs more or less. */
  charge: Part;
  /** Units of it that were refunded. */
  refunded: number;
};

/** What was charged for an order, by line, and what of it was refunded so. */
export type OrderCharges = {
  currency: string;
  lines: LineCharge[];
  shipping: { charge: Part; refundedMinor: bigint };
  /** Of the whole order, refunds without lines included. */
  refundableMinor: bigint;
};

/** What is to be refunded. */
export type RefundChoice = {
  /** By the id of their line. */
  units: ReadonlyMap<string, number>;
  shippingMinor: bigint;
};

export type RefundedLine = Part & { lineId: string; quantity: number };

/** What each part of a choice comes to. */
export type RefundShares = { lines: RefundedLine[]; shipping: Part };

export type ShareRefusal = "nothing_chosen" | "units_refunded" | "shipping_refunded" | "above_choice";

type ChargedOrder = {
  totals: OrderTotals;
  /** `refunded`: refunds of it that have not failed. */
  lines: { id: string; quantity: number; totalMinor: bigint; refunded: { quantity: number }[] }[];
  refundedShippingMinor: bigint;
  refundableMinor: bigint;
  /** Its tax as it was placed, in the prices or added to them; null: shipping. Empty: nothing of it is known. */
  taxes?: readonly { orderLineId: string | null; taxMinor: bigint }[];
};

/**
 * What each line and the shipping were charged. They come to the order's total exactly: a discount of the whole order is
 * shared by what the lines cost, a tax of the whole order by what they and the shipping cost then.
 */
export function chargesOf(order: ChargedOrder): OrderCharges {
  const { totals, lines, refundedShippingMinor, refundableMinor, taxes: known = [] } = order;
  const { currency } = totals.subtotal;
  const sumOf = (kind: "discount" | "tax", lineId: string | null) =>
    totals.adjustments.reduce(
      (sum, one) => (one.kind === kind && one.lineId === lineId ? sum + one.amount.amountMinor : sum),
      0n,
    );
  const own = lines.map(({ id, totalMinor }) => totalMinor + sumOf("discount", id));
  const discounts = share(sumOf("discount", null), own, currency);
  const net = own.map((amountMinor, index) => amountMinor + (discounts[index] ?? 0n));
  const shippingMinor = totals.shipping.amountMinor;
  const knownOf = (lineId: string | null) =>
    known.reduce((sum, one) => (one.orderLineId === lineId ? sum + one.taxMinor : sum), 0n);
  // Where each tax is known, one without a line is that of the shipping.
  const taxes =
    known.length > 0
      ? [...net.map(() => 0n), sumOf("tax", null)]
      : share(sumOf("tax", null), [...net, shippingMinor], currency);
  const part = (lineId: string | null, amountMinor: bigint, addedMinor: bigint): Part => ({
    amountMinor: amountMinor + addedMinor,
    taxMinor: known.length > 0 ? knownOf(lineId) : addedMinor,
  });
  return {
    currency,
    refundableMinor,
    lines: lines.map(({ id, quantity, refunded }, index) => ({
      ...{ id, quantity },
      charge: part(id, net[index] ?? 0n, sumOf("tax", id) + (taxes[index] ?? 0n)),
      refunded: refunded.reduce((sum, one) => sum + one.quantity, 0),
    })),
    shipping: {
      charge: part(null, shippingMinor, taxes.at(-1) ?? 0n),
      refundedMinor: refundedShippingMinor,
    },
  };
}

/** Units of a line that can still be refunded by line. */
export const unitsLeft = ({ quantity, refunded }: LineCharge): number => Math.max(0, quantity - refunded);

/** Of the shipping, what can still be refunded as such. */
export const shippingLeft = ({ shipping: { charge, refundedMinor } }: OrderCharges): bigint =>
  charge.amountMinor > refundedMinor ? charge.amountMinor - refundedMinor : 0n;

/** Everything that can still be refunded by line. */
export const wholeChoice = (charges: OrderCharges): RefundChoice => ({
  units: new Map(charges.lines.map((line) => [line.id, unitsLeft(line)])),
  shippingMinor: shippingLeft(charges),
});

/**
 * What the next units of a line come to: what all units up to them come to, without those before. So the steps of a line
 * come to its charge, whatever their sizes.
 */
export function unitsCharge(line: LineCharge, units: number, currency: string): Part {
  const { charge, quantity, refunded } = line;
  const amountOf = (count: number) => firstUnits(charge.amountMinor, quantity, count, stepOf(currency));
  const taxOf = (count: number) => firstUnits(charge.taxMinor, quantity, count, stepOf(currency));
  return {
    amountMinor: amountOf(refunded + units) - amountOf(refunded),
    taxMinor: taxOf(refunded + units) - taxOf(refunded),
  };
}

/** What a choice comes to, before what is left of the order limits it. */
export const priceChoice = (charges: OrderCharges, choice: RefundChoice): bigint =>
  sharesOf(charges, choice).reduce((sum, { amountMinor }) => sum + amountMinor, 0n);

/** Whether a choice can be refunded; null when it can. */
export function refuseChoice(charges: OrderCharges, { units, shippingMinor }: RefundChoice) {
  const leftOf = new Map(charges.lines.map((line) => [line.id, unitsLeft(line)]));
  const isRight = [...units].every(
    ([id, count]) => Number.isInteger(count) && count >= 0 && count <= (leftOf.get(id) ?? 0),
  );
  if (!isRight) return "units_refunded";
  return shippingMinor < 0n || shippingMinor > shippingLeft(charges) ? "shipping_refunded" : null;
}

export const isChosen = ({ units, shippingMinor }: RefundChoice): boolean =>
  shippingMinor > 0n || [...units.values()].some((count) => count !== 0);

/**
 * An amount by its parts. Without units and shipping it is an amount of the order and has none; less than they come to
 * is taken off each of them by its size.
 * @param amountMinor null: all that the choice comes to, as far as the order can still be refunded
 */
export function shareRefund(
  charges: OrderCharges,
  choice: RefundChoice,
  amountMinor: bigint | null,
): (RefundShares & { amountMinor: bigint }) | { refusal: ShareRefusal } {
  const none = { lines: [], shipping: { amountMinor: 0n, taxMinor: 0n } };
  if (!isChosen(choice))
    return amountMinor === null ? { refusal: "nothing_chosen" } : { ...none, amountMinor };
  const refusal = refuseChoice(charges, choice);
  if (refusal) return { refusal };
  const full = priceChoice(charges, choice);
  const isLimited = charges.refundableMinor < full;
  const amount = amountMinor ?? (isLimited ? charges.refundableMinor : full);
  if (amount > full) return { refusal: "above_choice" };
  const parts = reduceTo(sharesOf(charges, choice), amount, charges.currency);
  return {
    amountMinor: amount,
    lines: parts.flatMap((part) => (part.lineId === null ? [] : { ...part, lineId: part.lineId })),
    shipping: parts.find(({ lineId }) => lineId === null) ?? none.shipping,
  };
}

type Share = Part & { lineId: string | null; quantity: number };

/** The parts of a choice; the shipping comes last. */
function sharesOf(charges: OrderCharges, { units, shippingMinor }: RefundChoice): Share[] {
  const { shipping, currency } = charges;
  const taxUpTo = (minor: bigint) =>
    shipping.charge.amountMinor === 0n
      ? 0n
      : (shipping.charge.taxMinor * minor) / shipping.charge.amountMinor;
  const shippingTax = taxUpTo(shipping.refundedMinor + shippingMinor) - taxUpTo(shipping.refundedMinor);
  return [
    ...charges.lines.flatMap((line) => {
      const quantity = units.get(line.id) ?? 0;
      return quantity > 0 ? { lineId: line.id, quantity, ...unitsCharge(line, quantity, currency) } : [];
    }),
    ...(shippingMinor > 0n
      ? [
          {
            ...{ lineId: null, quantity: 0, amountMinor: shippingMinor },
            taxMinor: shippingTax < shippingMinor ? shippingTax : shippingMinor,
          },
        ]
      : []),
  ];
}

function reduceTo(parts: Share[], amountMinor: bigint, currency: string): Share[] {
  const full = parts.reduce((sum, part) => sum + part.amountMinor, 0n);
  if (amountMinor === full) return parts;
  const amounts = share(
    amountMinor,
    parts.map((part) => part.amountMinor),
    currency,
  );
  return parts.map((part, index) => {
    const amount = amounts[index] ?? 0n;
    return {
      ...part,
      amountMinor: amount,
      taxMinor: part.amountMinor === 0n ? 0n : (part.taxMinor * amount) / part.amountMinor,
    };
  });
}

/** The first units of so many that an amount is for: those that are first have what does not divide. */
function firstUnits(amountMinor: bigint, quantity: number, count: number, step: bigint): bigint {
  const unit = amountMinor % step === 0n ? step : 1n;
  const [amount, all, first] = [amountMinor / unit, BigInt(quantity), BigInt(count)];
  const rest = amount % all;
  return ((amount / all) * first + (first < rest ? first : rest)) * unit;
}

/** Splits an amount, which may be below zero, by weights, in what the currency can be paid in. */
function share(amountMinor: bigint, weights: bigint[], currency: string): bigint[] {
  if (amountMinor === 0n || weights.length === 0) return weights.map(() => 0n);
  const step = stepOf(currency);
  const unit = amountMinor % step === 0n ? step : 1n;
  const sign = amountMinor < 0n ? -unit : unit;
  const hasWeight = weights.some((weight) => weight > 0n);
  const parts = split(money(amountMinor / sign, currency), hasWeight ? weights : weights.map(() => 1n));
  return parts.map((part) => part.amountMinor * sign);
}
