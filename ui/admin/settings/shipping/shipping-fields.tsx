import { useTranslations } from "next-intl";
import { MAX_SHIPPING_RATES, type ShippingRate } from "@/domain/checkout/shipping";
import { decimalText, money } from "@/domain/money";
import { MIN_WITHDRAWAL_DAYS } from "@/domain/returns/window";
import { MAX_RATE_DAYS, MAX_RATE_NAME, MAX_WITHDRAWAL_DAYS } from "@/domain/settings/shipping";
import type { Settings } from "@/domain/settings/subjects";
import { TextareaField, TextField } from "../../../kit/form/field";

type ShippingFieldsProps = { shipping: Settings["shipping"]; currency: string; locale: string };

export function ShippingFields({ shipping, currency, locale }: ShippingFieldsProps) {
  const t = useTranslations();
  const rows = Array.from({ length: MAX_SHIPPING_RATES }, (_, index) => shipping.rates[index] ?? null);
  const names = new Intl.DisplayNames(locale, { type: "region" });
  return (
    <>
      <fieldset className="grid gap-4">
        <legend className="text-sm font-medium">{t("admin.settings.field.rates")}</legend>
        <p className="max-w-prose text-ink-soft">
          {t("admin.settings.shipping.ratesHint", {
            most: MAX_SHIPPING_RATES,
            currency: currency.toUpperCase(),
          })}
        </p>
        {rows.map((rate, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a row is its place in the order in which rates are offered
          <Rate key={index} place={index + 1} rate={rate} currency={currency} />
        ))}
      </fieldset>
      <TextareaField
        name="countries"
        size="small"
        rows={3}
        maxLength={2_000}
        required
        spellCheck={false}
        label={t("admin.settings.field.countries")}
        hint={t("admin.settings.shipping.countriesHint", {
          names: new Intl.ListFormat(locale, { type: "conjunction" }).format(
            shipping.countries.map((code) => names.of(code) ?? code),
          ),
        })}
        defaultValue={shipping.countries.join(", ")}
        className="max-w-xl"
      />
      <TextField
        name="withdrawalDays"
        size="small"
        inputMode="numeric"
        required
        maxLength={3}
        label={t("admin.settings.field.withdrawalDays")}
        hint={t("admin.settings.shipping.withdrawalHint", {
          least: MIN_WITHDRAWAL_DAYS,
          most: MAX_WITHDRAWAL_DAYS,
        })}
        defaultValue={shipping.withdrawalDays}
        className="max-w-md"
      />
    </>
  );
}

type RateProps = { place: number; rate: ShippingRate | null; currency: string };

function Rate({ place, rate, currency }: RateProps) {
  const t = useTranslations();
  return (
    <div className="grid grid-cols-2 items-start gap-x-3 gap-y-2 border-b border-line pb-4 sm:grid-cols-[minmax(0,1fr)_7rem_5rem_5rem] sm:border-0 sm:pb-0">
      <input type="hidden" name={`id${place}`} value={rate?.id ?? ""} />
      <TextField
        name={`name${place}`}
        size="small"
        maxLength={MAX_RATE_NAME}
        autoComplete="off"
        label={t("admin.settings.shipping.name", { place })}
        defaultValue={rate?.name}
        className="max-sm:col-span-2"
      />
      <TextField
        name={`price${place}`}
        size="small"
        inputMode="decimal"
        autoComplete="off"
        maxLength={16}
        label={t("admin.settings.shipping.price", { currency: currency.toUpperCase() })}
        defaultValue={rate ? decimalText(money(rate.amountMinor, currency)) : ""}
        className="max-sm:col-span-2"
      />
      {(["from", "to"] as const).map((end, index) => (
        <TextField
          key={end}
          name={`${end}${place}`}
          size="small"
          type="number"
          min={0}
          max={MAX_RATE_DAYS}
          label={t(`admin.settings.shipping.${end}`)}
          defaultValue={rate?.days[index] ?? ""}
        />
      ))}
    </div>
  );
}
