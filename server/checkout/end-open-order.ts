import "server-only";
import type { CheckoutStart } from "@/domain/checkout/checkout";
import type { OpenOrder } from "../orders/place/find-open-order";
import { findOrderByReference } from "../orders/place/find-order-by-reference";
import { requestReconcile } from "../orders/reconcile/request-reconcile";
import { crashPoint } from "../platform/crash-point";
import { callStripe } from "../stripe/client";
import { StripeCallError } from "../stripe/stripe-call-error";

type Ended = Extract<CheckoutStart, { kind: "unavailable" | "already_paid" }>;

/**
 * Ends a cart's open order at Stripe before another may be made, so that one cart can never be paid twice.
 * @returns null when it has ended unpaid
 * @throws StripeCallError
 */
export async function endOpenOrder(open: OpenOrder): Promise<Ended | null> {
  const before = await findOrderByReference(open.reference);
  if (before?.stripeSessionId) await expireSession(before.stripeSessionId, open.id);
  crashPoint("checkout:session_expired");
  await requestReconcile(open.id, "shopper");
  const after = await findOrderByReference(open.reference);
  if (after?.paymentState === "expired") return null;
  // Nobody could say in time whether it was paid: neither a second order nor a "thank you" is right.
  if (after?.paymentState === "awaiting_payment") return { kind: "unavailable" };
  return { kind: "already_paid", reference: open.reference };
}

async function expireSession(id: string, orderId: string): Promise<void> {
  try {
    await callStripe("expireCheckoutSession", { id }, { idempotencyKey: `expire:${orderId}` });
  } catch (error) {
    // Stripe refuses to expire what is paid or expired already: reconciling then says which.
    if (!(error instanceof StripeCallError) || error.fault !== "refused") throw error;
  }
}
