import { useTranslations } from "next-intl";
import type { ProductTile } from "@/domain/catalog/product";
import { ProductGrid } from "../collection/product-grid";

export function SearchResults({ tiles, locale }: { tiles: ProductTile[]; locale: string }) {
  const t = useTranslations();
  return (
    <>
      <p className="mt-4 mb-10 text-ink-soft">{t("shop.search.count", { count: tiles.length })}</p>
      <ProductGrid tiles={tiles} locale={locale} isFirstOnPage heading="h2" />
    </>
  );
}
