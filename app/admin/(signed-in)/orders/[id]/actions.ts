"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { type Money, parseMoney } from "@/domain/money";
import { refuseRefund } from "@/domain/refunds/refund";
import { NotAllowedError } from "@/server/accounts/session";
import { getOrder } from "@/server/orders/admin/get-order";
import { dismissConflict } from "@/server/orders/history/flag-order";
import { restockOrder } from "@/server/orders/place/restock-order";
import { allocateStock } from "@/server/orders/reconcile/record-payment";
import { reconcileNow } from "@/server/orders/reconcile/request-reconcile";
import { refundOrder } from "@/server/orders/refunds/refund-order";
import { env } from "@/server/platform/env";
import { requireSameOrigin } from "@/server/platform/same-origin";
import { requireSurface } from "@/server/platform/surface";
import type { CheckState } from "@/ui/admin/orders/check-form";
import type { AttentionState } from "@/ui/admin/orders/order-attention";
import type { RefundFormState } from "@/ui/admin/refunds/refund-form";
import { admit } from "../../../require-admin-or-redirect";
import { promiseOf, refusalWords, resultWords, TAKE_STOCK_WORDS } from "./refund-messages";

const OrderId = z.uuid();

const Refund = z.object({
  orderId: OrderId,
  requestId: z.uuid(),
  amount: z.string().trim().max(20),
  reason: z.enum(["", "duplicate", "fraudulent", "requested_by_customer"]),
  note: z.string().trim().max(500),
  step: z.enum(["edit", "review", "confirm"]),
});

export async function checkNow(_: CheckState, form: FormData): Promise<CheckState> {
  requireSurface("admin");
  await requireSameOrigin();
  const orderId = OrderId.parse(form.get("orderId"));
  await admit("view", `/admin/orders/${orderId}`);
  const answer = await reconcileNow(orderId);
  revalidatePath(`/admin/orders/${orderId}`);
  if (answer.kind === "unavailable") return { isDone: false, sentence: answer.sentence };
  const time = new Date().toLocaleTimeString(env().SHOP_LOCALE);
  return { isDone: true, sentence: `Checked at ${time}: the order is as Stripe has it.` };
}

/** One action for the three buttons of the form: look at it, do it, change it. */
export async function refund(_: RefundFormState, form: FormData): Promise<RefundFormState> {
  requireSurface("admin");
  await requireSameOrigin();
  const { orderId, step, ...values } = Refund.parse(Object.fromEntries(form));
  try {
    await admit("refund", `/admin/orders/${orderId}`);
  } catch (error) {
    if (!(error instanceof NotAllowedError)) throw error;
    return { step: "edit", values, problem: "Your role does not include refunds. Ask an owner." };
  }
  if (step === "edit") return { step: "edit", values };
  const order = await getOrder(orderId);
  if (!order) return { step: "edit", values, problem: "This order is gone." };
  const amount = readAmount(values.amount, order.totals.total.currency);
  if (typeof amount === "string") return { step: "edit", values, problem: amount };
  if (step === "review") {
    const refusal = refuseRefund(
      amount,
      { capturedMinor: order.captured.amountMinor, currency: order.totals.total.currency },
      order.refunds
        .filter(({ ofDuplicatePayment }) => !ofDuplicatePayment)
        .map(({ amount: { amountMinor }, state }) => ({ amountMinor, state })),
    );
    if (refusal) return { step: "edit", values, problem: refusalWords(refusal, order) };
    return { step: "confirm", values, promise: promiseOf(amount, order) };
  }
  const result = await refundOrder({
    orderId,
    requestId: values.requestId,
    ...amount,
    reason: values.reason === "" ? null : values.reason,
    note: values.note === "" ? null : values.note,
  });
  revalidatePath(`/admin/orders/${orderId}`);
  if (result.kind === "refused") {
    return { step: "edit", values, problem: refusalWords(result.refusal, order) };
  }
  if (result.kind === "closed") return { step: "edit", values, problem: result.sentence };
  return {
    step: "done",
    sentence: resultWords(result, amount, order),
    isOpen: result.kind === "unavailable",
  };
}

/** Stock was found for an order that was paid without any. */
export async function takeFoundStock(_: AttentionState, form: FormData): Promise<AttentionState> {
  requireSurface("admin");
  await requireSameOrigin();
  const orderId = OrderId.parse(form.get("orderId"));
  await admit("refund", `/admin/orders/${orderId}`);
  const result = await allocateStock(orderId);
  revalidatePath(`/admin/orders/${orderId}`);
  return { isDone: result.kind === "taken", sentence: TAKE_STOCK_WORDS[result.kind] };
}

export async function dismiss(_: AttentionState, form: FormData): Promise<AttentionState> {
  requireSurface("admin");
  await requireSameOrigin();
  const orderId = OrderId.parse(form.get("orderId"));
  const conflict = z.string().max(60).parse(form.get("conflict"));
  await admit("refund", `/admin/orders/${orderId}`);
  const isDone = await dismissConflict(orderId, conflict);
  revalidatePath(`/admin/orders/${orderId}`);
  return { isDone, sentence: isDone ? "Noted." : "Something else has happened meanwhile. Look again." };
}

export async function putBack(_: AttentionState, form: FormData): Promise<AttentionState> {
  requireSurface("admin");
  await requireSameOrigin();
  const orderId = OrderId.parse(form.get("orderId"));
  await admit("refund", `/admin/orders/${orderId}`);
  const isDone = await restockOrder(orderId);
  revalidatePath(`/admin/orders/${orderId}`);
  return { isDone, sentence: isDone ? "It is back in stock." : "It was put back before." };
}

/** The amount, or what is wrong with the text. */
function readAmount(text: string, currency: string): Money | string {
  try {
    return parseMoney(text.replace(",", "."), currency);
  } catch (error) {
    if (error instanceof RangeError) return `${error.message}.`;
    throw error;
  }
}
