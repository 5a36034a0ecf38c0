import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { limitSearches } from "@/server/catalog/read/limit-searches";
import { listCollections } from "@/server/catalog/read/list-collections";
import { searchProducts } from "@/server/catalog/read/search-products";
import { shopLocale } from "@/server/platform/env";
import { requireSurface } from "@/server/platform/surface";
import { PageTitle } from "@/ui/shop/frame/page-title";
import { SearchForm } from "@/ui/shop/search/search-form";
import { SearchResults } from "@/ui/shop/search/search-results";
import { SearchSuggestions } from "@/ui/shop/search/search-suggestions";

export const dynamic = "force-dynamic";

type SearchProps = { searchParams: Promise<{ q?: string | string[] }> };

export async function generateMetadata({ searchParams }: SearchProps): Promise<Metadata> {
  const t = await getTranslations();
  const words = await readWords(searchParams);
  const title = words ? t("shop.search.titleOf", { words }) : t("shop.search.title");
  return { title, robots: { index: false } };
}

const MAX_RESULTS = 48;

export default async function SearchPage({ searchParams }: SearchProps) {
  requireSurface("shop");
  const t = await getTranslations();
  const words = await readWords(searchParams);
  const found = await limitSearches(() => searchProducts(words, MAX_RESULTS));
  return (
    <div className="page pt-8 pb-24 lg:pt-12">
      <PageTitle>{t("shop.search.title")}</PageTitle>
      <SearchForm key={words} words={words} isLarge isFocused={words === ""} className="mt-6" />
      {found === "busy" ? (
        <p role="status" className="mt-8 max-w-prose text-lead text-ink-soft">
          {t("shop.search.busy")}
        </p>
      ) : found.tiles.length > 0 ? (
        <SearchResults {...found} words={words} locale={shopLocale()} />
      ) : (
        <SearchSuggestions words={words} collections={await listCollections()} />
      )}
    </div>
  );
}

async function readWords(searchParams: SearchProps["searchParams"]): Promise<string> {
  const { q } = await searchParams;
  return (Array.isArray(q) ? q[0] : q)?.trim().slice(0, 120) ?? "";
}
