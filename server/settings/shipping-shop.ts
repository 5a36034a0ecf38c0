import "server-only";
import { homeCountryOf, shippedCountries } from "@/domain/shipping/countries";
import { type ShippingFrom, shippingFrom } from "@/domain/shipping/from-price";
import { type ShippedGoods, type ShippingShop, shippingOptions } from "@/domain/shipping/options";
import { shopLocale, shopTimeZone } from "../platform/env";
import { settings } from "../platform/settings/settings";

/** What decides how goods are sent, as it is set now. */
export function shippingShop(): ShippingShop {
  const { zones, cutOff, workingDays, holidays } = settings("shipping");
  return { zones, calendar: { cutOff, workingDays, holidays, timeZone: shopTimeZone() } };
}

/** Where something can be sent, by their two letters. */
export const countriesShippedTo = (): string[] => shippedCountries(settings("shipping").zones);

/** What sending begins with, and to which country. */
export type ShippingFromTo = ShippingFrom & { country: string };

/**
 * What sending these goods begins with, as product pages and the cart say it.
 * @param told the country that the shopper has told; else the shop's own is meant
 * @returns null where nothing is sent there, or what it costs depends on the postcode
 */
export function shippingFromTo(goods: ShippedGoods, told = ""): ShippingFromTo | null {
  const shop = shippingShop();
  const countries = shippedCountries(shop.zones);
  const own = [
    settings("seller").country,
    settings("tax").homeCountry.replace("XI", "GB"),
    new Intl.Locale(shopLocale()).region,
  ];
  const country = homeCountryOf([told, ...own], countries);
  const destination = { country, postalCode: "", region: "" };
  const from = shippingFrom(shippingOptions(shop, destination, goods, new Date()).options);
  return from && { ...from, country };
}
