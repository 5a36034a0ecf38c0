import "server-only";
import { crashPoint } from "../../platform/crash-point";
import { pool } from "../../platform/db";
import { env } from "../../platform/env";
import { log } from "../../platform/log";
import { StripeCallError } from "../../stripe/stripe-call-error";
import { finishRefund } from "./finish-refund";
import { mayReturnMoney } from "./request-automatic-refund";

/**
 * Asks Stripe for what rules of the shop give back of an order. A process without the back-office key leaves it to
 * the sweep of one that has it, and so does trouble at Stripe: settling itself is done.
 * @returns whether Stripe was asked for anything, so that the order is to be settled again
 */
export async function finishPolicyRefunds(orderId: string): Promise<boolean> {
  if (env().STRIPE_BACKOFFICE_KEY === "" || !mayReturnMoney()) return false;
  const { rows } = await pool().query<{ id: string }>({
    name: "find-policy-refunds",
    text: "SELECT id FROM refunds WHERE order_id = $1 AND policy IS NOT NULL AND state = 'requested' AND stripe_refund_id IS NULL",
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
    if (!error.isKeyTrouble) log.warn({ err: error, orderId }, "money to be given back waits for Stripe");
    return false;
  }
}
