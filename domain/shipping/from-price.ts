import type { ShippingOption } from "./options.ts";
import type { Zone } from "./zones.ts";

/** What sending begins with, as a product's page and the cart say it. */
export type ShippingFrom = Pick<ShippingOption, "amountMinor" | "days" | "arrives"> & {
  /** The least that the goods lack for a way of sending to be free; null: nothing more makes one free. */
  missingMinor: bigint | null;
};

/** The cheapest way to be sent something; to fetch it is none. Null: nothing is sent there. */
export function shippingFrom(options: readonly ShippingOption[]): ShippingFrom | null {
  const deliveries = options.filter(({ kind }) => kind === "delivery");
  const [cheapest] = deliveries.toSorted((one, other) => compare(one.amountMinor, other.amountMinor));
  if (!cheapest) return null;
  const { amountMinor, days, arrives } = cheapest;
  const missing = deliveries.flatMap(({ missingMinor }) => missingMinor ?? []).toSorted(compare);
  return { amountMinor, days, arrives, missingMinor: amountMinor === 0n ? null : (missing[0] ?? null) };
}

const compare = (one: bigint, other: bigint): number => (one < other ? -1 : one > other ? 1 : 0);

/**
 * What the cheapest way of sending costs now in the zone that an order was sent to; null where that cannot be said: its
 * rate is gone, or prices go by weight.
 * @param rateId the rate that the order was sent by
 * @param subtotalMinor what its goods came to
 */
export function standardPrice(
  zones: readonly Zone[],
  rateId: string | null,
  subtotalMinor: bigint,
): bigint | null {
  const zone = zones.find(({ rates }) => rates.some(({ id }) => id === rateId));
  const prices = (zone?.rates ?? [])
    .filter(({ kind, by, isOff }) => kind === "delivery" && by !== "weight" && !isOff)
    .flatMap(
      ({ steps }) => steps.find(({ upTo }) => upTo === null || subtotalMinor <= upTo)?.amountMinor ?? [],
    );
  return prices.toSorted(compare)[0] ?? null;
}
