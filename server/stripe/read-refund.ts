import "server-only";
import type { RefundFact } from "@/domain/orders/payment-facts";
import { callStripe } from "./client";
import { refundFact } from "./payment-facts";
import { StripeCallError } from "./stripe-call-error";

/** What Stripe says of one refund; null when it has none of this id. @throws StripeCallError when it cannot be asked */
export async function readRefund(stripeRefundId: string): Promise<RefundFact | null> {
  try {
    return refundFact(await callStripe("readRefund", { id: stripeRefundId }));
  } catch (error) {
    if (error instanceof StripeCallError && error.code === "resource_missing") return null;
    throw error;
  }
}
