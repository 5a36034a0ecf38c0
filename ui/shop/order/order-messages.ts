import { formatMoney } from "@/domain/money";
import type { ReceiptView } from "@/domain/orders/views";
import type { Translate } from "@/messages/messages";

export type StateMessages = {
  title: string;
  sentence: string;
  /** What is left to do, if anything: pay it, or put the same things into the cart again. */
  next: { kind: "pay" | "again"; label: string } | null;
};

/** What the shopper is told about the order: what happened, and what to do. */
export function stateMessages(receipt: ReceiptView, locale: string, t: Translate): StateMessages {
  const { paymentState: state, email, refunded, isFree } = receipt;
  if (isFree && state === "awaiting_payment")
    return {
      title: t("shop.order.state.unconfirmed.title"),
      sentence: t("shop.order.state.unconfirmed.sentence"),
      next: null,
    };
  if (isFree && (state === "expired" || state === "canceled"))
    return {
      title: t("shop.order.state.unconfirmed.endedTitle"),
      sentence: t("shop.order.state.unconfirmed.ended"),
      next: { kind: "again", label: t("shop.order.again") },
    };
  switch (state) {
    case "paid":
      return { ...(receipt.isMissingStock ? missingMessages(t) : paidMessages(receipt, t)), next: null };
    case "processing":
    case "authorized": {
      const sentence = email
        ? t(`shop.order.state.${state}.sentenceWithEmail`, { email })
        : t(`shop.order.state.${state}.sentence`);
      return { title: t(`shop.order.state.${state}.title`), sentence, next: null };
    }
    case "partially_refunded":
    case "refunded": {
      const sentence = t(`shop.order.state.${state}.sentence`, { amount: formatMoney(refunded, locale) });
      return { title: t(`shop.order.state.${state}.title`), sentence, next: null };
    }
    case "awaiting_payment":
    case "payment_failed":
    case "expired":
    case "canceled":
      return {
        title: t(`shop.order.state.${state}.title`),
        sentence: t(`shop.order.state.${state}.sentence`),
        next:
          state === "awaiting_payment"
            ? { kind: "pay", label: t("shop.order.pay") }
            : { kind: "again", label: t("shop.order.again") },
      };
  }
}

const missingMessages = (t: Translate) => ({
  title: t("shop.order.state.missing.title"),
  sentence: t("shop.order.state.missing.sentence"),
});

function paidMessages({ email, fulfillmentState, isFree }: ReceiptView, t: Translate) {
  const parcel =
    isFree && fulfillmentState === "unfulfilled"
      ? t("shop.order.parcel.free")
      : t(`shop.order.parcel.${fulfillmentState}`);
  const confirmation = email ? [t("shop.order.state.paid.confirmation", { email })] : [];
  return { title: t("shop.order.state.paid.title"), sentence: [parcel, ...confirmation].join(" ") };
}
