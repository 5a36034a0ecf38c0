import type { ReceiptView } from "@/domain/orders/views";
import type { Translate } from "@/messages/messages";
import { isDelivered, isNeverSent, isWithdrawn } from "./progress-messages";

export type StateMessages = {
  title: string;
  sentence: string;
  /** What is left to do, if anything: pay it, or put the same things into the cart again. */
  next: { kind: "pay" | "again"; label: string } | null;
};

/**
 * What the shopper is told first about the order: what happened, and what to do.
 * @param canMail a mail server is set: only then is a mail promised
 */
export function stateMessages(receipt: ReceiptView, canMail: boolean, t: Translate): StateMessages {
  const { paymentState: state, isFree, isCanceledByShop } = receipt;
  if (isCanceledByShop)
    return {
      title: t("shop.order.state.canceledByShop.title"),
      sentence: t("shop.order.state.canceledByShop.sentence"),
      next: { kind: "again", label: t("shop.order.again") },
    };
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
    case "partially_refunded":
    case "refunded": {
      const key = takenKey(receipt, state);
      const sentence =
        key === "paid" ? linkSentence(receipt, canMail, t) : t(`shop.order.state.${key}.sentence`);
      return { title: t(`shop.order.state.${key}.title`), sentence, next: null };
    }
    case "processing":
    case "authorized": {
      const sentence = [t(`shop.order.state.${state}.sentence`), linkSentence(receipt, canMail, t)].join(" ");
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

/** What matters most about an order that was paid: what holds it, then where its money is, then where its parcel is. */
function takenKey(receipt: ReceiptView, state: "paid" | "partially_refunded" | "refunded") {
  const { disputeHold, needsAttention, isMissingStock, fulfillmentState } = receipt;
  if (disputeHold !== null) return `dispute_${disputeHold}` as const;
  if (isMissingStock && state !== "refunded") return "missing";
  if (needsAttention) return "review";
  if (isWithdrawn(receipt) && state !== "refunded") return "withdrawn";
  if (fulfillmentState === "returned" && !isNeverSent(receipt)) return "returned";
  if (state !== "paid") return state;
  if (isDelivered(receipt)) return "delivered";
  return fulfillmentState === "unfulfilled" || isNeverSent(receipt) ? "paid" : fulfillmentState;
}

/** How the shopper finds the order again. */
function linkSentence({ email, paymentState }: ReceiptView, canMail: boolean, t: Translate): string {
  if (!email || !canMail) return t("shop.order.keepAddress");
  return t(paymentState === "paid" ? "shop.order.confirmation" : "shop.order.weWriteTo", { email });
}
