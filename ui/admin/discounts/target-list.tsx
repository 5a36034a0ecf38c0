import Link from "next/link";
import { useTranslations } from "next-intl";
import type { TargetRow } from "@/domain/discounts/views";
import { Button } from "../../kit/form/button";
import type { FormState } from "../../kit/form/form-state";
import { StepForm } from "../pages/step-form";

type TargetListProps = {
  id: string;
  products: TargetRow[];
  step: "add" | "remove";
  /** null: the role may look only. */
  action: ((state: FormState, form: FormData) => Promise<FormState>) | null;
};

/** Products that a discount is for, or that may be added. */
export function TargetList({ id, products, step, action }: TargetListProps) {
  const t = useTranslations();
  return (
    <ul>
      {products.map(({ id: product, slug, title }) => (
        <li key={product} className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-line py-1.5">
          <Link
            href={`/admin/products/${slug}`}
            prefetch={false}
            className="min-w-32 flex-1 wrap-anywhere underline-offset-4 hover:underline"
          >
            {title}
          </Link>
          {action === null ? null : (
            <StepForm fields={{ id, product }} action={action} className="flex flex-wrap items-center gap-1">
              <Button
                type="submit"
                name="step"
                value={step}
                tone="plain"
                size="small"
                aria-label={t(`admin.discounts.goods.${step}One`, { title })}
              >
                {t(`admin.discounts.goods.${step}`)}
              </Button>
            </StepForm>
          )}
        </li>
      ))}
    </ul>
  );
}
