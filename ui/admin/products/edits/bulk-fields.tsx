import { useTranslations } from "next-intl";
import { PRICE_ENDINGS, type PriceEnding } from "@/domain/catalog/edits/change-price";
import { TAX_CLASSES } from "@/domain/tax/classes";
import { Button } from "../../../kit/form/button";
import { SelectField, TextField } from "../../../kit/form/field";

type BulkFieldsProps = {
  query: {
    step: "edit" | "publish" | "hide" | "tag" | "collection" | "price" | "taxClass";
    ids: string[];
    name: string;
    direction: "raise" | "lower";
    by: string;
    unit: "percent" | "amount";
    ending: PriceEnding;
  };
  isFaulty: boolean;
  collections: { slug: string; title: string }[];
};

/** What a step for many products needs to know; a step that needs nothing has no fields. */
export function BulkFields({ query, isFaulty, collections }: BulkFieldsProps) {
  const t = useTranslations();
  const { step, ids } = query;
  if (step === "edit" || step === "publish" || step === "hide") return null;
  return (
    <form
      method="get"
      action="/admin/products/~change"
      className="mt-4 grid grid-cols-2 items-end gap-3 md:flex md:flex-wrap"
    >
      <input type="hidden" name="step" value={step} />
      <input type="hidden" name="ids" value={ids.join(",")} />
      {step === "tag" ? (
        <TextField
          name="name"
          size="small"
          required
          maxLength={255}
          label={t("admin.products.edits.tagName")}
          defaultValue={query.name}
          className="max-md:col-span-2 md:w-72"
        />
      ) : null}
      {step === "collection" ? (
        <SelectField
          name="name"
          size="small"
          label={t("admin.products.list.collection")}
          defaultValue={query.name}
          className="max-md:col-span-2 md:w-72"
        >
          {collections.map(({ slug, title }) => (
            <option key={slug} value={title}>
              {title}
            </option>
          ))}
        </SelectField>
      ) : null}
      {step === "taxClass" ? (
        <SelectField
          name="name"
          size="small"
          label={t("admin.products.editor.taxClass")}
          defaultValue={query.name}
          className="max-md:col-span-2 md:w-72"
        >
          {TAX_CLASSES.map((value) => (
            <option key={value} value={value}>
              {t(`admin.tax.class.${value}`)}
            </option>
          ))}
        </SelectField>
      ) : null}
      {step === "price" ? <PriceFields query={query} isFaulty={isFaulty} /> : null}
      <Button type="submit" tone="plain" size="small" className="max-md:col-span-2">
        {t("admin.products.edits.review")}
      </Button>
    </form>
  );
}

function PriceFields({ query, isFaulty }: Pick<BulkFieldsProps, "query" | "isFaulty">) {
  const t = useTranslations();
  return (
    <>
      <SelectField
        name="direction"
        size="small"
        label={t("admin.products.edits.direction")}
        defaultValue={query.direction}
        className="max-md:col-span-2 md:w-32"
      >
        <option value="raise">{t("admin.products.edits.raise")}</option>
        <option value="lower">{t("admin.products.edits.lower")}</option>
      </SelectField>
      <TextField
        name="by"
        size="small"
        required
        inputMode="decimal"
        maxLength={30}
        autoComplete="off"
        label={t("admin.products.edits.by")}
        error={isFaulty ? t("admin.products.edits.notPositive") : null}
        defaultValue={query.by}
        className="md:w-28"
      />
      <SelectField
        name="unit"
        size="small"
        label={t("admin.products.edits.unit")}
        defaultValue={query.unit}
        className="md:w-36"
      >
        <option value="percent">{t("admin.products.edits.percent")}</option>
        <option value="amount">{t("admin.products.edits.amount")}</option>
      </SelectField>
      <SelectField
        name="ending"
        size="small"
        label={t("admin.products.edits.ending")}
        defaultValue={query.ending}
        className="max-md:col-span-2 md:w-44"
      >
        {PRICE_ENDINGS.map((ending) => (
          <option key={ending} value={ending}>
            {ending === "" ? t("admin.products.edits.exact") : t("admin.products.edits.endsIn", { ending })}
          </option>
        ))}
      </SelectField>
    </>
  );
}
