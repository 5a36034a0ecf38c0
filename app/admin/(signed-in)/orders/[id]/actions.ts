"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { adminAction } from "@/app/action";
import { formatTime } from "@/domain/format-time";
import { AmountError, type Money, parseTypedMoney } from "@/domain/money";
import { REFUND_REASONS, refuseRefund } from "@/domain/refunds/refund";
import { type Translate, translator } from "@/messages/messages";
import { NotConfirmedError } from "@/server/accounts/step-up";
import { getOrder } from "@/server/orders/admin/get-order";
import { dismissConflict, reopenReview } from "@/server/orders/history/flag-order";
import { confirmFreeOrderAsAdmin } from "@/server/orders/place/free-order";
import { restockOrder, undoRestockOrder } from "@/server/orders/place/restock-order";
import { allocateStock } from "@/server/orders/reconcile/record-payment";
import { reconcileNow } from "@/server/orders/reconcile/request-reconcile";
import { confirmLargeRefund, refundOrder } from "@/server/orders/refunds/refund-order";
import { shopLocale, shopTimeZone } from "@/server/platform/env";
import { ADD_STOCK } from "@/ui/admin/orders/order-messages";
import type { RefundFormState } from "@/ui/admin/refunds/refund-form";
import type { FormState } from "@/ui/kit/form/form-state";
import { confirmPath } from "../../../require-admin-or-redirect";
import { promiseOf, refusalMessage, resultMessage } from "./refund-messages";

const Order = z.object({ orderId: z.uuid() });
const Conflict = Order.extend({ conflict: z.string().max(60) });
const Values = z.object({
  requestId: z.uuid(),
  amount: z.string().trim().max(20),
  reason: z.enum(["", ...REFUND_REASONS]),
  note: z.string().trim().max(500),
  returnId: z.literal("").or(z.uuid()).default(""),
});
const Refund = Values.extend({ orderId: z.uuid(), step: z.enum(["edit", "review", "confirm"]) });

const pathOf = ({ orderId }: { orderId: string }) => `/admin/orders/${orderId}`;
const answer = (isDone: boolean, message: string): FormState => ({
  kind: isDone ? "done" : "refused",
  message,
});

export const checkNow = adminAction(
  { permission: "orders.reconcile", schema: Order, path: pathOf },
  async (input): Promise<FormState> => {
    const t = translator(shopLocale());
    const result = await reconcileNow(input.orderId);
    revalidatePath(pathOf(input));
    if (result.kind === "unavailable") return answer(false, result.sentence);
    const time = formatTime(new Date(), shopLocale(), shopTimeZone());
    return answer(true, t("admin.orders.check.done", { time }));
  },
);

/** One action for the three buttons of the form: review it, do it, change it. */
export const refund = adminAction(
  { permission: "orders.refund", schema: Refund, path: pathOf },
  async (input): Promise<RefundFormState> => {
    try {
      return await refundInSteps(input);
    } catch (error) {
      if (!(error instanceof NotConfirmedError)) throw error;
      // Here and not on another page: what was typed stays.
      const problem = translator(shopLocale())("admin.refunds.confirmFirst");
      return { step: "edit", values: Values.parse(input), problem, confirmAt: confirmPath(pathOf(input)) };
    }
  },
  (problem, form): RefundFormState => {
    const values = Values.safeParse(Object.fromEntries(form));
    return values.success ? { step: "edit", values: values.data, problem } : { step: "refused", problem };
  },
);

