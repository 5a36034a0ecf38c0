import "server-only";
import type { Taxing } from "@/domain/cart/tax-step";
import type { CheckoutDetails } from "@/domain/checkout/details";
import { homeOf, placeOf } from "@/domain/tax/places";
import type { Tx } from "../platform/db";
import { settings } from "../platform/settings/settings";
import { buyerOf, type VatIdCheck } from "./check-vat-id";
import { taxDay } from "./get-tax";
import { readRates } from "./rates";

/**
 * What the tax of a cart depends on, for where it goes and who buys. Null while the shop's tax is off: then nothing is read.
 * @param tx the transaction that places the order
 */
export async function getTaxing(
  details: CheckoutDetails,
  tx?: Tx,
): Promise<(Taxing & { check: VatIdCheck | null }) | null> {
  const now = settings("tax");
  if (!now.isOn) return null;
  const countries = [homeOf(now.homeCountry).country, placeOf(details).country];
  const rates = await readRates([...new Set(countries)], tx);
  const { check, ...buyer } = await buyerOf(details.vatId, now, tx);
  return { settings: now, rates, buyer, check, date: taxDay() };
}
