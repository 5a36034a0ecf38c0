import { randomUUID } from "node:crypto";
import { cancelOrder } from "../../server/orders/place/cancel-order.ts";
import { type RefundInput, refundOrder } from "../../server/orders/refunds/refund-order.ts";
import type { TestShop } from "../support/test-shop.ts";
import { type Acting, lineOf } from "./act-on-goods.ts";
import {
  isOpen,
  type ModelOrder,
  type ModelRefund,
  refundedOf,
  SHIPPING,
  shippingRefunded,
  totalOf,
} from "./model.ts";
import type { Command } from "./model-commands.ts";

export async function readPayment(testShop: TestShop, order: ModelOrder): Promise<ModelOrder["payment"]> {
  const { status } = await testShop.stripe(`checkout/sessions/${order.session}`);
  return status === "complete" ? "paid" : status === "expired" ? "ended" : "open";
}

async function refund(order: ModelOrder, made: ModelRefund, more: Partial<RefundInput> = {}) {
  const requestId = randomUUID();
  const ask = () =>
    refundOrder({
      ...{ orderId: order.id, requestId, amountMinor: BigInt(made.amount), currency: "eur" },
      ...{ reason: null, note: null, ...more },
    });
  // A double click. The first may be refused, and the second not, when the payment is reconciled between them. Where
  // Stripe did not answer, the requested refund is kept and the sweep sees to it.
  const results = await Promise.all([ask(), ask()]);
  const isDesired = results.some(({ kind }) => kind === "done" || kind === "unavailable");
  if (isDesired) order.refunds.push(made);
  return isDesired;
}

export async function refundAmount({ expect, reach }: Acting, order: ModelOrder, amount: number) {
  if (!(await refund(order, { amount, units: 0, shipping: 0 }))) return;
  reach("refund_here");
  expect(refundedOf(order) <= totalOf(order), "more was refunded than was captured");
}

/** One unit or all, as the form of the order's page proposes it. */
export async function refundLines(
  acting: Acting,
  order: ModelOrder,
  { isWhole, hasShipping, isRestocked, isOfReturn }: Extract<Command, { kind: "refund_lines" }>,
) {
  const { expect, reach } = acting;
  const units = isWhole ? order.quantity : 1;
  const shipping = hasShipping ? Math.max(0, SHIPPING - shippingRefunded(order)) : 0;
  // Where less is left than the parts come to, it is taken off each of them; its rows tell how.
  const amount = Math.min(order.unitPrice * units + shipping, totalOf(order) - refundedOf(order));
  const asked = order.returns.findLast(isOpen);
  const isFor = isOfReturn && asked?.units === units ? asked : undefined;
  const isDone = await refund(
    order,
    { amount, units, shipping },
    {
      ...{ units: new Map([[await lineOf(acting, order), units]]), shippingMinor: BigInt(shipping) },
      ...{ isRestocked, returnId: isFor?.id ?? null },
    },
  );
  if (!isDone) return;
  if (isFor) isFor.state = "refunded";
  expect(refundedOf(order) <= totalOf(order), "more was refunded than was captured");
  reach("refund_lines");
  if (shipping > 0) reach("refund_lines, with shipping");
  if (isRestocked) reach("refund_lines, into stock");
  if (isFor) reach("refund_lines, of a return");
}

/** In Stripe's dashboard. */
export async function refundThere({ testShop, reach }: Acting, order: ModelOrder, amount: number) {
  const { payment_intent } = await testShop.stripe(`checkout/sessions/${order.session}`);
  if (typeof payment_intent !== "string") return;
  const made = await testShop.stripe("refunds", { payment_intent, amount: String(amount) });
  if (made.error !== undefined) return;
  order.refunds.push({ amount, units: 0, shipping: 0 });
  reach("refund_there");
}

export async function cancel({ testShop, expect, reach }: Acting, order: ModelOrder) {
  const results = await Promise.all([cancelOrder(order.id), cancelOrder(order.id)]);
  if (order.payment === "open") order.payment = await readPayment(testShop, order);
  const isDone = results.some(({ kind }) => kind === "canceled");
  expect(!isDone || order.payment === "ended", "an order was canceled that can still be paid");
  order.isCanceled ||= isDone;
  if (isDone) reach("cancel");
  if (results.some(({ kind }) => kind === "paid")) reach("cancel, of a paid order");
}
