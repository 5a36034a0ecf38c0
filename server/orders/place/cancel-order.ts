import "server-only";
import type { Admin } from "@/domain/accounts/roles";
import { isOver, type PaymentState } from "@/domain/orders/states";
import { translator } from "@/messages/messages";
import { audit } from "../../accounts/audit/audit";
import { requireAdmin } from "../../accounts/session";
import { releaseDiscounts } from "../../discounts/redeem-discounts";
import { crashPoint } from "../../platform/crash-point";
import { db, type Tx, transaction } from "../../platform/db";
import { env, shopLocale } from "../../platform/env";
import { log } from "../../platform/log";
import { releaseStock } from "../../stock/reserve-stock";
import { describeKeyError, StripeCallError } from "../../stripe/stripe-call-error";
import { recordOrderEvent } from "../history/record-order-event";
import { loadOrderSnapshot } from "../reconcile/load-order-snapshot";
import { reconcileOrder } from "../reconcile/reconcile-order";
import { expireSession } from "./end-order";

export type CancelResult =
  /** paid: Stripe has the money, or it is on its way; ended: it was over before; not_open: no page can be closed yet. */
  | { kind: "canceled" | "paid" | "ended" | "not_open" | "unknown_order" | "no_key" }
  /** Nothing was changed here. */
  | { kind: "unavailable"; sentence: string };

/** Whether this process can close a payment page. */
export const canCloseSessions = (): boolean => env().STRIPE_CHECKOUT_KEY !== "";

/**
 * An admin cancels an order that is not paid. Its payment page is closed at Stripe first, so that no money comes; where
 * Stripe says that it is complete, the order is reconciled and nothing is canceled. Any number of times, by any number of
 * admins: it is canceled once.
 * @throws when the admin may not
 */
export async function cancelOrder(orderId: string): Promise<CancelResult> {
  const admin = await requireAdmin("orders.cancel");
  const order = await loadOrderSnapshot(db(), orderId);
  if (!order) return { kind: "unknown_order" };
  if (order.paymentState !== "awaiting_payment")
    return { kind: (await isCanceled(db(), orderId)) ? "canceled" : kindOf(order.paymentState) };
  if (order.isFree) return end(orderId, admin);
  if (!canCloseSessions()) return { kind: "no_key" };
  // A page may be opening: without its id it cannot be closed, and a shopper could pay what the shop has canceled.
  if (order.stripeSessionId === null) return { kind: "not_open" };
  try {
    if (await expireSession(order.stripeSessionId, orderId)) {
      crashPoint("cancel:session_expired");
      return await end(orderId, admin);
    }
    await reconcileOrder(orderId, { cause: "admin", causeRef: admin.name });
  } catch (error) {
    if (!(error instanceof StripeCallError)) throw error;
    if (!error.isKeyError) log.warn({ err: error, orderId }, "an unpaid order could not be canceled");
    return { kind: "unavailable", sentence: sentenceFor(error) };
  }
  const after = await loadOrderSnapshot(db(), orderId);
  return { kind: kindOf(after?.paymentState ?? "awaiting_payment") };
}

/** Of an order that cannot be canceled any more. */
const kindOf = (state: PaymentState): "ended" | "paid" => (isOver(state) ? "ended" : "paid");

/** The session's event may have been faster and have ended the order as one that nobody paid. */
const CANCELABLE: ReadonlySet<PaymentState> = new Set(["awaiting_payment", "expired", "canceled"]);

const end = (orderId: string, admin: Admin): Promise<CancelResult> =>
  transaction(async (tx) => {
    const order = await loadOrderSnapshot(tx, orderId, true);
    if (!order) return { kind: "unknown_order" };
    const from = order.paymentState;
    if (!CANCELABLE.has(from)) return { kind: kindOf(from) };
    if (await isCanceled(tx, orderId)) return { kind: "canceled" };
    await tx.order.updateMany({
      where: { id: orderId, paymentState: from },
      data: { paymentState: "canceled", reconciledAt: new Date(), reconcileVersion: { increment: 1 } },
    });
    const by = { cause: "admin", causeRef: admin.name } as const;
    await recordOrderEvent(tx, orderId, by, {
      kind: "payment_moved",
      from,
      to: "canceled",
      data: { reason: "by_admin" },
    });
    await releaseStock(tx, orderId);
    await releaseDiscounts(tx, orderId);
    await audit(tx, {
      by: admin,
      action: "order_canceled",
      object: `order:${orderId}`,
      before: { state: from },
    });
    return { kind: "canceled" };
  });

/** Whether an admin has canceled it: the history says so. */
async function isCanceled(tx: Pick<Tx, "orderEvent">, orderId: string): Promise<boolean> {
  const found = await tx.orderEvent.findFirst({
    where: {
      ...{ orderId, kind: "payment_moved", toState: "canceled" },
      data: { path: ["reason"], equals: "by_admin" },
    },
    select: { id: true },
  });
  return found !== null;
}

function sentenceFor(error: StripeCallError): string {
  const t = translator(shopLocale());
  if (!error.isKeyError) return t("admin.orders.cancel.away");
  return t("admin.orders.cancel.keyError", { problem: describeKeyError(error.problem, shopLocale()) });
}
