import type { DisputeHold } from "./disputes.ts";
import type { FulfillmentState, PaymentState } from "./states.ts";

export type SendingOrder = {
  paymentState: PaymentState;
  fulfillmentState: FulfillmentState;
  /** At least one of its lines is a thing that is sent. */
  requiresShipping: boolean;
  disputeHold: DisputeHold | null;
  /** Why it needs review. */
  conflict: string | null;
};

const PAID: ReadonlySet<PaymentState> = new Set(["paid", "partially_refunded"]);
const UNSENT: ReadonlySet<FulfillmentState> = new Set(["unfulfilled", "partially_fulfilled"]);

/**
 * Whether the order must be sent. `hold`: it must, and not before its review or its dispute is over. A part of the
 * money that was refunded changes nothing; all of it, or a lost dispute, ends it.
 */
export function sendingOf(order: SendingOrder): "to_send" | "hold" | "nothing" | "sent" {
  if (!order.requiresShipping) return "nothing";
  if (!UNSENT.has(order.fulfillmentState)) return "sent";
  if (!PAID.has(order.paymentState) || order.disputeHold === "lost") return "nothing";
  return order.conflict === null && order.disputeHold === null ? "to_send" : "hold";
}
