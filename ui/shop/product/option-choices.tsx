import clsx from "clsx";
import Link from "next/link";
import { useTranslations } from "next-intl";
import type { OptionChoice } from "@/domain/catalog/product";

type OptionChoicesProps = { productSlug: string; name: string; choices: OptionChoice[] };

/** Every choice is the address of a variant: it works without JavaScript and can be sent to a friend. */
export function OptionChoices({ productSlug, name, choices }: OptionChoicesProps) {
  const t = useTranslations();
  const chosen = choices.find(({ isChosen }) => isChosen);
  return (
    <nav aria-label={name}>
      <p className="text-sm text-ink-soft">
        {name}
        {chosen ? <span className="text-ink"> {chosen.value}</span> : null}
      </p>
      <ul className="mt-2 flex flex-wrap gap-2">
        {choices.map(({ value, isChosen, variant }) => (
          <li key={value}>
            <Link
              href={`/products/${productSlug}/${variant.slug}`}
              prefetch={false}
              replace
              scroll={false}
              aria-current={isChosen ? "true" : undefined}
              className={clsx(
                "inline-flex min-h-11 min-w-11 items-center justify-center rounded-control border px-4 py-1.5 transition-colors",
                isChosen
                  ? "border-accent bg-accent text-on-accent"
                  : "border-line-strong hover:border-ink hover:bg-paper-raised",
                !variant.isAvailable && !isChosen && "border-dashed text-ink-soft",
              )}
            >
              <span className={clsx(!variant.isAvailable && "line-through decoration-1")}>{value}</span>
              {variant.isAvailable ? null : (
                <span className="sr-only">{t("shop.product.choiceSoldOut")}</span>
              )}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
