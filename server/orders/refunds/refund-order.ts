import "server-only";
import { type RefundRefusal, type RefundState, refuseRefund } from "@/domain/refunds/refund";
import { requireAdmin } from "../../accounts/session";
import { crashPoint } from "../../platform/crash-point";
import { pool, type Sql, transaction } from "../../platform/db";
import { env } from "../../platform/env";
import { log } from "../../platform/log";
import { findDisabledKeys } from "../../stripe/resilience/disabled-calls";
import { isCallEnabled } from "../../stripe/resilience/probe-disabled-calls";
import { describeKeyError, StripeCallError } from "../../stripe/stripe-call-error";
import { recordOrderEvent } from "../history/record-order-event";
import { reconcileOrder } from "../reconcile/reconcile-order";
import { finishRefund } from "./finish-refund";

export type RefundInput = {
  orderId: string;
  /** Made when the form was rendered: the same one again is the same refund. */
  requestId: string;
  amountMinor: bigint;
  currency: string;
  reason: "duplicate" | "fraudulent" | "requested_by_customer" | null;
  note: string | null;
};

export type RefundResult =
  | { kind: "done"; state: RefundState }
  | { kind: "refused"; refusal: RefundRefusal | "unknown_order" | "by_stripe" }
  /** The row is kept, and the money moves later. */
  | { kind: "unavailable"; sentence: string }
  /** A key may not: nothing was written, and nothing will move. */
  | { kind: "closed"; sentence: string };

const REFUNDS_ARE_OFF =
  "Refunds from the admin are switched off (REFUNDS=off). Nothing was given back; refund it in Stripe's dashboard.";

/**
 * Gives money back. The row is written and committed before Stripe is asked, and the idempotency key is
 * made from it: a double click, two admins or a crash after Stripe's answer are one refund.
 * @throws when the admin may not refund
 */
export async function refundOrder(input: RefundInput): Promise<RefundResult> {
  const admin = await requireAdmin("orders.refund");
  if (env().REFUNDS === "off") return { kind: "closed", sentence: REFUNDS_ARE_OFF };
  const closed = await whyRefundsAreOff();
  if (closed !== null) return { kind: "closed", sentence: closed };
  const row = await transaction((sql) => requestRefund(sql, input, admin.name));
  if ("refusal" in row) return { kind: "refused", refusal: row.refusal };
  crashPoint("refund:requested");
  try {
    await finishRefund(row.id);
    crashPoint("refund:created");
  } catch (error) {
    if (!(error instanceof StripeCallError)) throw error;
    if (!error.isKeyError) log.error({ err: error }, "a refund waits for Stripe");
    return { kind: "unavailable", sentence: sentenceFor(error) };
  }
  await reconcileSoon(input.orderId, admin.name);
  return stateOf(row.id);
}

/** For the desk: why no refund can be made now, with the row of Stripe's dashboard to tick; null when one can. */
export async function whyRefundsAreOff(): Promise<string | null> {
  if (await isCallEnabled("createRefund")) return null;
  const [closed] = await findDisabledKeys("createRefund");
  return closed ? describeKeyError(closed) : null;
}

/** The refund is made or refused by now; should Stripe not say so at once, the event or the sweep will. */
async function reconcileSoon(orderId: string, causeRef: string): Promise<void> {
  try {
    await reconcileOrder(orderId, { cause: "admin", causeRef });
  } catch (error) {
    if (!(error instanceof StripeCallError)) throw error;
    log.warn({ err: error, orderId }, "an order could not be reconciled after a refund");
  }
}

async function requestRefund(
  sql: Sql,
  input: RefundInput,
  requestedBy: string,
): Promise<{ id: string } | { refusal: RefundRefusal | "unknown_order" }> {
  const orders = await sql.query<{ capturedMinor: bigint; currency: string; intent: string | null }>(
    `SELECT captured_minor AS "capturedMinor", currency, stripe_payment_intent_id AS intent
       FROM orders WHERE id = $1 FOR UPDATE`,
    [input.orderId],
  );
  const [order] = orders.rows;
  if (!order) return { refusal: "unknown_order" };
  const known = await sql.query<{ id: string }>(
    "SELECT id FROM refunds WHERE request_id = $1 AND order_id = $2",
    [input.requestId, input.orderId],
  );
  if (known.rows[0]) return known.rows[0];
  const refunds = await sql.query<{ amountMinor: bigint; state: RefundState }>(
    `SELECT amount_minor AS "amountMinor", state FROM refunds WHERE order_id = $1 AND NOT of_duplicate_payment`,
    [input.orderId],
  );
  const refusal = refuseRefund(input, order, refunds.rows);
  if (refusal) return { refusal };
  const made = await sql.query<{ id: string }>(
    `INSERT INTO refunds (order_id, request_id, amount_minor, currency, reason, note, requested_by,
                          stripe_payment_intent_id)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING id`,
    [
      input.orderId,
      input.requestId,
      input.amountMinor,
      input.currency,
      input.reason,
      input.note,
      requestedBy,
      order.intent,
    ],
  );
  await recordOrderEvent(
    sql,
    input.orderId,
    { cause: "admin", causeRef: requestedBy },
    {
      kind: "refund_requested",
      data: { amountMinor: input.amountMinor, currency: input.currency },
    },
  );
  return { id: made.rows[0]?.id ?? "" };
}

async function stateOf(refundId: string): Promise<RefundResult> {
  const { rows } = await pool().query<{ state: RefundState }>("SELECT state FROM refunds WHERE id = $1", [
    refundId,
  ]);
  const state = rows[0]?.state ?? "requested";
  return state === "failed" || state === "canceled"
    ? { kind: "refused", refusal: "by_stripe" }
    : { kind: "done", state };
}

function sentenceFor(error: StripeCallError): string {
  if (error.call !== "createRefund")
    return "The refund was made. The order shows it as soon as Stripe can be asked about it again; do not make it again.";
  if (error.isKeyError)
    return `${describeKeyError(error.problem)} The refund is kept and made by itself when the key may; do not make it again.`;
  return "Stripe does not answer. The refund is kept and will be made within minutes; do not make it again.";
}
