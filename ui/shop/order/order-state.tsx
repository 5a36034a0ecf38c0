import { useTranslations } from "next-intl";
import type { CheckoutUi } from "@/domain/checkout/checkout";
import { formatMoney } from "@/domain/money";
import type { ReceiptView } from "@/domain/orders/views";
import { Notice } from "../../kit/notice";
import { stateMessages } from "./order-messages";
import { type OrderAction, OrderNext } from "./order-next";

type OrderStateProps = {
  receipt: ReceiptView;
  locale: string;
  reference: string;
  checkoutUi: CheckoutUi;
  actions: Record<"pay" | "again", OrderAction>;
};

/** What happened to the order, in large type; told again to screen readers when it changes. */
export function OrderState({ receipt, locale, reference, checkoutUi, actions }: OrderStateProps) {
  const t = useTranslations();
  const { title, sentence, next } = stateMessages(receipt, locale, t);
  const { duplicatePayment } = receipt;
  return (
    <>
      <div aria-live="polite" aria-atomic>
        <p className="figures text-ink-soft">{t("shop.order.heading", { number: receipt.number })}</p>
        <h1 className="mt-1 font-heading text-display font-semibold print:text-3xl">{title}</h1>
        <p className="mt-5 max-w-[46ch] text-lead text-ink-soft">{sentence}</p>
      </div>
      {duplicatePayment ? (
        <Notice tone="good" className="mt-6 max-w-prose">
          <p>{t("shop.order.duplicatePayment", { amount: formatMoney(duplicatePayment, locale) })}</p>
        </Notice>
      ) : null}
      {receipt.needsAttention ? (
        <Notice tone="wait" className="mt-6 max-w-prose">
          <p>{t("shop.order.underReview")}</p>
        </Notice>
      ) : null}
      {next ? (
        <OrderNext
          action={actions[next.kind]}
          label={next.label}
          {...(next.kind === "pay" ? { checkoutUi } : {})}
          reference={reference}
        />
      ) : null}
    </>
  );
}
