import { stepOf } from "../money.ts";
import type { TaxSettings } from "../settings/tax.ts";
import { allocate, divideRounded } from "./allocate.ts";
import type { TaxClass, TaxReason } from "./classes.ts";
import { type Destination, placeOf, type TaxPlace } from "./places.ts";
import type { TaxRate } from "./rates.ts";
import { type Buyer, ratedAs, type Treatment, treatmentOf } from "./treatment.ts";

export type TaxedInput = {
  currency: string;
  /** After discounts; in minor units, not negative. */
  lines: readonly { key: string; taxClass: TaxClass; amountMinor: bigint }[];
  /** After discounts; 0 where nothing is charged for it. */
  shippingMinor: bigint;
  destination: Destination;
  buyer: Buyer;
  rates: readonly TaxRate[];
  settings: TaxSettings;
  /** "2026-11-30" */
  date: string;
};

/** The tax of a line of the order, or of a part of its shipping. */
export type TaxLine = Readonly<{
  /** null: shipping. */
  key: string | null;
  country: string;
  region: string;
  rateBp: number;
  /** Without the tax. */
  taxableMinor: bigint;
  taxMinor: bigint;
  /** The tax is part of the amount that was given; else it is added to it. */
  included: boolean;
  reason: TaxReason;
  /** What the amount that was given is reduced by, because it contained a tax that is not due. */
  offMinor: bigint;
}>;

/**
 * The tax of an order: one line for each of its lines in their order, then those of its shipping. It is reckoned once
 * for all amounts of a rate and then split by largest remainder, so that lines, rates and the order agree to the minor
 * unit. Empty while the shop's tax is off.
 */
export function taxOf(input: TaxedInput): TaxLine[] {
  const { settings, shippingMinor } = input;
  if (!settings.isOn) return [];
  const treatment = treatmentOf(placeOf(input.destination), input);
  const goods = input.lines.map((line) => ({
    ...part(line.taxClass, treatment, input),
    key: line.key,
    amountMinor: line.amountMinor,
  }));
  const parts = [
    ...goods,
    ...(shippingMinor > 0n ? shippingParts(goods, shippingMinor, settings.shippingTax) : []),
  ];
  const step = stepFor(input);
  const taxes: bigint[] = parts.map(() => 0n);
  for (const members of groupsOf(parts)) {
    const amounts = members.map((index) => parts[index]?.amountMinor ?? 0n);
    const rateBp = parts[members[0] ?? 0]?.reckonedBp ?? 0;
    const tax = reckon(amounts, rateBp, settings.isInclusive, step);
    members.forEach((index, place) => {
      taxes[index] = tax[place] ?? 0n;
    });
  }
  return parts.map(({ amountMinor, rateBp, reason, at, key, isDue }, index) => {
    const reckoned = taxes[index] ?? 0n;
    const taxableMinor = settings.isInclusive ? amountMinor - reckoned : amountMinor;
    return {
      ...{ key, country: at.country, region: at.region, rateBp, taxableMinor, reason },
      included: settings.isInclusive && isDue,
      taxMinor: isDue ? reckoned : 0n,
      offMinor: isDue || !settings.isInclusive ? 0n : reckoned,
    };
  });
}

type Part = {
  key: string | null;
  amountMinor: bigint;
  at: TaxPlace;
  rateBp: number;
  reason: TaxReason;
  /** The rate by which the tax is reckoned that is due, or comes off. */
  reckonedBp: number;
  isDue: boolean;
};

function part(taxClass: TaxClass, treatment: Treatment, input: TaxedInput) {
  if (treatment.kind === "taxed") {
    const { rateBp, reason } = ratedAs(taxClass, treatment.by, input);
    return { at: treatment.by, rateBp, reason, reckonedBp: rateBp, isDue: true };
  }
  const { at, off, reason } = treatment;
  const reckonedBp = off && input.settings.isInclusive ? ratedAs(taxClass, off, input).rateBp : 0;
  return { at, rateBp: 0, reason, reckonedBp, isDue: false };
}

/** Shipping bears what the goods bear. Of a shipment of nothing but gifts: what its highest rate is. */
function shippingParts(goods: Part[], shippingMinor: bigint, way: TaxSettings["shippingTax"]): Part[] {
  const groups = groupsOf(goods).flatMap((members) => {
    const first = goods[members[0] ?? 0];
    const sum = members.reduce((total, index) => total + (goods[index]?.amountMinor ?? 0n), 0n);
    return first ? [{ first, sum }] : [];
  });
  const ordered = groups.toSorted(
    (one, other) =>
      Number(other.sum > one.sum) - Number(other.sum < one.sum) ||
      other.first.reckonedBp - one.first.reckonedBp,
  );
  const total = groups.reduce((all, { sum }) => all + sum, 0n);
  const shares =
    way === "largest" || total === 0n
      ? ordered.map((_, index) => (index === 0 ? shippingMinor : 0n))
      : allocate(
          shippingMinor,
          ordered.map(({ sum }) => sum),
        );
  return ordered
    .map(({ first }, index) => ({ ...first, key: null, amountMinor: shares[index] ?? 0n }))
    .filter(({ amountMinor }) => amountMinor > 0n);
}

/** The indexes of the parts that bear the same, in the order of their first. */
function groupsOf(parts: readonly Part[]): number[][] {
  const groups = new Map<string, number[]>();
  parts.forEach(({ reckonedBp, reason, at }, index) => {
    const key = [at.country, at.region, reason, reckonedBp].join(":");
    groups.set(key, [...(groups.get(key) ?? []), index]);
  });
  return [...groups.values()];
}

/** The tax in or on amounts of one rate, split to each; in steps that Stripe takes. */
function reckon(amounts: bigint[], rateBp: number, isInclusive: boolean, step: bigint): bigint[] {
  const sum = amounts.reduce((total, amount) => total + amount, 0n);
  const bp = BigInt(rateBp);
  const divisor = (isInclusive ? 10_000n + bp : 10_000n) * step;
  const tax = divideRounded(sum * bp, divisor);
  return allocate(tax, tax === 0n ? amounts.map(() => 0n) : amounts).map((units) => units * step);
}

/** What Stripe takes the currency's amounts in; where an amount is finer, the minor unit. */
function stepFor({ currency, lines, shippingMinor }: TaxedInput): bigint {
  const step = stepOf(currency);
  const amounts = [shippingMinor, ...lines.map(({ amountMinor }) => amountMinor)];
  return amounts.every((amount) => amount % step === 0n) ? step : 1n;
}
