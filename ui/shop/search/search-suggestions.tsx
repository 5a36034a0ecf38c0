import { useTranslations } from "next-intl";
import type { CollectionView } from "@/domain/catalog/product";
import { CollectionRow } from "../collection/collection-row";

/** Before a search and after one that found nothing: somewhere to go on. */
export function SearchSuggestions({ words, collections }: { words: string; collections: CollectionView[] }) {
  const t = useTranslations();
  return (
    <>
      <p className="mt-8 max-w-prose text-lead break-words text-ink-soft">
        {words ? t("shop.search.nothing", { words }) : t("shop.search.start")}
      </p>
      <div className="mt-10">
        <CollectionRow collections={collections} />
      </div>
    </>
  );
}
