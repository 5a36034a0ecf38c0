import { useTranslations } from "next-intl";
import type { CollectionView } from "@/domain/catalog/product";
import { CollectionRow } from "../collection/collection-row";

export function CartIsEmpty({ collections }: { collections: CollectionView[] }) {
  const t = useTranslations();
  return (
    <>
      <p className="mt-4 text-lead text-ink-soft">{t("shop.cart.empty")}</p>
      <div className="mt-14">
        <CollectionRow collections={collections} />
      </div>
    </>
  );
}
