import { homeOf } from "../tax/places.ts";
import { vatPrefixOf } from "../tax/treatment.ts";
import { isVatId, MAX_VAT_ID, plainVatId } from "../tax/vat-id.ts";
import type { Settings } from "./subjects.ts";
import { MAX_EXEMPTION_SENTENCE } from "./tax.ts";

/** What is wrong with what was typed; `places`: the countries without rates. */
export type TaxFault =
  | { kind: "home" | "vatId" | "sentence" | "viesNeedsId" | "noSentence" }
  | { kind: "rates"; places: string[] };

type Typed = Readonly<Record<string, string>>;

/**
 * Reads the fields of the tax page. Tax is not switched on for a shop that does not say where it is at home, or whose home
 * has no rate in the table; nor with the rates of the destination while a country that it sends to has none.
 * @param rated the countries with a standard rate today
 * @param destinations the countries of the EU that the shop sends to
 */
export function readTax(
  typed: Typed,
  isCountry: (code: string) => boolean,
  rated: ReadonlySet<string>,
  destinations: readonly string[],
): Settings["tax"] | { fault: TaxFault } {
  const homeCountry = (typed.homeCountry ?? "").trim().toUpperCase();
  const vatId = plainVatId(typed.vatId ?? "");
  const smallBusinessSentence = (typed.smallBusinessSentence ?? "").trim();
  const is = (field: string) => typed[field] === "on";
  const [isOn, isSmallBusiness, isViesOn] = [is("isOn"), is("isSmallBusiness"), is("isViesOn")];
  const scheme = typed.scheme === "destination" ? "destination" : "home";
  if (homeCountry === "" ? isOn : !isCountry(homeCountry)) return { fault: { kind: "home" } };
  const home = homeOf(homeCountry);
  if (vatId.length > MAX_VAT_ID || !/^[A-Z0-9]*$/.test(vatId)) return { fault: { kind: "vatId" } };
  if (vatId !== "" && home.isEu && !(vatId.startsWith(vatPrefixOf(home)) && isVatId(vatId)))
    return { fault: { kind: "vatId" } };
  if (smallBusinessSentence.length > MAX_EXEMPTION_SENTENCE) return { fault: { kind: "sentence" } };
  if (isOn && isSmallBusiness && smallBusinessSentence === "") return { fault: { kind: "noSentence" } };
  if (isViesOn && vatId === "") return { fault: { kind: "viesNeedsId" } };
  const needed = isSmallBusiness
    ? []
    : scheme === "destination" && home.isEu
      ? [home.country, ...destinations]
      : [home.country];
  const places = isOn ? needed.filter((code) => !rated.has(code)) : [];
  if (places.length > 0) return { fault: { kind: "rates", places: [...new Set(places)] } };
  return {
    ...{ isOn, homeCountry, vatId, scheme, isSmallBusiness, smallBusinessSentence, isViesOn },
    isInclusive: typed.prices !== "exclusive",
    exportPrice: typed.exportPrice === "net" ? "net" : "same",
    businessReason: typed.businessReason === "reverse_charge" ? "reverse_charge" : "intra_community_supply",
    shippingTax: typed.shippingTax === "largest" ? "largest" : "proportion",
  };
}
