import "server-only";
import type { Sql } from "../../platform/db";
import type { Cause } from "../history/add-timeline-entry";
import { noteConflict } from "../history/flag-order";
import type { SettlingOrder } from "../reconcile/load-order-snapshot";
import { mayReturnMoney, requestPolicyRefund } from "./request-automatic-refund";

type Second = {
  paymentIntentId: string | null;
  capturedMinor: bigint;
  refundedMinor: bigint;
  currency: string;
};

/**
 * An order that has its money was paid once more: what is left of the second payment is given back in full. Where
 * refunds are off, a person is told to.
 */
export async function returnSecondPayment(
  sql: Sql,
  order: SettlingOrder,
  { paymentIntentId, capturedMinor, refundedMinor, currency }: Second,
  by: Cause,
): Promise<void> {
  const amountMinor = capturedMinor - refundedMinor;
  if (paymentIntentId === null || amountMinor <= 0n) return;
  if (!mayReturnMoney()) return noteConflict(sql, order, "another_payment", by);
  await requestPolicyRefund(
    sql,
    { orderId: order.id, paymentIntentId, amountMinor, currency, policy: "second_payment" },
    by,
    `Paid a second time by ${paymentIntentId}: that payment is given back in full`,
  );
}
