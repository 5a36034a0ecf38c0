import type { ProductTile } from "@/domain/catalog/product";
import { ProductGrid } from "../collection/product-grid";

export function SearchResults({ tiles, locale }: { tiles: ProductTile[]; locale: string }) {
  return (
    <>
      <p className="mt-4 mb-10 text-ink-soft">{tiles.length === 1 ? "1 thing" : `${tiles.length} things`}</p>
      <ProductGrid tiles={tiles} locale={locale} isFirstOnPage heading="h2" />
    </>
  );
}
