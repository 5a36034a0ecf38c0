import clsx from "clsx";
import Link from "next/link";
import { useTranslations } from "next-intl";
import type { OptionChoice } from "@/domain/catalog/product";

type OptionChoicesProps = {
  productSlug: string;
  /** Tells the ids of this option from those of the others. */
  id: string;
  name: string;
  choices: OptionChoice[];
};

/** Every choice is the address of a variant: it works without JavaScript and can be sent to a friend. */
export function OptionChoices({ productSlug, id, name, choices }: OptionChoicesProps) {
  const t = useTranslations();
  const chosen = choices.find(({ isChosen }) => isChosen);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for the controls of a form
    <div role="group" aria-labelledby={id}>
      <p className="text-sm text-ink-soft">
        <span id={id}>{name}</span>
        {chosen ? <span className="text-ink"> {chosen.value}</span> : null}
      </p>
      <ul className="mt-2 flex flex-wrap gap-2">
        {choices.map(({ value, isChosen, isSoldOut, variant }, index) => (
          <li key={value}>
            <Link
              id={`${id}-${index + 1}`}
              href={`/products/${productSlug}/${variant.slug}`}
              prefetch={false}
              replace
              scroll={false}
              aria-current={isChosen ? "true" : undefined}
              className={clsx(
                "choice inline-flex min-h-11 min-w-11 items-center justify-center rounded-control border px-4 py-1.5 transition-colors",
                isChosen
                  ? "border-accent bg-accent text-on-accent"
                  : "border-line-strong hover:border-ink hover:bg-paper-raised",
                isSoldOut && "border-dashed text-ink-soft",
              )}
            >
              <span className={clsx(isSoldOut && "line-through decoration-1")}>{value}</span>
              {isSoldOut ? <span className="sr-only">{t("shop.product.choiceSoldOut")}</span> : null}
            </Link>
          </li>
        ))}
      </ul>
    </div>
  );
}
