import "server-only";
import { readTax, type TaxFault } from "@/domain/settings/read-tax";
import { EU_COUNTRIES } from "@/domain/tax/places";
import { ratedCountries } from "@/domain/tax/rates";
import { requireAdmin } from "../accounts/session";
import { type SaveAnswer, saveSettings } from "../settings/save-settings";
import { countriesShippedTo } from "../settings/shipping-shop";
import { taxDay } from "./get-tax";
import { readRates } from "./rates";

/**
 * Saves the page of tax settings. Tax is switched on only where the table of rates has what it needs.
 * @param seen the version that the admin was shown
 * @returns the fault: nothing was saved
 */
export async function saveTaxSettings(
  typed: Readonly<Record<string, string>>,
  seen: number,
): Promise<SaveAnswer | { fault: TaxFault }> {
  await requireAdmin("settings.write");
  const names = new Intl.DisplayNames("en", { type: "region", fallback: "none" });
  const isCountry = (code: string) =>
    /^[A-Z]{2}$/.test(code) && (code === "XI" || names.of(code) !== undefined);
  const destinations = countriesShippedTo().filter((code) => EU_COUNTRIES.includes(code));
  const read = readTax(typed, isCountry, ratedCountries(await readRates(), taxDay()), destinations);
  return "fault" in read ? read : saveSettings("tax", read, seen);
}
