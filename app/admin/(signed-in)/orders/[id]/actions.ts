"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { adminAction } from "@/app/action";
import { formatTime } from "@/domain/format-time";
import { translator } from "@/messages/messages";
import { NotConfirmedError } from "@/server/accounts/step-up";
import { dismissConflict, reopenReview } from "@/server/orders/history/flag-order";
import { confirmFreeOrderAsAdmin } from "@/server/orders/place/free-order";
import { restockOrder, undoRestockOrder } from "@/server/orders/place/restock-order";
import { allocateStock } from "@/server/orders/reconcile/record-payment";
import { reconcileNow } from "@/server/orders/reconcile/request-reconcile";
import { shopLocale, shopTimeZone } from "@/server/platform/env";
import { ADD_STOCK } from "@/ui/admin/orders/order-messages";
import type { RefundFormState } from "@/ui/admin/refunds/refund-form";
import type { FormState } from "@/ui/kit/form/form-state";
import { confirmPath } from "../../../require-admin-or-redirect";
import { Refund, refundInSteps, valuesOf } from "./refund-steps";

const Order = z.object({ orderId: z.uuid() });
const Conflict = Order.extend({ conflict: z.string().max(60) });

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
      const answered = await refundInSteps(input);
      if (input.step === "confirm") revalidatePath(pathOf(input));
      return answered;
    } catch (error) {
      if (!(error instanceof NotConfirmedError)) throw error;
      // Here and not on another page: what was typed stays.
      const problem = translator(shopLocale())("admin.refunds.confirmFirst");
      return { step: "edit", values: valuesOf(input), problem, confirmAt: confirmPath(pathOf(input)) };
    }
  },
  (problem, form): RefundFormState => {
    const values = Refund.safeParse(Object.fromEntries(form));
    return values.success
      ? { step: "edit", values: valuesOf(values.data), problem }
      : { step: "refused", problem };
  },
);

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
