import type Stripe from "stripe";

/**
 * A Stripe object as the sandbox keeps it: what could be expanded is an id until someone asks. The official types
 * make the compiler notice a field that Stripe has and the sandbox forgot.
 */
type Flat<T> = { [K in keyof T]: string extends T[K] ? Exclude<T[K], { id: string }> : T[K] };

export type Product = Flat<Omit<Stripe.Product, "deleted">>;
export type Price = Flat<
  Omit<Stripe.Price, "deleted" | "unit_amount_decimal" | "currency_options" | "tiers">
> & {
  unit_amount_decimal: string | null;
};
export type ShippingRate = Flat<Stripe.ShippingRate>;
export type LineItem = Omit<Stripe.LineItem, "price" | "discounts" | "taxes"> & { price: Price };
export type Customer = Flat<Omit<Stripe.Customer, "deleted">>;
export type DeletedCustomer = Stripe.DeletedCustomer;
export type Coupon = Omit<Stripe.Coupon, "deleted">;
export type PromotionCode = Flat<Stripe.PromotionCode>;
export type CheckoutSession = Flat<Omit<Stripe.Checkout.Session, "line_items">>;
export type PaymentIntent = Flat<Stripe.PaymentIntent>;
export type PaymentMethod = Flat<Stripe.PaymentMethod>;
export type Charge = Flat<Omit<Stripe.Charge, "refunds">>;
export type Refund = Flat<Stripe.Refund>;
export type Dispute = Flat<Stripe.Dispute>;
export type Review = Flat<Stripe.Review>;
export type EarlyFraudWarning = Flat<Stripe.Radar.EarlyFraudWarning>;
export type Balance = Stripe.Balance;
export type Payout = Flat<Stripe.Payout>;
export type BalanceTransaction = Flat<Stripe.BalanceTransaction>;
export type WebhookEndpoint = Flat<Omit<Stripe.WebhookEndpoint, "deleted">>;

/** Everything that carries a type name of its own on the wire. */
export interface StripeObject {
  id: string;
  object: string;
}

export interface EventObject {
  id: string;
  object: "event";
  api_version: string;
  created: number;
  data: { object: StripeObject; previous_attributes?: Record<string, unknown> };
  livemode: false;
  pending_webhooks: number;
  request: { id: string | null; idempotency_key: string | null };
  type: string;
}

/** The payment intent that an event is about, itself or through a charge, a refund, a dispute, a session. */
export function paymentOf({ data: { object } }: EventObject): string | null {
  if (object.object === "payment_intent") return object.id;
  return "payment_intent" in object && typeof object.payment_intent === "string"
    ? object.payment_intent
    : null;
}

export const API_VERSION = "2026-10-28.endive";
/** The balance has no id: this is what it goes by inside. */
export const BALANCE = "balance";
export const ACCOUNT_ID = "acct_1LatchkeySandbox0";

/** A promotion code as it is compared: shoppers type it in whatever case. */
export const codeOf = (typed: string): string => typed.trim().toUpperCase();

export const couponIdOf = ({ promotion: { coupon } }: PromotionCode): string =>
  typeof coupon === "string" ? coupon : (coupon?.id ?? "");
