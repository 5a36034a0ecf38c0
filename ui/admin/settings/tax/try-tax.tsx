import { useTranslations } from "next-intl";
import { formatMoney, money } from "@/domain/money";
import { TAX_CLASSES } from "@/domain/tax/classes";
import type { TriedTaxView } from "@/domain/tax/views";
import { Button } from "../../../kit/form/button";
import { SelectField, TextField } from "../../../kit/form/field";
import type { FormState } from "../../../kit/form/form-state";
import { PressForm } from "../../../kit/form/press-form";
import { TaxLines } from "./tax-lines";

export type TriedValues = Record<
  "amount" | "taxClass" | "shipping" | "country" | "postalCode" | "vatId",
  string
>;

type TryTaxProps = {
  values: TriedValues;
  /** "fault": an amount is none. Null: nothing was tried yet. */
  tried: TriedTaxView | "fault" | null;
  currency: string;
  locale: string;
  /** Null while the shop does not ask VIES. */
  askVies: ((state: FormState, form: FormData) => Promise<FormState>) | null;
};

/** A cart of one amount and what it would bear: nothing is saved, and the address of the answer can be kept. */
export function TryTax({ values, tried, currency, locale, askVies }: TryTaxProps) {
  const t = useTranslations();
  const text = (name: keyof TriedValues, props: { inputMode?: "decimal"; maxLength: number }) => (
    <TextField
      name={name}
      size="small"
      autoComplete="off"
      spellCheck={false}
      label={t(`admin.settings.tax.try.${name}`)}
      defaultValue={values[name]}
      {...props}
    />
  );
  return (
    <div className="grid gap-4">
      <p className="max-w-prose text-ink-soft">{t("admin.settings.tax.try.sentence")}</p>
      <form action="/admin/settings/tax#try" className="grid grid-cols-2 items-end gap-3 sm:grid-cols-3">
        {text("amount", { inputMode: "decimal", maxLength: 16 })}
        <SelectField
          name="taxClass"
          size="small"
          label={t("admin.settings.tax.try.taxClass")}
          defaultValue={values.taxClass}
        >
          {TAX_CLASSES.map((one) => (
            <option key={one} value={one}>
              {t(`admin.tax.class.${one}`)}
            </option>
          ))}
        </SelectField>
        {text("shipping", { inputMode: "decimal", maxLength: 16 })}
        {text("country", { maxLength: 2 })}
        {text("postalCode", { maxLength: 12 })}
        {text("vatId", { maxLength: 30 })}
        <div>
          <Button size="small">{t("admin.settings.tax.try.submit")}</Button>
        </div>
      </form>
      {tried === "fault" ? <p role="alert">{t("admin.settings.tax.try.fault")}</p> : null}
      {tried === null || tried === "fault" ? null : (
        <>
          <TaxLines
            lines={tried.lines.map((line, index) => ({
              ...line,
              key: `${line.key ?? "shipping"}:${index}`,
              name: t(line.key === null ? "admin.tax.shipping" : "admin.tax.goods"),
            }))}
            currency={currency}
            locale={locale}
          />
          <p className="font-medium">
            {t("admin.settings.tax.try.total", {
              total: formatMoney(money(tried.totalMinor, currency), locale),
            })}
          </p>
          {values.vatId ? <VatIdAnswer vatId={tried.vatId} /> : null}
          {values.vatId && askVies ? (
            <PressForm
              fields={{ vatId: values.vatId }}
              label={t("admin.settings.tax.try.ask")}
              pending={t("admin.settings.tax.try.asking")}
              action={askVies}
            />
          ) : null}
        </>
      )}
    </div>
  );
}

function VatIdAnswer({ vatId: { state, fault, consultation } }: Pick<TriedTaxView, "vatId">) {
  const t = useTranslations();
  return (
    <p className="max-w-prose text-ink-soft">
      {fault ? t(`admin.tax.vatIdFault.${fault}`) : t(`admin.tax.vatIdState.${state}`)}
      {consultation ? ` ${t("admin.tax.consultation", { number: consultation })}` : null}
    </p>
  );
}
