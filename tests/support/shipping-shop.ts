import type { ShippingRate } from "../../domain/checkout/shipping.ts";
import { zoneOf } from "../../domain/shipping/one-zone.ts";
import type { ShippingShop } from "../../domain/shipping/options.ts";

/** One zone with these rates. */
export const shippingShop = (rates: ShippingRate[], countries: string[]): ShippingShop => ({
  zones: [zoneOf(rates, countries)],
  calendar: { cutOff: "14:00", workingDays: [1, 2, 3, 4, 5], holidays: [], timeZone: "UTC" },
});
