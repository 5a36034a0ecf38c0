import { useTranslations } from "next-intl";
import { formatMoney } from "@/domain/money";
import type { ReceiptView } from "@/domain/orders/views";
import { LinkButton } from "../../kit/form/link-button";
import { Notice } from "../../kit/notice";
import { stateMessages } from "./order-messages";

/** What happened to the order, in large type; told again to screen readers when it changes. */
export function OrderState({ receipt, locale }: { receipt: ReceiptView; locale: string }) {
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
        <LinkButton href={next.href} prefetch={false} className="mt-7 print:hidden">
          {next.label}
        </LinkButton>
      ) : null}
    </>
  );
}
