import { useTranslations } from "next-intl";
import { countryName } from "@/domain/orders/address-lines";
import type { RatedClass } from "@/domain/tax/classes";
import type { TaxRegion } from "@/domain/tax/places";
import { percentText } from "@/domain/tax/rates";
import { RATES_CHECKED, type ShippedRates } from "@/domain/tax/shipped-rates";
import type { FormState } from "../../../kit/form/form-state";
import { PressForm } from "../../../kit/form/press-form";

type ShippedListProps = {
  /** Of countries that the table has none of. */
  shipped: ShippedRates[];
  locale: string;
  confirm: (state: FormState, form: FormData) => Promise<FormState>;
};

/** The rates that the shop came with, with where they are from: each country is confirmed by the merchant. */
export function ShippedList({ shipped, locale, confirm }: ShippedListProps) {
  const t = useTranslations();
  const countries = [...new Set(shipped.map(({ country }) => country))];
  if (countries.length === 0) return <p className="text-ink-soft">{t("admin.settings.tax.shipped.none")}</p>;
  const button = (codes: string, label: string) => (
    <PressForm
      fields={{ countries: codes }}
      label={label}
      pending={t("admin.settings.tax.shipped.confirming")}
      action={confirm}
    />
  );
  return (
    <div className="grid gap-3">
      <p className="max-w-prose text-ink-soft">
        {t("admin.settings.tax.shipped.sentence", { day: RATES_CHECKED })}
      </p>
      <div>
        {button(countries.join(","), t("admin.settings.tax.shipped.all", { count: countries.length }))}
      </div>
      <ul>
        {countries.map((code) => (
          <li
            key={code}
            className="flex flex-wrap items-start justify-between gap-x-4 gap-y-1 border-b border-line py-2.5"
          >
            <div className="min-w-0 flex-1 basis-60">
              <span className="font-medium">{countryName(code, locale)}</span>
              {shipped
                .filter(({ country }) => country === code)
                .map((row) => (
                  <Shipped key={row.region} row={row} />
                ))}
            </div>
            {button(code, t("admin.settings.tax.shipped.confirm", { country: countryName(code, locale) }))}
          </li>
        ))}
      </ul>
    </div>
  );
}

function Shipped({ row: { region, rates, since, source, note } }: { row: ShippedRates }) {
  const t = useTranslations();
  const said = (Object.entries(rates) as [RatedClass, number][]).map(([taxClass, rateBp]) =>
    t("admin.settings.tax.rates.rate", {
      class: t(`admin.tax.class.${taxClass}`),
      percent: percentText(rateBp),
    }),
  );
  return (
    <span className="block text-ink-soft">
      {region ? `${t(`admin.tax.region.${region as TaxRegion}`)}: ` : null}
      {said.join(" · ")}, {t("admin.settings.tax.rates.since", { since })}
      <span className="block text-sm">
        {t(`admin.settings.tax.source.${source}`)} {note ? t(`admin.settings.tax.note.${note}`) : null}
      </span>
    </span>
  );
}
