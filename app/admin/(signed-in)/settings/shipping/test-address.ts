import type { Settings } from "@/domain/settings/subjects";
import { type ShippingAnswer, shippingOptions } from "@/domain/shipping/options";
import { readAmount, readWeight } from "@/domain/shipping/steps-text";
import { shopTimeZone } from "@/server/platform/env";
import type { TestedAddress } from "@/ui/admin/settings/shipping/address-test";
import type { ShippingFormat } from "@/ui/admin/settings/shipping/shipping-format";

const EMPTY: TestedAddress = { country: "", postalCode: "", region: "", sum: "", weight: "" };

export type Query = Record<string, string | string[] | undefined>;

/** The address of the page's own form; a country alone is enough. */
export function readTested(query: Query, home: string | undefined): TestedAddress {
  const given = Object.keys(EMPTY).map((field) => {
    const value = query[field];
    return [field, typeof value === "string" ? value.slice(0, 60) : ""];
  });
  const typed = { ...EMPTY, ...Object.fromEntries(given) };
  return typed.country === "" ? { ...typed, country: home ?? "" } : typed;
}

/** @returns unread: the sum or the weight is no number */
export function testAddress(
  typed: TestedAddress,
  { zones, ...sending }: Settings["shipping"],
  { currency, unit }: ShippingFormat,
): ShippingAnswer | "unread" {
  const subtotalMinor = typed.sum.trim() === "" ? 0n : readAmount(typed.sum, currency);
  const grams = typed.weight.trim() === "" ? 0n : readWeight(typed.weight, unit);
  if (subtotalMinor === undefined || grams === undefined) return "unread";
  const shop = { zones, calendar: { ...sending, timeZone: shopTimeZone() } };
  return shippingOptions(shop, typed, { subtotalMinor, grams: Number(grams) }, new Date());
}
