import { useTranslations } from "next-intl";
import type { Quote } from "@/domain/cart/quote";
import type { QuoteLine } from "@/domain/cart/quote-line";
import { formatMoney } from "@/domain/money";
import { summedAdjustments } from "@/domain/orders/totals";
import { type TaxRow, taxName } from "@/messages/tax-rows";
import { SumRow } from "../../cart/sum-row";
import { Picture } from "../../product/picture";

type SummaryProps = { cart: Quote; locale: string; taxes: TaxRow[] };

/** Every part of the total, and the total that is charged. */
export function OrderSummary({ cart, locale, taxes }: SummaryProps) {
  const t = useTranslations();
  const { subtotal, total } = cart.totals;
  return (
    <>
      <ul className="mt-4 border-t border-line">
        {cart.lines
          .filter(({ quantity }) => quantity > 0)
          .map((line) => (
            <Line key={line.variantId} line={line} locale={locale} />
          ))}
      </ul>
      <dl aria-live="polite" aria-atomic className="mt-4 grid gap-1.5">
        <SumRow name={t("shop.cart.subtotal")} amount={formatMoney(subtotal, locale)} />
        {summedAdjustments(cart.totals).map(({ kind, code, label, amount }) => (
          <SumRow
            key={`${kind}:${code}`}
            name={
              kind === "shipping"
                ? t("shop.checkout.details.shippingBy", { name: label ?? "" })
                : kind === "tax"
                  ? taxName(label, t)
                  : label
            }
            amount={formatMoney(amount, locale)}
          />
        ))}
        <div className="mt-2 flex items-baseline justify-between gap-6 border-t border-line pt-4">
          <dt className="text-lead font-medium">{t("shop.checkout.total")}</dt>
          <dd className="figures text-end font-heading text-title font-semibold">
            {formatMoney(total, locale)}
          </dd>
        </div>
        {taxes.map(({ label, amount }) => (
          <SumRow key={label} name={label} amount={amount ?? ""} />
        ))}
      </dl>
    </>
  );
}

function Line({ line, locale }: { line: QuoteLine; locale: string }) {
  const t = useTranslations();
  return (
    <li className="flex gap-x-4 border-b border-line py-4">
      <span className="size-16 shrink-0 overflow-hidden rounded-picture bg-paper-sunk">
        {line.picture ? (
          <Picture
            picture={line.picture}
            isDecorative
            isEager
            sizes="4rem"
            className="size-full object-cover"
          />
        ) : null}
      </span>
      <span className="min-w-0 flex-1 break-words">
        <span className="font-medium">{line.productTitle}</span>
        <span className="block text-sm text-ink-soft">
          {line.variantTitle ? `${line.variantTitle} · ` : null}
          {t.rich("shop.checkout.free.quantity", {
            quantity: line.quantity,
            figures: (text) => <span className="figures">{text}</span>,
          })}
        </span>
      </span>
      <span className="figures">{formatMoney(line.total, locale)}</span>
    </li>
  );
}
