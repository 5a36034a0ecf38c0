import { z } from "zod";

/** The safe repairs: none guesses an amount. */
export const REPAIRS = {
  reconcile_order: "Reconcile the order with Stripe",
  release_hold: "Release the held units",
  recount_reserved: "Recount the reserved units from the holds",
  decide_event: "Retry the event now",
  finish_refund: "Send the requested refund to Stripe",
} as const;
export type RepairKind = keyof typeof REPAIRS;

/** Every kind of difference between the records and Stripe, or within the records. */
export const DIFFERENCES = {
  paid_without_order: {
    name: "Paid, without an order",
    sentence:
      "Stripe took a payment for this shop, but no order is marked as paid by it. Reconciling marks the order as paid; if no order exists, refund the payment in Stripe's dashboard.",
  },
  order_without_payment: {
    name: "Order without payment",
    sentence: "The order is marked as paid, but Stripe has no such payment. Find out why before you ship it.",
  },
  other_state: {
    name: "Other state",
    sentence: "The payment has another state at Stripe than in the records.",
  },
  amount: {
    name: "Other amount",
    sentence:
      "Stripe charged another amount than the order's total. Compare the two before you ship or refund.",
  },
  currency: {
    name: "Other currency",
    sentence:
      "The payment and the order are in different currencies. Refund the payment if it was a mistake.",
  },
  mode: {
    name: "Test and live mixed",
    sentence:
      "One of order and payment is in test mode, the other in live mode. A test payment brings no money: do not ship.",
  },
  two_payments: {
    name: "Two payments for one cart",
    sentence: "The same cart was paid twice, and neither payment was refunded in full. Refund one of them.",
  },
  refund_only_at_stripe: {
    name: "Refund only at Stripe",
    sentence: "Stripe made a refund that the records do not show.",
  },
  refund_only_here: {
    name: "Refund only here",
    sentence:
      "The records show a refund that Stripe does not have. The shopper may still be waiting for the money.",
  },
  refund_differs: {
    name: "Refund differs",
    sentence: "The refund has another state or amount at Stripe than in the records.",
  },
  missing_dispute: {
    name: "Dispute missing",
    sentence: "A shopper disputes a payment, and the records show no dispute, or another state of it.",
  },
  stock_held: {
    name: "Stock held for a closed order",
    sentence: "Units are held for an order that can no longer be paid.",
  },
  stock_figures: {
    name: "Stock does not add up",
    sentence: "A variant's stock does not match its holds and sales.",
  },
  stock_unsold: {
    name: "Paid, but not taken from stock",
    sentence: "The order is paid, but its units were not taken from stock. Correct the stock, then ship.",
  },
  effect_twice: {
    name: "Done twice",
    sentence: "An effect that must happen once for an order happened twice.",
  },
  event_undecided: {
    name: "Event undecided",
    sentence: "A webhook event has waited for more than five minutes.",
  },
  change_without_cause: {
    name: "Change without a cause",
    sentence: "The order's state changed, but its history does not show who or what changed it.",
  },
} as const satisfies Record<string, { name: string; sentence: string }>;
export type DifferenceKind = keyof typeof DIFFERENCES;
export const DIFFERENCE_KINDS = Object.keys(DIFFERENCES) as DifferenceKind[];

/** A repair and the id of its subject, as stored in a row. */
export const repairSchema = z.object({
  kind: z.enum(Object.keys(REPAIRS) as [RepairKind, ...RepairKind[]]),
  id: z.string().max(100),
  /** With `reconcile_order`: the session that the order has not stored as its own. */
  sessionId: z.string().max(200).optional(),
});
export type Repair = z.infer<typeof repairSchema>;

export type Difference = {
  kind: DifferenceKind;
  /** The id of the order, variant, event or Stripe object that it is about; identifies the difference with its kind. */
  subject: string;
  orderId: string | null;
  /** What the records say and what Stripe says, as sentences with ids and amounts and no personal data. */
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
  /** Requests that the check made to Stripe. */
  requests: number;
  differences: Difference[];
  /** False when a part could not be checked: then 0 differences does not mean that the records agree. */
  isComplete: boolean;
  /** What could not be checked and why, as sentences. */
  gaps: string[];
};

export const identityOf = ({ kind, subject }: Pick<Difference, "kind" | "subject">): string =>
  `${kind}:${subject}`;

// A value that Stripe has added may be in every object of a million: so many sentences help nobody.
const MAX_GAPS = 100;
const FURTHER_GAPS =
  "More objects have values that this version of the shop does not know. They are not listed.";

/** Adds sentences about single objects to a report's gaps, up to a maximum; one more sentence says that some are left out. */
export function addObjectGaps(gaps: string[], sentences: string[]): void {
  const room = Math.max(0, MAX_GAPS - gaps.length);
  gaps.push(...sentences.slice(0, room));
  if (sentences.length > room && !gaps.includes(FURTHER_GAPS)) gaps.push(FURTHER_GAPS);
}
