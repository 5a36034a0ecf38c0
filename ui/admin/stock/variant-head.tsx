import Link from "next/link";
import { useTranslations } from "next-intl";
import type { StockVariant } from "@/domain/stock/views";
import { Thumb } from "../../kit/table/thumb";

type VariantHeadProps = {
  variant: StockVariant;
  toSend: number;
  /** The page shows the ledger: it needs no link there. */
  hasLedger: boolean;
};

/** Which variant it is, and what there is of it. */
export function VariantHead({ variant, toSend, hasLedger }: VariantHeadProps) {
  const t = useTranslations();
  const { productTitle, variantTitle, sku, barcode, slug, onHand, reserved, isCounted } = variant;
  const codes = [sku, barcode].filter((code) => code !== null && code !== "");
  const figures: [string, number][] = [
    [t("admin.stock.figure.onHand"), onHand],
    [t("admin.stock.figure.reserved"), reserved],
    [t("admin.stock.figure.available"), onHand - reserved],
    [t("admin.stock.figure.toSend"), toSend],
  ];
  return (
    <div className="grid gap-3">
      <div className="flex items-center gap-3">
        <Thumb picture={variant.picture} />
        <div className="min-w-0">
          <p className="font-heading text-lg font-semibold wrap-anywhere">
            {[productTitle, variantTitle].filter(Boolean).join(", ")}
          </p>
          <p className="flex flex-wrap gap-x-4 text-ink-soft wrap-anywhere">
            {codes.length > 0 ? <span>{codes.join(" · ")}</span> : null}
            <Link href={`/admin/products/${slug}`} className="link">
              {t("admin.stock.product")}
            </Link>
            {hasLedger ? null : (
              <Link href={`/admin/stock/${variant.id}`} className="link">
                {t("admin.stock.ledger.open")}
              </Link>
            )}
          </p>
        </div>
      </div>
      {isCounted ? (
        <dl className="grid max-w-xl grid-cols-2 gap-x-6 gap-y-1 sm:grid-cols-4">
          {figures.map(([name, units]) => (
            <div key={name}>
              <dt className="text-xs text-ink-soft">{name}</dt>
              <dd className="figures text-xl font-semibold">{units}</dd>
            </div>
          ))}
        </dl>
      ) : null}
    </div>
  );
}
