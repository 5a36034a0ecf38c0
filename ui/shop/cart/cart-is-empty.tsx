import { useTranslations } from "next-intl";
import type { CollectionView } from "@/domain/catalog/product";
import { PendingButton } from "../../kit/form/pending-button";
import { PlainForm } from "../../kit/form/sending/action-form";
import type { PlainAction } from "../../kit/form/sending/use-sending";
import { CollectionRow } from "../collection/collection-row";

type CartIsEmptyProps = {
  collections: CollectionView[];
  /** Puts back what the shopper has just emptied the cart of; null when there is nothing. */
  restore: PlainAction | null;
};

export function CartIsEmpty({ collections, restore }: CartIsEmptyProps) {
  const t = useTranslations();
  return (
    <>
      <p role="status" className="mt-4 text-lead text-ink-soft">
        {t("shop.cart.empty")}
      </p>
      {restore ? (
        <PlainForm action={restore} className="mt-4">
          <PendingButton tone="plain">{t("shop.cart.putBack")}</PendingButton>
        </PlainForm>
      ) : null}
      <div className="mt-14">
        <CollectionRow collections={collections} />
      </div>
    </>
  );
}
