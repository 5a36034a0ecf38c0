import type { LineItem } from "../objects/stripe-objects.ts";

// What the sandbox knows about Stripe's objects and never shows: rows of their own, under the ids of the objects.

/** What a checkout session's page needs and the API does not show. */
export interface HiddenFields {
  id: string;
  clientSecret: string;
  lineItems: LineItem[];
  captureMethod: "automatic" | "automatic_async" | "manual";
  intentMetadata: Record<string, string>;
  intentDescription: string | null;
  receiptEmail: string | null;
  /** For ways to pay other than cards. Missing in journals of before. */
  statementDescriptor?: string | null;
  statementDescriptorSuffix: string | null;
  setupFutureUsage: "on_session" | "off_session" | null;
  /** Shipping that the shop itself gave in payment_intent_data. */
  intentShipping: ShippingDetails | null;
  /** The shopper's answers, kept while the bank asks for 3-D Secure. */
  pendingDetails: CheckoutDetails | null;
  discount?: SessionDiscount | null;
  /** The session that took up this expired one. */
  recoveredAs?: string | null;
}

/** A discount as a session has it: an object of its own, made of a coupon. */
export interface SessionDiscount {
  id: string;
  coupon: string;
  promotionCode: string | null;
  start: number;
}

/** What a discount takes off one line of a session. */
export interface LineDiscount {
  /** The line's. */
  id: string;
  session: string;
  amount: number;
}

export interface PostalAddress {
  city: string | null;
  country: string | null;
  line1: string | null;
  line2: string | null;
  postal_code: string | null;
  state: string | null;
}

export interface ShippingDetails {
  name: string;
  address: PostalAddress;
  phone?: string | null;
}

export interface CheckoutDetails {
  email: string | null;
  name: string | null;
  phone: string | null;
  billingAddress: PostalAddress | null;
  shipping: ShippingDetails | null;
  /** By the fields' keys. */
  customFields?: Record<string, string>;
  consent?: { promotions: "opt_in" | "opt_out" | null; hasAcceptedTerms: boolean };
}

/** Which test card or account a payment method stands for: decides what a payment with it does. */
export interface CardOfMethod {
  id: string;
  token: string;
}

/** The products that a coupon is for; without a row it is for all. */
export interface CouponScope {
  id: string;
  products: string[];
}

export interface ApiKey {
  /** The name it was minted under. */
  id: string;
  key: string;
  kind: "secret" | "restricted" | "publishable";
  permissions: string[];
  /** A key of another account than the sandbox's own. */
  account?: string;
  /** Permissions taken away for a while. */
  without?: string[];
  isRevoked?: boolean;
  expiresAt?: number | null;
}

/** What a webhook endpoint's object does not show. */
export interface WebhookSecret {
  id: string;
  secret: string;
  /** Also signs until then, while a secret is rolled. */
  previous?: { secret: string; expiresAt: number } | undefined;
  /** Since when no delivery was taken; null while they are. */
  failingSince?: number | null;
}

export interface Attempt {
  at: number;
  status: number | null;
  error: string | null;
  /** The beginning of what the receiver answered. */
  body?: string;
  /** How long it took. */
  ms?: number;
}

export interface Delivery {
  id: string;
  event: string;
  endpoint: string;
  created: number;
  /** "dropped" is a fault: Stripe would think it was delivered. */
  state: "pending" | "delivered" | "failed" | "dropped";
  attempts: Attempt[];
  /** Faults strike a delivery once, not each of its tries. */
  hasMetFaults?: boolean;
  /** Someone asked for one more try: it is not repeated when it fails. */
  isResend?: boolean;
}

/** Something the clock will do. */
export interface Task {
  id: string;
  at: number;
  kind: TaskKind;
  target: string;
}

export type TaskKind =
  | "expire_coupon"
  | "expire_promotion_code"
  | "expire_session"
  | "deliver"
  | "dispute_deadline"
  | "finish_refund"
  | "fail_refund"
  | "finish_debit"
  | "move_payout"
  | "release_funds"
  | "warn_of_fraud"
  | "open_dispute"
  | "release_authorization";

export interface IdempotentAnswer {
  /** The caller's key. */
  id: string;
  created: number;
  path: string;
  /** As they were decoded; only ever compared. */
  params: unknown;
  status: number;
  body: string;
  requestId: string;
}

export interface Setting {
  id: string;
  value: number;
}
