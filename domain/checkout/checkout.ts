import type { CheckoutDetails, DetailFault } from "./details.ts";

export type CheckoutUi = "embedded_page" | "hosted_page";

/** What pressing "Check out" led to. */
export type CheckoutStart =
  /** `hostedUrl` is Stripe's own page, where that was asked for; else the shop's checkout page mounts it. */
  | { kind: "ready"; reference: string; hostedUrl: string | null }
  /** The cart's earlier order has been paid, in another tab for example. Null: this browser did not pay it. */
  | { kind: "already_paid"; reference: string | null }
  /** Something is sold out or gone: the cart page tells what. Nothing was reserved. */
  | { kind: "cart_changed" }
  /** The last use of a discount was taken a moment ago: the details page says what it comes to now. Nothing was reserved. */
  | { kind: "discount_gone" }
  | { kind: "empty" }
  /** Nobody has told enough, or it cannot be sent there any more. Nothing was reserved. */
  | { kind: "details" }
  /** It costs nothing: an address is all that is needed, and Stripe is not asked. */
  | { kind: "free" }
  /** No payment of that size can be taken. Nothing was reserved. */
  | { kind: "too_small" | "too_large" }
  /** Too many checkouts are open at the shopper's address. Nothing was reserved. */
  | { kind: "too_many" }
  /** The shopper has held these units for long without paying. Nothing was reserved. */
  | { kind: "held_long" }
  /** Stripe does not answer: nothing is lost, the cart is kept. */
  | { kind: "unavailable" }
  /** The key lacks the permission to open a payment page until an admin repairs it. Nothing is reserved, the cart is kept. */
  | { kind: "closed" };

/** The checkout page of one order. */
export type CheckoutView =
  | {
      kind: "open";
      orderId: string;
      clientSecret: string;
      publishableKey: string;
      /** The local stand-in for Stripe.js; null: load Stripe's own. */
      stripeScript: string | null;
      expiresAt: Date;
    }
  | { kind: "complete" }
  | { kind: "expired" }
  | { kind: "unavailable" };

/** The form between cart and payment: what was typed, and what is wrong with it. */
export type DetailsState = null | {
  values: CheckoutDetails;
  faults: Partial<Record<DetailFault, string>>;
  /** What went wrong apart from the fields. */
  problem: string | null;
};

/** What a shopper must tell to order what costs nothing. */
export const CONTACT_FIELDS = [
  "email",
  "name",
  "line1",
  "line2",
  "postalCode",
  "city",
  "region",
  "country",
] as const;
export type ContactField = (typeof CONTACT_FIELDS)[number];
export type ContactValues = Record<ContactField, string>;

/** The form of a free order: what was typed, and what is wrong with it. */
export type FreeOrderState = null | {
  values: ContactValues;
  faults: Partial<Record<ContactField, string>>;
  /** What went wrong apart from the fields. */
  problem: string | null;
  /** What the browser must work on before it sends the form again; null: nothing. */
  challenge: string | null;
};
