import type { TaxSettings } from "../settings/tax.ts";
import type { TaxClass, TaxReason } from "./classes.ts";
import { homeOf, type TaxPlace } from "./places.ts";
import { rateOn, type TaxRate } from "./rates.ts";

/** `vatId`: what VIES said of it, and whose it is. */
export type Buyer = { vatIdState: "none" | "valid" | "invalid" | "unchecked"; vatIdCountry: string };
export const NO_BUSINESS: Buyer = { vatIdState: "none", vatIdCountry: "" };

/** What is to be done with an order's lines, whatever they are. */
export type Treatment =
  /** They bear the tax of a place. */
  | { kind: "taxed"; by: TaxPlace }
  /** They bear none. `off`: the tax of which place comes off prices that contain it; null: prices stay. */
  | { kind: "untaxed"; reason: TaxReason; at: TaxPlace; off: TaxPlace | null };

type Context = { settings: TaxSettings; rates: readonly TaxRate[]; date: string; buyer: Buyer };

/** Whose tax a delivery bears: articles 31 to 33, 138 and 146 of Directive 2006/112/EC. */
export function treatmentOf(place: TaxPlace, { settings, rates, date, buyer }: Context): Treatment {
  const home = homeOf(settings.homeCountry);
  const has = (by: TaxPlace) => rateOn(rates, by, "standard", date) !== null;
  if (settings.isSmallBusiness)
    return { kind: "untaxed", reason: "exempt_small_business", at: home, off: null };
  if (!has(home)) return { kind: "untaxed", reason: "not_collecting", at: home, off: null };
  // Within a country the place is where the transport begins: a shop on the mainland charges its own rate to its islands.
  if (place.country === home.country && !place.isOutside) return { kind: "taxed", by: home };
  if (!home.isEu || !place.isEu) {
    const off = settings.exportPrice === "net" ? home : null;
    return { kind: "untaxed", reason: "export", at: place, off };
  }
  // A destination without a rate bears the tax of home: VAT is charged rather than forgotten.
  const by = settings.scheme === "destination" && has(place) ? place : home;
  if (buyer.vatIdState === "valid" && buyer.vatIdCountry !== vatPrefixOf(home))
    return { kind: "untaxed", reason: settings.businessReason, at: place, off: by };
  return { kind: "taxed", by };
}

/** What VAT ids of a place begin with. */
export const vatPrefixOf = ({ country, region }: Pick<TaxPlace, "country" | "region">): string =>
  country === "GR" ? "EL" : country === "GB" && region === "northern_ireland" ? "XI" : country;

/** The rate of a class at a place, and why. What is exempt needs no rate. */
export function ratedAs(
  taxClass: TaxClass,
  by: TaxPlace,
  { rates, date }: Pick<Context, "rates" | "date">,
): { rateBp: number; reason: TaxReason } {
  const rate = taxClass === "exempt" ? null : rateOn(rates, by, taxClass, date);
  if (rate === null) return { rateBp: 0, reason: "product_exempt" };
  if (rate.rateBp === 0) return { rateBp: 0, reason: "zero_rated" };
  return { rateBp: rate.rateBp, reason: rate.taxClass === "standard" ? "standard" : "reduced" };
}
