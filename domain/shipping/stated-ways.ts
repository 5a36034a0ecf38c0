import type { ShippingRate } from "../checkout/shipping.ts";
import type { Zone } from "./zones.ts";

/** A way of sending whose price holds for any goods to any address of these countries. */
export type StatedWay = { rate: ShippingRate; countries: string[] };

// A page says no more of them than a search engine reads.
const MAX_WAYS = 20;

/** What can be said of sending without knowing who buys what; steps and parts of countries cannot. */
export function statedWays(zones: readonly Zone[]): StatedWay[] {
  const divided = new Set(
    zones.flatMap(({ places }) =>
      places.flatMap(({ country, region, postal }) => (region || postal ? country : [])),
    ),
  );
  return zones
    .flatMap(({ places, rates }) => {
      const countries = places.map(({ country }) => country).filter((country) => !divided.has(country));
      const flat = rates.filter(({ by, kind, isOff }) => by === "flat" && kind === "delivery" && !isOff);
      return countries.length === 0
        ? []
        : flat.map(({ id, name, days, steps }) => ({
            countries,
            rate: { id, name, days, amountMinor: steps[0]?.amountMinor ?? 0n },
          }));
    })
    .slice(0, MAX_WAYS);
}
