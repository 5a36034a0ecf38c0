export type CheckoutUi = "embedded_page" | "hosted_page";

/** What pressing "Check out" led to. */
export type CheckoutStart =
  /** `hostedUrl` is Stripe's own page, where that was asked for; else the shop's checkout page mounts it. */
  | { kind: "ready"; reference: string; hostedUrl: string | null }
  /** The cart's earlier order was paid meanwhile, in another tab for example. */
  | { kind: "already_paid"; reference: string }
  /** Something is sold out or gone: the cart page tells what. Nothing was reserved. */
  | { kind: "cart_changed" }
  | { kind: "empty" }
  /** Stripe does not answer: nothing is lost, the cart is kept. */
  | { kind: "unavailable" }
  /** A key may not open a payment page, until a person mends it. Nothing is reserved, the cart is kept. */
  | { kind: "closed" };

/** The checkout page of one order. */
export type CheckoutView =
  | {
      kind: "open";
      clientSecret: string;
      publishableKey: string;
      /** The local stand-in for Stripe.js; null: load Stripe's own. */
      stripeScript: string | null;
      expiresAt: Date;
    }
  | { kind: "complete" }
  | { kind: "expired" }
  | { kind: "unavailable" };
