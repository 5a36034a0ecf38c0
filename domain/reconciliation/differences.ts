import { z } from "zod";
import type { UnknownValue } from "../orders/payment-facts.ts";
import type { Fact } from "./fact.ts";

/** The safe repairs: none guesses an amount. */
export const REPAIR_KINDS = [
  "reconcile_order",
  "rebuild_order",
  "release_hold",
  "recount_reserved",
  "correct_ledger",
  "decide_event",
  "finish_refund",
  "sum_day",
  "recount_uses",
  "redeem_discounts",
  "issue_documents",
] as const;
export type RepairKind = (typeof REPAIR_KINDS)[number];

/** Every kind of difference between the records and Stripe, or within the records, the gravest first. */
export const DIFFERENCE_KINDS = [
  "paid_without_order",
  "order_without_payment",
  "other_state",
  "amount",
  "currency",
  "mode",
  "two_payments",
  "refund_only_at_stripe",
  "refund_only_here",
  "refund_differs",
  "missing_dispute",
  "stock_held",
  "stock_figures",
  "stock_unsold",
  "stock_ledger",
  "effect_twice",
  "fulfillment_state",
  "tax",
  "document_missing",
  "document_differs",
  "document_numbers",
  "event_undecided",
  "change_without_cause",
  "discount_held",
  "discount_unused",
  "discount_figures",
  "report_sums",
] as const;
export type DifferenceKind = (typeof DIFFERENCE_KINDS)[number];

/** A repair and the id of its subject, as stored in a row. */
export const repairSchema = z.object({
  kind: z.enum(REPAIR_KINDS),
  id: z.string().max(100),
  /** The session that the order has not stored as its own, or that a lost one is made from. */
  sessionId: z.string().max(200).optional(),
});
export type Repair = z.infer<typeof repairSchema>;

export type Difference = {
  kind: DifferenceKind;
  /** The id of the order, variant, event or Stripe object, or the day, that it is about; identifies the difference with its kind. */
  subject: string;
  orderId: string | null;
  /** What the records say and what Stripe says. */
  evidence: { records: Fact; stripe: Fact };
  repair: Repair | null;
};

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
  /** What could not be checked, and why. */
  gaps: Fact[];
};

export const identityOf = ({ kind, subject }: Pick<Difference, "kind" | "subject">): string =>
  `${kind}:${subject}`;

// A value that Stripe has added may be in every object of a million: so many gaps help nobody.
const MAX_GAPS = 100;

/** Adds values that this version does not know to a report's gaps, up to a maximum; one more gap says that some are left out. */
export function addUnknownValues(gaps: Fact[], values: UnknownValue[]): void {
  const room = Math.max(0, MAX_GAPS - gaps.length);
  for (const value of values.slice(0, room)) gaps.push({ code: "unknown_value", ...value });
  if (values.length > room && !gaps.some(({ code }) => code === "more_unknown_values"))
    gaps.push({ code: "more_unknown_values" });
}
