import { useTranslations } from "next-intl";
import type { ProductTile } from "@/domain/catalog/product";
import { ProductGrid } from "../collection/product-grid";

type SearchResultsProps = {
  tiles: ProductTile[];
  words: string;
  /** What was looked for instead of the words. */
  corrected: string | null;
  /** No product has all of the words: these have one. */
  isPartial: boolean;
  locale: string;
};

export function SearchResults({ tiles, words, corrected, isPartial, locale }: SearchResultsProps) {
  const t = useTranslations();
  return (
    <>
      <p role="status" className="mt-4 mb-10 text-ink-soft">
        {corrected && !isPartial ? (
          <span className="block break-words text-ink">
            {t("shop.search.corrected", { words, corrected })}
          </span>
        ) : null}
        {isPartial ? (
          <span className="block break-words text-ink">
            {t("shop.search.partial", { words: corrected ?? words })}
          </span>
        ) : null}
        {t("shop.search.count", { count: tiles.length })}
      </p>
      <ProductGrid tiles={tiles} locale={locale} isFirstOnPage heading="h2" />
    </>
  );
}
