import type { ShippingRate } from "../checkout/shipping.ts";
import type { Zone } from "./zones.ts";

/** One list of rates for one list of countries, as a zone: what the environment says, and what earlier versions kept. */
export const zoneOf = (rates: readonly ShippingRate[], countries: readonly string[]): Zone => ({
  ...{ id: "home", name: "Home", isElsewhere: false },
  places: countries.map((country) => ({ country, region: "", postal: null })),
  rates: rates.map(({ id, name, amountMinor, days }) => ({
    ...{ id, name, days, kind: "delivery", by: "flat" },
    steps: [{ upTo: null, amountMinor }],
    ...{ freeOverMinor: null, place: "", hours: "", isOff: false },
  })),
});

/** Every rate that is offered, at its first price, for what knew nothing of zones: sessions and pages of earlier versions. */
export const flatRates = (zones: readonly Zone[]): ShippingRate[] =>
  zones.flatMap(({ rates }) =>
    rates
      .filter(({ isOff }) => !isOff)
      .map(({ id, name, steps, days }) => ({ id, name, days, amountMinor: steps[0]?.amountMinor ?? 0n })),
  );
