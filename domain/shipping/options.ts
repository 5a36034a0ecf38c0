import { type Arrival, arrivalOf, type Calendar } from "./arrival.ts";
import { type Destination, findZone } from "./places.ts";
import type { Step, Zone, ZoneRate } from "./zones.ts";

/** What the shop has set. */
export type ShippingShop = { zones: readonly Zone[]; calendar: Calendar };

/** What is sent: what it comes to after discounts, and what it weighs. */
export type ShippedGoods = { subtotalMinor: bigint; grams: number };

/** A way to get these goods to this place. */
export type ShippingOption = {
  /** Of the rate: what orders remember. */
  id: string;
  name: string;
  kind: ZoneRate["kind"];
  amountMinor: bigint;
  days: [number, number];
  arrives: Arrival;
  /** What the goods lack for it to be free; null: it is free, or never is. */
  missingMinor: bigint | null;
  /** Of a pickup. */
  place: string;
  hours: string;
};

/** Why a rate is not offered. `upTo`: the last step's, in grams or minor units. */
export type RefusedRate =
  | { zone: string; name: string; reason: "other_zone" | "off" }
  | { zone: string; name: string; reason: "too_heavy" | "too_dear"; upTo: bigint };

export type ShippingAnswer = {
  /** Null: nothing is sent there. */
  zone: Zone | null;
  /** In the order in which the merchant has put them. */
  options: ShippingOption[];
  refused: RefusedRate[];
};

/** The ways in which goods can be sent to a destination, at today's prices, and why the other rates are none. */
export function shippingOptions(
  { zones, calendar }: ShippingShop,
  destination: Destination,
  goods: ShippedGoods,
  now: Date,
): ShippingAnswer {
  const found = findZone(zones, destination);
  const options: ShippingOption[] = [];
  const refused: RefusedRate[] = [];
  for (const zone of zones)
    for (const rate of zone.rates) {
      const names = { zone: zone.name, name: rate.name };
      const step = stepOf(rate, goods);
      if (zone !== found) refused.push({ ...names, reason: "other_zone" });
      else if (rate.isOff) refused.push({ ...names, reason: "off" });
      else if (step) options.push(optionOf(rate, step, goods, arrivalOf(rate.days, calendar, now)));
      else refused.push({ ...names, ...limitOf(rate) });
    }
  return { zone: found, options, refused };
}

/** The first step that is not passed. */
function stepOf({ by, steps }: ZoneRate, { subtotalMinor, grams }: ShippedGoods): Step | undefined {
  const counted = by === "weight" ? BigInt(grams) : subtotalMinor;
  return steps.find(({ upTo }) => upTo === null || counted <= upTo);
}

const limitOf = ({ by, steps }: ZoneRate) => ({
  reason: by === "weight" ? ("too_heavy" as const) : ("too_dear" as const),
  upTo: steps.at(-1)?.upTo ?? 0n,
});

function optionOf(
  rate: ZoneRate,
  { amountMinor }: Step,
  { subtotalMinor }: ShippedGoods,
  arrives: Arrival,
): ShippingOption {
  const { id, name, kind, days, place, hours, freeOverMinor } = rate;
  const isFree = amountMinor === 0n || (freeOverMinor !== null && subtotalMinor >= freeOverMinor);
  return {
    ...{ id, name, kind, days, arrives, place, hours },
    amountMinor: isFree ? 0n : amountMinor,
    missingMinor: isFree || freeOverMinor === null ? null : freeOverMinor - subtotalMinor,
  };
}
