import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { Settings } from "@/domain/settings/subjects";
import { MAX_EXEMPTION_SENTENCE } from "@/domain/settings/tax";
import { MAX_VAT_ID } from "@/domain/tax/vat-id";
import { SelectField, TextareaField, TextField } from "../../../kit/form/field";

type Field = "prices" | "scheme" | "exportPrice" | "businessReason" | "shippingTax";
type Choice =
  | ("inclusive" | "exclusive" | Settings["tax"]["scheme"] | Settings["tax"]["exportPrice"])
  | (Settings["tax"]["businessReason"] | Settings["tax"]["shippingTax"]);

/** Each setting below what it changes for prices, totals and documents. */
export function TaxFields({ tax }: { tax: Settings["tax"] }) {
  const t = useTranslations();
  const choice = (field: Field, value: Choice, of: readonly Choice[]) => (
    <SelectField
      name={field}
      size="small"
      label={t(`admin.settings.tax.${field}.label`)}
      defaultValue={value}
      className="max-w-xl"
    >
      {of.map((one) => (
        <option key={one} value={one}>
          {t(`admin.settings.tax.choice.${one}`)}
        </option>
      ))}
    </SelectField>
  );
  return (
    <>
      <Explained text={t("admin.settings.tax.on.why")}>
        <Tick name="isOn" label={t("admin.settings.tax.on.label")} isOn={tax.isOn} />
      </Explained>
      <Explained text={t("admin.settings.tax.home.why")}>
        <TextField
          name="homeCountry"
          size="small"
          maxLength={2}
          autoComplete="off"
          spellCheck={false}
          label={t("admin.settings.field.homeCountry")}
          hint={t("admin.settings.tax.home.hint")}
          defaultValue={tax.homeCountry}
          className="max-w-md"
        />
        <TextField
          name="vatId"
          size="small"
          maxLength={MAX_VAT_ID + 10}
          autoComplete="off"
          spellCheck={false}
          label={t("admin.settings.field.vatId")}
          hint={t("admin.settings.tax.home.vatIdHint")}
          defaultValue={tax.vatId}
          className="max-w-md"
        />
      </Explained>
      <Explained text={t("admin.settings.tax.prices.why")}>
        {choice("prices", tax.isInclusive ? "inclusive" : "exclusive", ["inclusive", "exclusive"])}
      </Explained>
      <Explained text={t("admin.settings.tax.scheme.why")}>
        {choice("scheme", tax.scheme, ["home", "destination"])}
      </Explained>
      <Explained text={t("admin.settings.tax.shippingTax.why")}>
        {choice("shippingTax", tax.shippingTax, ["proportion", "largest"])}
      </Explained>
      <Explained text={t("admin.settings.tax.exportPrice.why")}>
        {choice("exportPrice", tax.exportPrice, ["same", "net"])}
      </Explained>
      <Explained text={t("admin.settings.tax.businessReason.why")}>
        <Tick name="isViesOn" label={t("admin.settings.tax.vies")} isOn={tax.isViesOn} />
        {choice("businessReason", tax.businessReason, ["intra_community_supply", "reverse_charge"])}
      </Explained>
      <Explained text={t("admin.settings.tax.small.why")}>
        <Tick name="isSmallBusiness" label={t("admin.settings.tax.small.label")} isOn={tax.isSmallBusiness} />
        <TextareaField
          name="smallBusinessSentence"
          size="small"
          rows={2}
          maxLength={MAX_EXEMPTION_SENTENCE}
          label={t("admin.settings.field.smallBusinessSentence")}
          hint={t("admin.settings.tax.small.hint")}
          defaultValue={tax.smallBusinessSentence}
          className="max-w-xl"
        />
      </Explained>
    </>
  );
}

function Explained({ text, children }: { text: string; children: ReactNode }) {
  return (
    <div className="grid gap-3 border-b border-line pb-5">
      <p className="max-w-prose text-ink-soft">{text}</p>
      {children}
    </div>
  );
}

function Tick({ name, label, isOn }: { name: string; label: string; isOn: boolean }) {
  return (
    <label className="flex items-start gap-2.5">
      <input type="checkbox" name={name} defaultChecked={isOn} className="mt-0.5 size-4 accent-accent" />
      {label}
    </label>
  );
}
