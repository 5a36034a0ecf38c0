import { useTranslations } from "next-intl";
import { cellText, nameOf } from "@/domain/catalog/edits/plan-edits";
import type { ListedProduct, ListedVariant } from "@/domain/catalog/list/views";
import { TextField } from "../../../kit/form/field";

type CellFieldsProps = { products: ListedProduct[]; hasPrices: boolean };

/** The cells of the list as fields: each variant with its stock and prices. */
export function CellFields({ products, hasPrices }: CellFieldsProps) {
  return (
    <ul>
      {products.flatMap((product) =>
        product.variants.map((variant) => (
          <li key={variant.id} className="border-b border-line py-3">
            <fieldset className="grid gap-2 md:grid-cols-[minmax(0,1fr)_auto] md:items-end">
              <legend className="float-start font-medium wrap-anywhere">{nameOf(product, variant)}</legend>
              <Fields variant={variant} hasPrices={hasPrices} />
            </fieldset>
          </li>
        )),
      )}
    </ul>
  );
}

function Fields({ variant, hasPrices }: { variant: ListedVariant; hasPrices: boolean }) {
  const t = useTranslations();
  const { id, isCounted, onHand, reserved, price, compareAt } = variant;
  const cells = [
    ...(isCounted ? [{ field: "onHand" as const, was: String(onHand), text: String(onHand) }] : []),
    ...(hasPrices
      ? [
          {
            field: "price" as const,
            was: String(price.amountMinor),
            text: cellText(String(price.amountMinor), price.currency),
          },
          {
            field: "compareAt" as const,
            was: compareAt ? String(compareAt.amountMinor) : "",
            text: compareAt ? cellText(String(compareAt.amountMinor), price.currency) : "",
          },
        ]
      : []),
  ];
  return (
    <div className="grid grid-cols-3 gap-2 md:col-start-2 md:w-md">
      {cells.map(({ field, was, text }) => (
        <div key={field}>
          <input type="hidden" name={`was:${field}:${id}`} value={was} />
          <TextField
            name={`${field}:${id}`}
            size="small"
            inputMode={field === "onHand" ? "numeric" : "decimal"}
            autoComplete="off"
            maxLength={60}
            label={t(`admin.products.edits.field.${field}`)}
            hint={
              field === "onHand" && reserved > 0
                ? t("admin.products.edits.reservedShort", { reserved })
                : null
            }
            defaultValue={text}
          />
        </div>
      ))}
    </div>
  );
}
