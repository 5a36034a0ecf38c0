import "server-only";
import { isSentTo } from "@/domain/cart/refuse-shipping";
import { homeCountryOf, shippedCountries } from "@/domain/shipping/countries";
import { type ShippingFrom, shippingFrom } from "@/domain/shipping/from-price";
import { type ShippedGoods, type ShippingShop, shippingOptions } from "@/domain/shipping/options";
import { findZone } from "@/domain/shipping/places";
import { shopLocale, shopTimeZone } from "../platform/env";
import { settings } from "../platform/settings/settings";

/** What decides how goods are sent, as it is set now. */
export function shippingShop(): ShippingShop {
  const { zones, cutOff, workingDays, holidays } = settings("shipping");
  return { zones, calendar: { cutOff, workingDays, holidays, timeZone: shopTimeZone() } };
}

/** Where something can be sent, by their two letters. */
export const countriesShippedTo = (): string[] => shippedCountries(settings("shipping").zones);

/**
 * Where goods are likely to go.
 * @param told the country that the shopper has told; else the shop's own is meant
 */
export function likelyCountry(told = ""): string {
  const own = [
    settings("seller").country,
    settings("tax").homeCountry.replace("XI", "GB"),
    new Intl.Locale(shopLocale()).region,
  ];
  return homeCountryOf([told, ...own], countriesShippedTo());
}

/**
 * What sending these goods begins with, as product pages and the cart say it.
 * @returns null where nothing is sent there, or what it costs depends on the postcode
 */
export function shippingFromTo(goods: ShippedGoods, country: string): ShippingFrom | null {
  const destination = { country, postalCode: "", region: "" };
  return shippingFrom(shippingOptions(shippingShop(), destination, goods, new Date()).options);
}

/** Whether a product that is sent to these zones is sent to the country; a postcode may say otherwise. */
export const isSentToCountry = (shipsTo: readonly string[], country: string): boolean =>
  isSentTo(shipsTo, findZone(shippingShop().zones, { country, postalCode: "", region: "" }));
