import type { CollectionView } from "@/domain/catalog/product";
import { CollectionRow } from "../collection/collection-row";

export function CartIsEmpty({ collections }: { collections: CollectionView[] }) {
  return (
    <>
      <p className="mt-4 text-lead text-ink-soft">Nothing is in it yet.</p>
      <div className="mt-14">
        <CollectionRow collections={collections} />
      </div>
    </>
  );
}
