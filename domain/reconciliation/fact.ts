import { z } from "zod";
import { FULFILLMENT_STATES, PAYMENT_STATES } from "../orders/states.ts";
import { REFUND_STATES } from "../refunds/refund.ts";
import { FACT_KINDS } from "../reports/facts.ts";
import { keyProblemSchema } from "../stripe-keys/key-problem.ts";
import { EVENT_REASONS, reasonDetailSchema } from "../webhooks/reasons.ts";

/** What a check goes through, and once more what differed. */
export const CHECK_STEPS = ["sessions", "refunds", "disputes", "orders", "stock", "again"] as const;
export type CheckStep = (typeof CHECK_STEPS)[number];

const text = z.string();
const id = z.string().nullable();
const count = z.number();
/** "59.00 EUR": the same in every locale, so that two sides can be compared. */
const amount = z.string();
const mode = z.enum(["live", "test"]);
const state = z.enum(PAYMENT_STATES);
/** JSON has no date: stored as text. */
const at = z.coerce.date();

const fact = <Code extends string, Values extends z.ZodRawShape>(code: Code, values: Values) =>
  z.object({ code: z.literal(code), ...values });

/**
 * The closed list of what one side of a difference says, what a sweep or check could not look at, and why one failed:
 * a code with values, and no personal data. A new code needs a message under admin.reconciliation.fact.
 */
export const factSchema = z.discriminatedUnion("code", [
  fact("order", { number: count, state, total: amount, captured: amount, mode, session: id, payment: id }),
  fact("no_order", { order: text }),
  fact("payment", {
    session: text,
    sessionState: z.enum(["open", "complete", "expired"]),
    state: z.enum(["unpaid", "processing", "authorized", "paid", "failed", "canceled"]),
    total: amount,
    captured: amount,
    refunded: amount,
    mode,
    payment: id,
  }),
  fact("no_payment", {}),
  fact("payment_for_each", {}),
  fact("orders_of_one_cart", { numbers: z.array(count) }),
  fact("refund", { refund: id, state: z.enum(REFUND_STATES), amount }),
  fact("no_refund", { refund: text }),
  fact("refund_unsent", { amount, at }),
  fact("refund_never_asked", {}),
  /** Stripe may add states of disputes. */
  fact("dispute", { dispute: text, state: text, amount: amount.nullable() }),
  fact("no_dispute", { dispute: text }),
  fact("units_held", { number: count, state, units: count }),
  fact("units_held_without_page", { number: count, at, units: count }),
  fact("units_unsold", { number: count, state, ordered: count, sold: count }),
  fact("units_sent_twice", { number: count, ordered: count, sent: count }),
  fact("units_sent_refunded", { number: count, ordered: count, sent: count, refunded: count }),
  fact("units_refunded_twice", { number: count, ordered: count, refunded: count }),
  fact("refund_of_parts", { number: count, amount, parts: amount }),
  fact("fulfillment_differs", {
    number: count,
    state: z.enum(FULFILLMENT_STATES),
    parcels: z.enum(FULFILLMENT_STATES),
  }),
  fact("tax_of_parts", { number: count, charged: amount, taxed: amount }),
  fact("total_of_parts", { number: count, total: amount, parts: amount }),
  fact("no_cause", { number: count, state }),
  fact("payment_repeated", { number: count, count }),
  fact("mail_repeated", { number: count, mail: text, count }),
  fact("effect_repeated", { number: count, effect: text, count }),
  fact("stock", { variant: text, onHand: count, reserved: count, held: count }),
  fact("stock_ledger", { variant: text, onHand: count, entered: count }),
  fact("stock_sold", { variant: text, onHand: count, sold: count, initial: count.nullable() }),
  fact("uses_held", { number: count, state, uses: count }),
  fact("uses_unused", { number: count, state, uses: count }),
  /** By its code, or by its name. */
  fact("discount", { discount: text, reserved: count, held: count, counted: count, used: count }),
  fact("invoice_missing", { number: count, total: amount, invoices: count }),
  fact("invoice_differs", { number: count, document: text, invoiced: amount, total: amount }),
  fact("credit_note_missing", { number: count, refunded: amount }),
  fact("credit_note_differs", { number: count, document: text, credited: amount, refunded: amount }),
  /** Numbers that a series gave, and documents that have one. */
  fact("document_numbers", { series: text, given: count, documents: count, last: count }),
  /** Sums of a day of the shop's calendar, and what its rows come to. */
  fact("report_day", {
    day: text,
    what: z.enum(FACT_KINDS),
    key: text,
    summedCount: count,
    summed: amount,
    count,
    amount,
  }),
  fact("event_waits", {
    type: text,
    at,
    attempts: count,
    reason: z.enum(EVENT_REASONS).nullable(),
    detail: reasonDetailSchema,
  }),
  fact("event_sent", {}),
  /** Stripe's side where the records disagree with themselves. */
  fact("not_asked", {}),
  fact("not_checked", { what: z.enum(CHECK_STEPS), problem: keyProblemSchema }),
  /** A value in one of Stripe's objects that this version does not know. */
  fact("unknown_value", { object: text, field: text, value: text }),
  fact("more_unknown_values", {}),
  fact("too_many_differ", {}),
  /** With the text of the error, which is for people. */
  fact("no_answer", { error: text }),
  fact("failed", { error: text }),
  /** A sentence of an older version, shown as it is. */
  fact("text", { text }),
]);
export type Fact = z.output<typeof factSchema>;

/** Reads a stored fact. A sentence of an older version, or a fact of a newer one, becomes a text: the page must open. */
export const storedFact = factSchema.catch(({ value }) => ({
  code: "text",
  text: typeof value === "string" ? value : JSON.stringify(value),
}));