async function refundInSteps(input: z.infer<typeof Refund>): Promise<RefundFormState> {
  const t = translator(shopLocale());
  const { orderId, step, ...values } = input;
  if (step === "edit") return { step: "edit", values };
  const order = await getOrder(orderId);
  if (!order) return { step: "edit", values, problem: t("admin.refunds.refusal.unknown_order") };
  const amount = readAmount(values.amount, order.totals.total.currency, t);
  if (typeof amount === "string") return { step: "edit", values, problem: amount };
  if (step === "review") {
    const refusal = refuseRefund(
      amount,
      {
        capturedMinor: order.captured.amountMinor,
        currency: order.totals.total.currency,
        disputeHold: order.disputeHold,
      },
      order.refunds
        .filter(({ ofDuplicatePayment }) => !ofDuplicatePayment)
        .map(({ amount: { amountMinor }, state }) => ({ amountMinor, state })),
    );
    if (refusal) return { step: "edit", values, problem: refusalMessage(refusal, order) };
    await confirmLargeRefund(amount);
    const promise = promiseOf(amount, order);
    return { step: "confirm", values, promise, question: t("admin.refunds.question", { promise }) };
  }
  const result = await refundOrder({
    orderId,
    requestId: values.requestId,
    ...amount,
    reason: values.reason === "" ? null : values.reason,
    note: values.note === "" ? null : values.note,
    returnId: values.returnId === "" ? null : values.returnId,
  });
  revalidatePath(pathOf(input));
  if (result.kind === "refused") {
    return { step: "edit", values, problem: refusalMessage(result.refusal, order) };
  }
  if (result.kind === "closed") return { step: "edit", values, problem: result.sentence };
  return {
    step: "done",
    sentence: resultMessage(result, amount, order),
    isOpen: result.kind === "unavailable",
  };
}

/** A free order whose shopper got no link, or did not use it. */
export const confirmForShopper = adminAction(
  { permission: "orders.review", schema: Order, path: pathOf },
  async (input): Promise<FormState> => {
    const t = translator(shopLocale());
    const result = await confirmFreeOrderAsAdmin(input.orderId);
    revalidatePath(pathOf(input));
    return answer(result === "confirmed", t(`admin.orders.confirm.${result}`));
  },
);

/** Stock was found for an order that was paid without any. */
export const takeFoundStock = adminAction(
  { permission: "orders.fulfill", schema: Order, path: pathOf },
  async (input): Promise<FormState> => {
    const t = translator(shopLocale());
    const result = await allocateStock(input.orderId);
    revalidatePath(pathOf(input));
    return answer(result.kind === "taken", t(`admin.orders.review.${result.kind}`, { command: ADD_STOCK }));
  },
);

export const dismiss = adminAction(
  { permission: "orders.review", schema: Conflict, path: pathOf },
  async (input): Promise<FormState> => {
    const t = translator(shopLocale());
    const isDone = await dismissConflict(input.orderId, input.conflict);
    revalidatePath(pathOf(input));
    return answer(isDone, t(isDone ? "admin.orders.review.dismissed" : "admin.orders.review.changed"));
  },
);

export const undoReview = adminAction(
  { permission: "orders.review", schema: Conflict, path: pathOf },
  async (input): Promise<FormState> => {
    const t = translator(shopLocale());
    const isDone = await reopenReview(input.orderId, input.conflict);
    revalidatePath(pathOf(input));
    return answer(isDone, t(isDone ? "admin.orders.review.reopened" : "admin.orders.review.changed"));
  },
);

export const putBack = adminAction(
  { permission: "stock.write", schema: Order.extend({ undo: z.literal("1").optional() }), path: pathOf },
  async (input): Promise<FormState> => {
    const t = translator(shopLocale());
    if (input.undo) {
      const result = await undoRestockOrder(input.orderId);
      revalidatePath(pathOf(input));
      return answer(result === "undone", t(`admin.orders.restock.${result}`));
    }
    const isDone = await restockOrder(input.orderId);
    revalidatePath(pathOf(input));
    return answer(isDone, t(isDone ? "admin.orders.restock.done" : "admin.orders.restock.doneBefore"));
  },
);

/** The amount, or what is wrong with the text. */
function readAmount(typed: string, currency: string, t: Translate): Money | string {
  try {
    return parseTypedMoney(typed, currency);
  } catch (error) {
    if (!(error instanceof AmountError)) throw error;
    return t(`admin.refunds.refusal.${error.fault}`, { text: typed, currency: currency.toUpperCase() });
  }
}
