import "server-only";

/** What the shop does with Stripe, and what happens when a key lacks the permission for it. */
export const FEATURES = {
  take_payments: {
    words: "taking payments",
    without: "checkout is disabled; carts are kept",
  },
  replace_checkout: {
    words: "replacing an earlier checkout of the same cart",
    without: "a shopper who changed the cart must wait until the earlier checkout expires",
  },
  resume_checkout: {
    words: "showing the payment form again after a reload",
    without: "a shopper who reloads the payment page cannot continue",
  },
  reconcile_orders: {
    words: "finding out whether an order was paid",
    without: "orders stay unpaid and events wait in the inbox",
  },
  follow_refunds: {
    words: "following refunds, including those made in Stripe's dashboard",
    without: "orders with refunds are not reconciled",
  },
  follow_disputes: {
    words: "following disputes",
    without: "disputed orders are not reconciled",
  },
  check_records: {
    words: "checking the records against Stripe, and finding changes whose event was lost",
    without: "differences and lost events of reconciled orders are not found",
  },
  make_refunds: {
    words: "refunds from the admin",
    without: "the admin cannot make refunds; requested refunds are kept and wait",
  },
  receive_events: {
    words: "creating the webhook endpoint",
    without:
      "npm run setup:stripe cannot create the endpoint; create it in the dashboard, or let the shop ask Stripe every minute",
  },
} as const;

export type FeatureId = keyof typeof FEATURES;

/** Parts of the shop that can be switched off: they then need no permission. */
export type Switches = {
  /** `REFUNDS`: refunds from the admin. Refunds made at Stripe are always followed. */
  refunds: boolean;
  /** `DISPUTES`: following the payments that shoppers dispute with their bank. */
  disputes: boolean;
  /** Stripe sends events to the shop; when off, the shop asks Stripe each minute. */
  webhooks: boolean;
};

export const ALL_ON: Switches = { refunds: true, disputes: true, webhooks: true };

type SwitchVariables = { REFUNDS: string; DISPUTES: string; STRIPE_WEBHOOK_SECRET: string[] };

/** @param source the process's variables, or the parsed configuration */
export function readSwitches(source: SwitchVariables | Record<string, string | undefined>): Switches {
  return {
    refunds: source.REFUNDS !== "off",
    disputes: source.DISPUTES !== "off",
    webhooks: (source.STRIPE_WEBHOOK_SECRET ?? "").length > 0,
  };
}

/** How to switch each part off, and what the shop does then. */
export const SWITCH_WORDS: Record<keyof Switches, { off: string; instead: string }> = {
  refunds: {
    off: "`REFUNDS=off`",
    instead: "the admin cannot make refunds; refunds made in Stripe's dashboard are still followed",
  },
  disputes: { off: "`DISPUTES=off`", instead: "disputes appear in Stripe's dashboard only" },
  webhooks: {
    off: "no `STRIPE_WEBHOOK_SECRET`",
    instead:
      "the shop asks Stripe every minute for payments, refunds and disputes; they appear up to five minutes later",
  },
};
