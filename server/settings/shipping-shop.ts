import "server-only";
import { shippedCountries } from "@/domain/shipping/countries";
import type { ShippingShop } from "@/domain/shipping/options";
import { shopTimeZone } from "../platform/env";
import { settings } from "../platform/settings/settings";

/** What decides how goods are sent, as it is set now. */
export function shippingShop(): ShippingShop {
  const { zones, cutOff, workingDays, holidays } = settings("shipping");
  return { zones, calendar: { cutOff, workingDays, holidays, timeZone: shopTimeZone() } };
}

/** Where something can be sent, by their two letters. */
export const countriesShippedTo = (): string[] => shippedCountries(settings("shipping").zones);
