import { formatMoney } from "@/domain/money";
import { sendingOf } from "@/domain/orders/sending";
import { isTaken } from "@/domain/orders/states";
import type { ReceiptView } from "@/domain/orders/views";
import type { Translate } from "@/messages/messages";

/** Every parcel of it arrived, and nothing more comes. */
export const isDelivered = ({ fulfillmentState, parcels }: ReceiptView): boolean =>
  fulfillmentState === "fulfilled" &&
  parcels.some(({ state }) => state === "delivered") &&
  parcels.every(({ state }) => state !== "sent");

/** All of it was withdrawn or refunded before anything was sent. */
export const isNeverSent = ({ fulfillmentState, parcels, returns, lines }: ReceiptView): boolean =>
  fulfillmentState === "returned" &&
  parcels.length === 0 &&
  (returns.some(({ isUnsent }) => isUnsent) || lines.some(({ refundedUnits }) => refundedUnits > 0));

/** All of it was withdrawn before anything was sent. */
export const isWithdrawn = (receipt: ReceiptView): boolean =>
  isNeverSent(receipt) && receipt.returns.some(({ isUnsent }) => isUnsent);

/** null: nothing of it is sent, or it is not ordered yet. */
export function parcelText(receipt: ReceiptView, t: Translate): string | null {
  const { requiresShipping, needsAttention, isMissingStock, fulfillmentState, paymentState } = receipt;
  if (!requiresShipping || !isTaken(paymentState)) return null;
  if (isDelivered(receipt)) return t("shop.order.parcel.delivered");
  if (isWithdrawn(receipt)) return t("shop.order.parcel.withdrawn");
  if (isNeverSent(receipt)) return t("shop.order.parcel.nothing");
  if (fulfillmentState !== "unfulfilled") return t(`shop.order.parcel.${fulfillmentState}`);
  const conflict = needsAttention || isMissingStock ? "review" : null;
  const sending = sendingOf({ ...receipt, conflict });
  return t(`shop.order.parcel.${sending === "to_send" || sending === "hold" ? sending : "nothing"}`);
}

/** null: it costs nothing. */
export function moneyText(receipt: ReceiptView, locale: string, t: Translate): string | null {
  const { paymentState: state, disputeHold, isFree } = receipt;
  if (isFree) return null;
  const values = {
    total: formatMoney(receipt.totals.total, locale),
    refunded: formatMoney(receipt.refunded, locale),
  };
  if (disputeHold !== null && isTaken(state)) return t(`shop.order.money.dispute_${disputeHold}`, values);
  switch (state) {
    case "payment_failed":
    case "expired":
    case "canceled":
      return t("shop.order.money.notCharged");
    default:
      return t(`shop.order.money.${state}`, values);
  }
}
