import Link from "next/link";
import { useTranslations } from "next-intl";
import type { Picture } from "@/domain/catalog/product";
import type { ProductStatus } from "@/domain/catalog/views";
import { Badge } from "../../kit/badge";
import { Button } from "../../kit/form/button";
import type { FormState } from "../../kit/form/form-state";
import { Thumb } from "../../kit/table/thumb";
import { MoveButtons } from "../pages/move-buttons";
import { StepForm } from "../pages/step-form";

type ProductRow = {
  id: string;
  slug: string;
  title: string;
  status: ProductStatus;
  picture: Picture | null;
};
type CollectionProductsProps = {
  id: string;
  products: ProductRow[];
  /** null: the rule says what is in it. */
  action: ((state: FormState, form: FormData) => Promise<FormState>) | null;
  isAdding?: boolean;
};

/** Products of a collection in their order, or those that may be added. */
export function CollectionProducts({ id, products, action, isAdding = false }: CollectionProductsProps) {
  const t = useTranslations();
  return (
    <ol>
      {products.map((product, index) => (
        <li
          key={product.id}
          className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-line py-1.5"
        >
          <Thumb picture={product.picture} />
          <span className="min-w-32 flex-1">
            <Link
              href={`/admin/products/${product.slug}`}
              prefetch={false}
              className="wrap-anywhere underline-offset-4 hover:underline"
            >
              {product.title}
            </Link>{" "}
            {product.status === "active" ? null : (
              <Badge>{t(`admin.products.status.${product.status}`)}</Badge>
            )}
          </span>
          {action === null ? null : (
            <StepForm
              fields={{ id, product: product.id }}
              action={action}
              className="flex flex-wrap items-center gap-1"
            >
              {isAdding ? (
                <Button
                  type="submit"
                  name="step"
                  value="add"
                  tone="plain"
                  size="small"
                  aria-label={t("admin.collections.addOne", { title: product.title })}
                >
                  {t("admin.collections.add")}
                </Button>
              ) : (
                <MoveButtons
                  title={product.title}
                  isFirst={index === 0}
                  isLast={index === products.length - 1}
                />
              )}
            </StepForm>
          )}
        </li>
      ))}
    </ol>
  );
}
