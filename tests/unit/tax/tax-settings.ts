import { TAX_DEFAULTS, type TaxSettings } from "../../../domain/settings/tax.ts";
import { rowsOf, SHIPPED_RATES } from "../../../domain/tax/shipped-rates.ts";
import { type TaxedInput, type TaxLine, taxOf } from "../../../domain/tax/tax-of.ts";
import { NO_BUSINESS } from "../../../domain/tax/treatment.ts";

export const ALL_RATES = SHIPPED_RATES.flatMap(rowsOf);

type Case = Omit<Partial<TaxedInput>, "settings"> & {
  settings?: Partial<TaxSettings>;
  to?: string;
  postcode?: string;
};

/** A shop in Ireland whose prices contain the tax; `to` and `postcode` say where it sends. */
export function taxed({ settings, to = "IE", postcode = "", ...input }: Case): TaxLine[] {
  return taxOf({
    currency: "eur",
    lines: [],
    shippingMinor: 0n,
    destination: { country: to, postalCode: postcode, region: "" },
    buyer: NO_BUSINESS,
    rates: ALL_RATES,
    date: "2026-11-30",
    ...input,
    settings: { ...TAX_DEFAULTS, isOn: true, homeCountry: "IE", ...settings },
  });
}

export const goods = (
  amountMinor: bigint,
  taxClass: TaxedInput["lines"][number]["taxClass"] = "standard",
  key = "goods",
) => ({
  key,
  taxClass,
  amountMinor,
});
