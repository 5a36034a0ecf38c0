import { z } from "zod";

/** What repairs a difference without guessing money; null: a person must look. */
export const REPAIRS = {
  reconcile_order: "Reconcile the order: Stripe's answer goes into the records",
  release_hold: "Give the held units back",
  recount_reserved: "Count what is reserved again from the holds",
  decide_event: "Decide the event now",
  finish_refund: "Ask Stripe for the refund that was requested here",
} as const;
export type RepairKind = keyof typeof REPAIRS;

/** Every way in which the records can disagree with Stripe or with themselves: one row each. */
export const DIFFERENCES = {
  paid_without_order: {
    name: "Paid, without an order",
    sentence:
      "Stripe took money for this shop, and no order counts as paid by it. Reconciling pays the order; where no order exists, refund the payment in Stripe's dashboard.",
  },
  order_without_payment: {
    name: "Order without payment",
    sentence:
      "The order counts as paid, and Stripe has no such payment. Do not ship it before you have found out why.",
  },
  other_state: {
    name: "Other state",
    sentence: "Stripe says that the payment stands elsewhere than the order.",
  },
  amount: {
    name: "Other amount",
    sentence: "What Stripe charged is not what the order says. Compare the two before you ship or refund.",
  },
  currency: {
    name: "Other currency",
    sentence:
      "The payment and the order are in different currencies. Refund the payment if it was a mistake.",
  },
  mode: {
    name: "Test and live mixed",
    sentence:
      "The order and the payment are of different modes. A test payment brings no money: ship nothing for it.",
  },
  two_payments: {
    name: "Two payments for one cart",
    sentence: "The same cart was paid twice, and neither payment was given back in full. Refund one of them.",
  },
  refund_only_at_stripe: {
    name: "Refund only at Stripe",
    sentence: "Money was given back at Stripe, and the records do not show it.",
  },
  refund_only_here: {
    name: "Refund only here",
    sentence:
      "The records show money as given back, and Stripe has no such refund. The shopper may still wait for it.",
  },
  refund_differs: {
    name: "Refund differs",
    sentence: "Stripe and the records know the same refund with another state or amount.",
  },
  missing_dispute: {
    name: "Dispute missing",
    sentence: "A shopper disputes a payment at their bank, and the records show no dispute or another state.",
  },
  stock_held: {
    name: "Stock held for nobody",
    sentence: "Units are held for an order that nobody can pay any more.",
  },
  stock_figures: {
    name: "Stock does not add up",
    sentence: "The stock of a variant is not what its holds and sales make it.",
  },
  stock_unsold: {
    name: "Paid, but not taken from stock",
    sentence: "The order is paid, and its units are not counted as sold. Correct the stock, then ship.",
  },
  effect_twice: {
    name: "Done twice",
    sentence: "Something that must happen once for an order happened twice.",
  },
  event_undecided: {
    name: "Event undecided",
    sentence: "An event of Stripe's has waited for more than five minutes to be decided.",
  },
  change_without_cause: {
    name: "Change without a cause",
    sentence: "The order's state changed, and its timeline does not say who or what changed it.",
  },
} as const satisfies Record<string, { name: string; sentence: string }>;
export type DifferenceKind = keyof typeof DIFFERENCES;
export const DIFFERENCE_KINDS = Object.keys(DIFFERENCES) as DifferenceKind[];

/** What a repair is done to: the id that its kind asks for, as it comes back from a form or a row. */
export const repairSchema = z.object({
  kind: z.enum(Object.keys(REPAIRS) as [RepairKind, ...RepairKind[]]),
  id: z.string().max(100),
  /** With `reconcile_order`: the session that the order has not stored as its own. */
  sessionId: z.string().max(200).optional(),
});
export type Repair = z.infer<typeof repairSchema>;

export type Difference = {
  kind: DifferenceKind;
  /** The order, variant, event or object of Stripe's that it is about: with the kind, its identity. */
  subject: string;
  orderId: string | null;
  /** What the records say and what Stripe says, in words; ids and amounts only, nothing personal. */
  evidence: { records: string; stripe: string };
  repair: Repair | null;
};

/** Stripe's side of the evidence where the records disagree with themselves. */
export const NOT_ASKED = "not asked: the shop's own records do not agree";

export type Checked = {
  orders: number;
  sessions: number;
  refunds: number;
  disputes: number;
  variants: number;
};

export const NOTHING_CHECKED: Checked = { orders: 0, sessions: 0, refunds: 0, disputes: 0, variants: 0 };

export type CheckReport = {
  startedAt: Date;
  finishedAt: Date;
  checked: Checked;
  /** Requests that the comparison made to Stripe. */
  requests: number;
  differences: Difference[];
  /** False when something could not be compared: then 0 differences does not mean that the records agree. */
  isComplete: boolean;
  /** Why not, a sentence each. */
  gaps: string[];
};

export const identityOf = ({ kind, subject }: Pick<Difference, "kind" | "subject">): string =>
  `${kind}:${subject}`;

// A word that Stripe has added may be in every object of a million: nobody reads as many sentences.
const MAX_GAPS = 100;
const FURTHER_GAPS = "More objects say what this version of the shop does not know. They are not listed.";

/** Adds sentences about single objects to a report's gaps, as long as these are few; what is left out is told in one. */
export function addObjectGaps(gaps: string[], sentences: string[]): void {
  const room = Math.max(0, MAX_GAPS - gaps.length);
  gaps.push(...sentences.slice(0, room));
  if (sentences.length > room && !gaps.includes(FURTHER_GAPS)) gaps.push(FURTHER_GAPS);
}
