import { useTranslations } from "next-intl";
import { MAX_QUANTITY } from "@/domain/cart/cart";
import type { ProductStockView } from "@/domain/catalog/views";
import { Button } from "../../../kit/form/button";
import { TextField } from "../../../kit/form/field";

type BuyLinkFormProps = {
  product: ProductStockView;
  /** Of each variant. */
  quantities: number[];
  code: string;
  path: string;
};

/** How many of each variant the link puts into the cart, and a discount code that it brings. */
export function BuyLinkForm({ product, quantities, code, path }: BuyLinkFormProps) {
  const t = useTranslations();
  return (
    <form action={path} method="get" className="grid content-start gap-4">
      <fieldset className="grid gap-3">
        <legend className="mb-2 text-sm font-medium">{t("admin.buyLink.contents")}</legend>
        {product.variants.map(({ id, title, sku }, index) => (
          <TextField
            key={id}
            type="number"
            size="small"
            name="q"
            min={0}
            max={MAX_QUANTITY}
            defaultValue={quantities[index] ?? 0}
            label={title || product.title}
            hint={sku ? undefined : t("admin.buyLink.noSku")}
            className="max-w-24"
          />
        ))}
      </fieldset>
      <TextField
        size="small"
        name="code"
        defaultValue={code}
        maxLength={100}
        label={t("admin.buyLink.code")}
        hint={t("admin.buyLink.codeHint")}
        autoCapitalize="characters"
        autoComplete="off"
      />
      <div>
        <Button type="submit" size="small">
          {t("admin.buyLink.make")}
        </Button>
      </div>
    </form>
  );
}
