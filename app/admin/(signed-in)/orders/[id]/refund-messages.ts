import { formatMoney, type Money } from "@/domain/money";
import type { OrderView } from "@/domain/orders/views";
import type { RefundRefusal } from "@/domain/refunds/refund";
import { translator } from "@/messages/messages";
import { methodName } from "@/messages/payment-method";
import type { RefundResult } from "@/server/orders/refunds/refund-order";
import { shopLocale } from "@/server/platform/env";

const words = (amount: Money) => formatMoney(amount, shopLocale());

/** What a refund will do to money: "Refund €12.00 of €61.00 to Visa 4242". */
export function promiseOf(amount: Money, { refundable, captured, method }: OrderView): string {
  const t = translator(shopLocale());
  const isAll = amount.amountMinor === captured.amountMinor;
  const share = isAll ? "all" : amount.amountMinor === refundable.amountMinor ? "rest" : "part";
  return t(`admin.refunds.promise.${share}`, {
    amount: words(amount),
    captured: words(captured),
    method: methodName(method, t),
  });
}

/** Why no money moved, and what to do. */
export function refusalMessage(
  refusal: RefundRefusal | "unknown_order" | "return_ended" | "by_stripe",
  { refundable }: OrderView,
): string {
  return translator(shopLocale())(`admin.refunds.refusal.${refusal}`, { refundable: words(refundable) });
}

/** What became of the money. */
export function resultMessage(
  result: Exclude<RefundResult, { kind: "refused" | "closed" }>,
  amount: Money,
  { method, email }: OrderView,
): string {
  if (result.kind === "unavailable") return result.sentence;
  const t = translator(shopLocale());
  const outcome = result.state === "succeeded" ? "succeeded" : "pending";
  return t(`admin.refunds.result.${outcome}`, {
    amount: words(amount),
    method: methodName(method, t),
    email: email ?? "none",
  });
}
