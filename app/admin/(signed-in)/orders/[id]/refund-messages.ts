import { formatMoney, type Money } from "@/domain/money";
import type { OrderView } from "@/domain/orders/views";
import type { RefundRefusal } from "@/domain/refunds/refund";
import type { AllocateStockResult } from "@/server/orders/reconcile/record-payment";
import type { RefundResult } from "@/server/orders/refunds/refund-order";
import { env } from "@/server/platform/env";
import { cardName } from "@/ui/admin/orders/order-messages";

const words = (amount: Money) => formatMoney(amount, env().SHOP_LOCALE);

/** What a refund will do to money: "Refund €12.00 of €61.00 to Visa 4242". */
export function promiseOf(amount: Money, { refundable, captured, card }: OrderView): string {
  const isAll = amount.amountMinor === captured.amountMinor;
  const isRest = amount.amountMinor === refundable.amountMinor;
  const share = isAll ? `all of ${words(captured)}` : `${words(amount)} of ${words(captured)}`;
  return `Refund ${share}${isRest && !isAll ? ", all that is left," : ""} to ${cardName(card)}`;
}

/** Why no money moved, and what to do. */
export function refusalMessage(
  refusal: RefundRefusal | "unknown_order" | "by_stripe",
  { refundable }: OrderView,
): string {
  switch (refusal) {
    case "not_positive":
      return "Enter an amount above zero.";
    case "above_remaining":
      return `That is more than can be refunded: ${words(refundable)}.`;
    case "nothing_captured":
      return "Nothing was charged for this order, so nothing can be refunded.";
    case "other_currency":
      return "The order was paid in another currency.";
    case "unknown_order":
      return "This order no longer exists.";
    case "by_stripe":
      return "Stripe refused the refund. No money moved. Look at the payment at Stripe to see why.";
  }
}

/** What became of the money. */
export function resultMessage(
  result: Exclude<RefundResult, { kind: "refused" | "closed" }>,
  amount: Money,
  { card }: OrderView,
): string {
  if (result.kind === "unavailable") return result.sentence;
  if (result.state === "succeeded") return `${words(amount)} was refunded to ${cardName(card)}.`;
  return `${words(amount)} is being refunded to ${cardName(card)}. Stripe reports when it has arrived.`;
}

/** What became of allocating the stock. */
export const ALLOCATE_STOCK_MESSAGES: Record<AllocateStockResult["kind"], string> = {
  taken: "The stock is allocated. The order goes on as usual, and the customer gets the confirmation.",
  still_gone: "There is still not enough of everything in stock. Correct the stock first, then allocate it.",
  not_waiting: "This order no longer waits for stock.",
};
