import "server-only";
import { crashPoint } from "../../platform/crash-point";
import { pool } from "../../platform/db";
import { env } from "../../platform/env";
import { log } from "../../platform/log";
import { StripeCallError } from "../../stripe/stripe-call-error";
import { finishRefund } from "./finish-refund";
import { canRefundAutomatically } from "./request-automatic-refund";

/**
 * Asks Stripe for what rules of the shop give back of an order. A process without the back-office key leaves it to
 * the sweep of one that has it, and so does problem at Stripe: reconciling itself is done.
 * @returns whether Stripe was asked for anything, so that the order is to be reconciled again
 */
export async function finishAutomaticRefunds(orderId: string): Promise<boolean> {
  if (env().STRIPE_BACKOFFICE_KEY === "" || !canRefundAutomatically()) return false;
  const { rows } = await pool().query<{ id: string }>({
    name: "find-automatic-refunds",
    text: "SELECT id FROM refunds WHERE order_id = $1 AND automatic_reason IS NOT NULL AND state = 'requested' AND stripe_refund_id IS NULL",
    values: [orderId],
  });
  if (rows.length === 0) return false;
  crashPoint("return:requested");
  try {
    for (const { id } of rows) await finishRefund(id);
    crashPoint("return:created");
    return true;
  } catch (error) {
    if (!(error instanceof StripeCallError)) throw error;
    if (!error.isKeyError) log.warn({ err: error, orderId }, "money to be given back waits for Stripe");
    return false;
  }
}
