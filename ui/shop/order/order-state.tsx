import { useTranslations } from "next-intl";
import type { CheckoutUi } from "@/domain/checkout/checkout";
import { formatMoney } from "@/domain/money";
import type { ReceiptView } from "@/domain/orders/views";
import { Notice } from "../../kit/notice";
import { stateMessages } from "./order-messages";
import { type OrderAction, OrderNext } from "./order-next";
import { OrderProgress } from "./order-progress";

type OrderStateProps = {
  receipt: ReceiptView;
  locale: string;
  reference: string;
  /** A mail server is set. */
  canMail: boolean;
  checkoutUi: CheckoutUi;
  actions: Record<"pay" | "again", OrderAction>;
};

/** What happened to the order, in large type; told again to screen readers when it changes. */
export function OrderState({ receipt, locale, reference, canMail, checkoutUi, actions }: OrderStateProps) {
  const t = useTranslations();
  const { title, sentence, next } = stateMessages(receipt, canMail, t);
  const { duplicatePayment } = receipt;
  return (
    <>
      <div aria-live="polite" aria-atomic>
        <p className="figures text-ink-soft">{t("shop.order.heading", { number: receipt.number })}</p>
        <h1 className="mt-1 font-heading text-[clamp(2.25rem,1.5rem+3vw,4rem)] leading-none font-semibold tracking-tight print:text-3xl">
          {title}
        </h1>
        <p className="mt-5 max-w-[46ch] text-lead text-ink-soft">{sentence}</p>
      </div>
      <OrderProgress receipt={receipt} locale={locale} />
      {duplicatePayment ? (
        <Notice tone="good" className="mt-6 max-w-prose">
          <p>{t("shop.order.duplicatePayment", { amount: formatMoney(duplicatePayment, locale) })}</p>
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
