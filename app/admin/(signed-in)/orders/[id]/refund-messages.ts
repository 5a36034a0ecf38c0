import { formatMoney, type Money, money } from "@/domain/money";
import type { OrderView } from "@/domain/orders/views";
import {
  priceChoice,
  type RefundChoice,
  type RefundShares,
  refuseChoice,
  shippingLeft,
} from "@/domain/refunds/lines";
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
  refusal: Extract<RefundResult, { kind: "refused" }>["refusal"],
  { refundable, charges }: OrderView,
  choice: RefundChoice,
): string {
  const inCurrency = (amountMinor: bigint) => words(money(amountMinor, charges.currency));
  return translator(shopLocale())(`admin.refunds.refusal.${refusal}`, {
    refundable: words(refundable),
    shipping: inCurrency(shippingLeft(charges)),
    full: inCurrency(refuseChoice(charges, choice) === null ? priceChoice(charges, choice) : 0n),
  });
}

/** What it will do to the goods. */
export function goodsSentences(
  { lines, shipping }: RefundShares,
  unsent: { title: string; quantity: number }[],
  { isRestocked, returnId }: { isRestocked: boolean; returnId: string },
): string[] {
  const t = translator(shopLocale());
  if (lines.length === 0) return shipping.amountMinor > 0n ? [] : [t("admin.refunds.form.goods.amount")];
  const units = lines.reduce((sum, { quantity }) => sum + quantity, 0);
  const items = unsent.map((item) => t("mail.frame.line", item)).join(", ");
  return [
    ...(unsent.length > 0 ? [t("admin.refunds.form.goods.unsent", { items })] : []),
    // What a return brought was put into stock, or was not, when it was received.
    ...(returnId === ""
      ? [t(`admin.refunds.form.goods.${isRestocked ? "restocked" : "notRestocked"}`, { units })]
      : []),
  ];
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
