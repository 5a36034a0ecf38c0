import "server-only";
import type { RefundPolicy, Sql } from "../../platform/db";
import { env } from "../../platform/env";
import { addTimelineEntry, type Cause } from "../history/add-timeline-entry";
import { promiseMail } from "../mail/enqueue-mail-once";

type Wanted = {
  orderId: string;
  paymentIntentId: string;
  amountMinor: bigint;
  currency: string;
  policy: RefundPolicy;
};

// Stripe's word for money that came twice; the others are no fault of the shopper's.
const REASONS: Record<RefundPolicy, "duplicate" | null> = {
  second_payment: "duplicate",
  late_payment: null,
  no_stock: null,
};

/** Whether rules of the shop may give money back at all: where refunds are off, a person does it at Stripe. */
export const mayReturnMoney = (): boolean => env().REFUNDS === "on";

/**
 * Writes the wish to give a payment back by a rule of the shop, in the caller's transaction, and promises the
 * shopper a mail about it. A payment is given back once by each rule: the key is made from the payment. Stripe is
 * asked after the commit (`finishPolicyRefunds`, or the sweep).
 */
export async function requestPolicyRefund(
  sql: Sql,
  { orderId, paymentIntentId, amountMinor, currency, policy }: Wanted,
  by: Cause,
  sentence: string,
): Promise<void> {
  if (amountMinor <= 0n) return;
  const { rows } = await sql.query<{ id: string }>(
    `INSERT INTO refunds (order_id, request_id, amount_minor, currency, reason, policy, stripe_payment_intent_id,
                          of_second_payment)
     VALUES ($1, $2, $3, $4, $5, $6::"RefundPolicy", $7, $8) ON CONFLICT (request_id) DO NOTHING RETURNING id`,
    [
      orderId,
      `${policy}:${paymentIntentId}`,
      amountMinor,
      currency,
      REASONS[policy],
      policy,
      paymentIntentId,
      policy === "second_payment",
    ],
  );
  const [made] = rows;
  if (!made) return;
  await sql.query("UPDATE orders SET settle_version = settle_version + 1 WHERE id = $1", [orderId]);
  await addTimelineEntry(sql, orderId, by, sentence);
  await promiseMail(sql, orderId, policy, made.id);
}
