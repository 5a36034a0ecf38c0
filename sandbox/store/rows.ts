import type { LineItem } from "../objects.ts";
import type { FormObject } from "../protocol/form.ts";

// What the sandbox knows about Stripe's objects and never shows: rows beside the objects, under the same id.

/** A checkout session's other half: what the page needs and the API does not show. */
export interface SessionPrivate {
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
  /** Permissions taken away for a while. */
  without?: string[];
  isRevoked?: boolean;
  expiresAt?: number | null;
}

export interface WebhookSecret {
  id: string;
  secret: string;
}

export interface Attempt {
  at: number;
  status: number | null;
  error: string | null;
}

export interface Delivery {
  id: string;
  event: string;
  endpoint: string;
  created: number;
  /** "dropped" is a fault: Stripe would think it was delivered. */
  state: "pending" | "delivered" | "failed" | "dropped";
  attempts: Attempt[];
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
  | "finish_refund"
  | "fail_refund"
  | "finish_debit"
  | "open_dispute"
  | "release_authorization";

export interface IdempotentAnswer {
  /** The caller's key. */
  id: string;
  created: number;
  path: string;
  params: FormObject;
  status: number;
  body: string;
  requestId: string;
}

export interface Setting {
  id: string;
  value: number;
}
