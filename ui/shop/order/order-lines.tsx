import { useTranslations } from "next-intl";
import { formatMoney } from "@/domain/money";
import type { OrderLineView } from "@/domain/orders/views";
import { Picture } from "../product/picture";

// The narrowest size of every prepared set.
const THUMB_WIDTH = 480;

/** The lines of an order as they were agreed, whatever has become of the products. */
export function OrderLines({ lines, locale }: { lines: OrderLineView[]; locale: string }) {
  const t = useTranslations();
  return (
    <ul className="mt-4 border-t border-line">
      {lines.map((line) => (
        <li
          key={`${line.productSlug}/${line.variantTitle}`}
          className="grid grid-cols-[4rem_1fr_auto] gap-x-4 print:grid-cols-[1fr_auto] border-b border-line py-4"
        >
          <div className="aspect-square overflow-hidden rounded-picture bg-paper-sunk print:hidden">
            {line.imageBase ? (
              <Picture
                picture={{
                  alt: "",
                  base: line.imageBase,
                  source: `${line.imageBase}-${THUMB_WIDTH}.webp`,
                  widths: [THUMB_WIDTH],
                  width: THUMB_WIDTH,
                  height: THUMB_WIDTH,
                }}
                isDecorative
                isEager
                sizes="4rem"
                className="size-full object-cover"
              />
            ) : null}
          </div>
          <div className="min-w-0">
            <p className="leading-snug font-medium break-words">{line.productTitle}</p>
            <p className="mt-0.5 text-sm text-ink-soft">
              {line.variantTitle ? `${line.variantTitle} · ` : null}
              <span className="figures">
                {line.quantity} × {formatMoney(line.unitPrice, locale)}
              </span>
            </p>
            {line.refundedUnits > 0 ? (
              <p className="mt-0.5 text-sm">
                {t("shop.order.slip.refundedUnits", { units: line.refundedUnits })}
              </p>
            ) : null}
          </div>
          <p className="figures text-end">{formatMoney(line.total, locale)}</p>
        </li>
      ))}
    </ul>
  );
}
