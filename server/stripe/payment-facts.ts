import "server-only";
import type { PaymentFacts, RefundFact, TakenPayment } from "@/domain/orders/payment-facts";
import { env } from "../platform/env";
import { callStripe } from "./client";
import { expanded, factsOf, orderOfMetadata, refundFact } from "./facts";
import { StripeCallError } from "./stripe-call-error";

/**
 * Reads the current state of one payment from Stripe.
 * @param knowsRefunds the shop has refund rows: they are read even when Stripe counts none, because one may have failed
 * @throws StripeCallError
 */
export async function readPaymentFacts(sessionId: string, knowsRefunds: boolean): Promise<PaymentFacts> {
  const session = await callStripe("readCheckoutSession", { id: sessionId });
  const intent = expanded(session.payment_intent);
  const charge = intent ? expanded(intent.latest_charge) : null;
  const refunds =
    intent && charge && (knowsRefunds || charge.amount_refunded > 0)
      ? await callStripe("listRefunds", { paymentIntentId: intent.id })
      : [];
  const disputes =
    env().DISPUTES === "on" && intent && charge?.disputed
      ? await callStripe("listDisputes", { paymentIntentId: intent.id })
      : [];
  return factsOf(session, intent, charge, refunds, disputes);
}

/** The refunds of one payment and their states. @throws StripeCallError */
export async function readRefundFacts(paymentIntentId: string): Promise<RefundFact[]> {
  return (await callStripe("listRefunds", { paymentIntentId })).map(refundFact);
}

/**
 * Reads one payment by its own id, whatever session it came through.
 * @returns null when it took no money
 * @throws StripeCallError
 */
export async function readTakenPayment(paymentIntentId: string): Promise<TakenPayment | null> {
  const intent = await callStripe("readPaymentIntent", { id: paymentIntentId });
  const charge = expanded(intent.latest_charge);
  if (intent.status !== "succeeded" || !charge) return null;
  return {
    orderId: orderOfMetadata(intent.metadata),
    livemode: intent.livemode,
    currency: intent.currency,
    paymentIntentId: intent.id,
    capturedMinor: BigInt(charge.amount_captured),
    refundedMinor: BigInt(charge.amount_refunded),
  };
}

/** Reads one refund; null when Stripe has no refund with this id. @throws StripeCallError */
export async function readRefund(stripeRefundId: string): Promise<RefundFact | null> {
  try {
    return refundFact(await callStripe("readRefund", { id: stripeRefundId }));
  } catch (error) {
    if (error instanceof StripeCallError && error.code === "resource_missing") return null;
    throw error;
  }
}
