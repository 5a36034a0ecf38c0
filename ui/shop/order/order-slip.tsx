import clsx from "clsx";
import { useTranslations } from "next-intl";
import { formatMoney, type Money } from "@/domain/money";
import { isPlaced, isTaken } from "@/domain/orders/states";
import { summedAdjustments } from "@/domain/orders/totals";
import type { ReceiptView } from "@/domain/orders/views";
import { type TaxRow, taxName } from "@/messages/tax-rows";
import { Keyhole } from "../frame/keyhole";
import { OrderLines } from "./order-lines";

type OrderSlipProps = {
  receipt: ReceiptView;
  locale: string;
  shopName: string;
  /** What of the total is tax. */
  taxes: TaxRow[];
};

/** The receipt, on its own slip of paper. */
export function OrderSlip({ receipt, locale, shopName, taxes }: OrderSlipProps) {
  const { lines, totals, refunded, paymentState } = receipt;
  const t = useTranslations();
  const isPaid = isTaken(paymentState);
  // Before it is paid nobody has chosen how it is sent, and what that costs.
  const isKnown = isPlaced(paymentState) || receipt.isFree;
  return (
    <section
      aria-labelledby="slip"
      className="slip self-start bg-paper-raised px-6 pt-8 pb-12 sm:px-9 lg:col-span-5 lg:col-start-8 print:mt-10 print:p-0"
    >
      <h2 id="slip" className="flex items-center gap-2.5 font-heading text-lead font-semibold">
        <Keyhole className="h-5 shrink-0 text-accent-ink" />
        {shopName}
        <span className="figures ms-auto font-sans text-sm font-normal text-ink-soft">{receipt.number}</span>
      </h2>
      <OrderLines lines={lines} locale={locale} />
      <dl className="grid gap-1.5 pt-4">
        <Sum term={t("shop.order.slip.subtotal")} amount={totals.subtotal} locale={locale} />
        {isKnown ? (
          <>
            {summedAdjustments(totals).map(({ kind, code, label, amount }) => (
              <Sum
                key={`${kind} ${code} ${label}`}
                term={
                  kind === "tax"
                    ? taxName(label, t)
                    : kind === "discount" && label
                      ? label
                      : t(`site.adjustment.${kind}`)
                }
                amount={amount}
                locale={locale}
              />
            ))}
            <Sum
              term={t(isPaid && !receipt.isFree ? "shop.order.slip.totalPaid" : "shop.order.slip.total")}
              amount={totals.total}
              locale={locale}
              isTotal
            />
            {taxes.map((row) => (
              <div key={row.label} className="flex justify-between gap-6 text-sm text-ink-soft">
                <dt className="min-w-0">{row.label}</dt>
                <dd className="figures text-end">{row.amount}</dd>
              </div>
            ))}
          </>
        ) : null}
        {refunded.amountMinor > 0n ? (
          <Sum term={t("shop.order.slip.refunded")} amount={refunded} locale={locale} />
        ) : null}
      </dl>
    </section>
  );
}

type SumProps = { term: string; amount: Money; locale: string; isTotal?: boolean };

function Sum({ term, amount, locale, isTotal = false }: SumProps) {
  return (
    <div
      className={clsx(
        "flex items-baseline justify-between gap-6",
        isTotal && "mt-2 border-t border-line pt-4",
      )}
    >
      <dt className={isTotal ? "text-lead font-medium" : "text-ink-soft"}>{term}</dt>
      <dd className={clsx("figures text-end", isTotal && "text-lead font-medium")}>
        {formatMoney(amount, locale)}
      </dd>
    </div>
  );
}
