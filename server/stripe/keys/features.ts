import "server-only";

/** What the shop does with Stripe, in the merchant's words, and what happens when it may not. */
export const FEATURES = {
  take_payments: {
    words: "taking payments",
    without: "checkout is closed; carts are kept",
  },
  replace_checkout: {
    words: "replacing an earlier checkout of the same cart",
    without: "a shopper who changed the cart waits until the earlier checkout runs out",
  },
  resume_checkout: {
    words: "showing the payment form again after a reload",
    without: "a shopper who reloads the payment page cannot go on",
  },
  reconcile_orders: {
    words: "learning whether an order was paid",
    without: "orders keep waiting for their payment and events stay in the inbox",
  },
  follow_refunds: {
    words: "learning what was refunded, also in Stripe's dashboard",
    without: "orders with refunds are not reconciled",
  },
  follow_disputes: {
    words: "learning of disputes",
    without: "orders that are disputed are not reconciled",
  },
  check_records: {
    words: "comparing the records with Stripe, and finding what no event told",
    without: "a lost event of an order that is reconciled already, and differences, are not found",
  },
  make_refunds: {
    words: "refunds from the admin",
    without: "the admin cannot give money back; refunds asked for are kept and wait",
  },
  receive_events: {
    words: "creating the webhook endpoint",
    without:
      "npm run setup:stripe cannot create the endpoint; make it in the dashboard, or let the shop ask Stripe each minute",
  },
} as const;

export type FeatureId = keyof typeof FEATURES;

/** Parts of the shop that can be off: they then need no permission. */
export type Switches = {
  /** `REFUNDS`: giving money back from the admin. Refunds made at Stripe are followed all the same. */
  refunds: boolean;
  /** `DISPUTES`: following what shoppers dispute with their bank. */
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

/** How each is switched off, and what the shop does then. */
export const SWITCH_WORDS: Record<keyof Switches, { off: string; instead: string }> = {
  refunds: {
    off: "`REFUNDS=off`",
    instead: "the admin gives no money back; what is refunded in Stripe's dashboard is followed all the same",
  },
  disputes: { off: "`DISPUTES=off`", instead: "disputes are seen in Stripe's dashboard only" },
  webhooks: {
    off: "no `STRIPE_WEBHOOK_SECRET`",
    instead:
      "the shop asks Stripe each minute for payments, refunds and disputes; they show up to five minutes later",
  },
};
