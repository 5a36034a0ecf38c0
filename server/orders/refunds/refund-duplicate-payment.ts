import "server-only";
import type { Sql } from "../../platform/db";
import type { Cause } from "../history/add-timeline-entry";
import { flagOrder } from "../history/flag-order";
import type { ReconcilingOrder } from "../reconcile/load-order-snapshot";
import { canRefundAutomatically, requestAutomaticRefund } from "./request-automatic-refund";

type Second = {
  paymentIntentId: string | null;
  capturedMinor: bigint;
  refundedMinor: bigint;
  currency: string;
};

/**
 * An order that has its money was paid once more: what is left of the duplicate payment is given back in full. Where
 * refunds are off, a person is told to.
 */
export async function refundDuplicatePayment(
  sql: Sql,
  order: ReconcilingOrder,
  { paymentIntentId, capturedMinor, refundedMinor, currency }: Second,
  by: Cause,
): Promise<void> {
  const amountMinor = capturedMinor - refundedMinor;
  if (paymentIntentId === null || amountMinor <= 0n) return;
  if (!canRefundAutomatically()) return flagOrder(sql, order, "another_payment", by);
  await requestAutomaticRefund(
    sql,
    { orderId: order.id, paymentIntentId, amountMinor, currency, automaticReason: "duplicate_payment" },
    by,
    `Paid a second time by ${paymentIntentId}: that payment is given back in full`,
  );
}
