import type { RefundView } from "@/domain/orders/views";
import type { RefundState } from "@/domain/refunds/refund";
import type { StatusTone } from "../../kit/status";

export const REFUND_MESSAGES: Record<RefundState, { text: string; tone: StatusTone }> = {
  requested: { text: "Requested", tone: "wait" },
  pending: { text: "Pending", tone: "wait" },
  succeeded: { text: "Refunded", tone: "good" },
  failed: { text: "Failed", tone: "bad" },
  canceled: { text: "Canceled", tone: "quiet" },
};

/** The rule of the shop that refunded the money. */
export const AUTOMATIC_REFUND_MESSAGES: Record<NonNullable<RefundView["automaticReason"]>, string> = {
  duplicate_payment: "Automatic: duplicate payment",
  late_payment: "Automatic: paid too late, and sold out",
  no_stock: "Automatic: no stock was found in time",
};

export const REASON_MESSAGES: Record<string, string> = {
  requested_by_customer: "Requested by the customer",
  duplicate: "Paid twice",
  fraudulent: "Fraud",
};
