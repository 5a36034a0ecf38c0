import { money } from "../../domain/money.ts";
import type { OrderSnapshot } from "../../domain/orders/decide.ts";
import type { PaymentFacts } from "../../domain/orders/payment-facts.ts";
import { type OrderTotals, totalsOf } from "../../domain/orders/totals.ts";

export const ORDER_ID = "0190a1b2-0000-7000-8000-000000000001";

/** Stripe's view of an order of 60.00 that nobody has paid yet. */
export function facts(changes: Partial<PaymentFacts> = {}): PaymentFacts {
  return {
    orderId: ORDER_ID,
    sessionId: "cs_test_1",
    livemode: false,
    currency: "eur",
    session: "open",
    payment: "unpaid",
    subtotalMinor: 6000n,
    shippingMinor: 0n,
    totalMinor: 6000n,
    capturedMinor: 0n,
    refundedMinor: 0n,
    paymentIntentId: null,
    chargeId: null,
    method: null,
    email: null,
    customerName: null,
    shippingAddress: null,
    shippingRate: null,
    failure: null,
    refunds: [],
    disputes: [],
    placed: null,
    ...changes,
  };
}

/** Paid in full with 5.00 of shipping, of which `refundedMinor` was refunded. */
export function paidFacts(refundedMinor = 0n): PaymentFacts {
  return facts({
    session: "complete",
    payment: "paid",
    shippingMinor: 500n,
    totalMinor: 6500n,
    capturedMinor: 6500n,
    refundedMinor,
    paymentIntentId: "pi_1",
  });
}

export function order(changes: Partial<OrderSnapshot> = {}): OrderSnapshot {
  return {
    id: ORDER_ID,
    paymentState: "awaiting_payment",
    currency: "eur",
    totals: totals(6000n),
    sentMinor: 6000n,
    livemode: false,
    stripePaymentIntentId: null,
    isFree: false,
    ...changes,
  };
}

/** Goods, and what it costs to send them; null while that is not chosen. */
export const totals = (subtotalMinor: bigint, shippingMinor: bigint | null = null): OrderTotals =>
  totalsOf(
    money(subtotalMinor, "eur"),
    shippingMinor === null
      ? []
      : [
          {
            kind: "shipping",
            lineId: null,
            code: "standard",
            label: "Standard",
            amount: money(shippingMinor, "eur"),
          },
        ],
  );
