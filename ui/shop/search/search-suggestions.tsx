import type { CollectionView } from "@/domain/catalog/product";
import { CollectionRow } from "../collection/collection-row";

/** Before a search and after one that found nothing: somewhere to go on. */
export function SearchSuggestions({ words, collections }: { words: string; collections: CollectionView[] }) {
  return (
    <>
      <p className="mt-8 max-w-prose text-lead break-words text-ink-soft">
        {words
          ? `Nothing here goes by “${words}”. Try a plainer word, such as “mug” or “lamp”, or look around:`
          : "Type what you are looking for, or look around:"}
      </p>
      <div className="mt-10">
        <CollectionRow collections={collections} />
      </div>
    </>
  );
}
