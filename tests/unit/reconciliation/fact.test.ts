import { describe, expect, it } from "vitest";
import { type Fact, factSchema, storedFact } from "@/domain/reconciliation/fact";
import { factMessage } from "@/messages/fact";
import { translator } from "@/messages/messages";
import { PSEUDO_LOCALE } from "@/messages/pseudo";
import { textOutsideMessages } from "../../support/text-in-page.ts";

const at = new Date("2026-11-25T04:37:12Z");
const problem = {
  role: "reconciler",
  variable: "STRIPE_RECONCILER_KEY",
  isShared: false,
  operation: "GET /v1/refunds",
  rows: ["Charges and Refunds: Read (charge_read)"],
  keyFault: null,
};

/** Every fact and its sentence. */
const SAID: [Fact, string][] = [
  [
    {
      code: "order",
      number: 1042,
      state: "awaiting_payment",
      total: "60.00 EUR",
      captured: "0.00 EUR",
      mode: "test",
      session: null,
      payment: null,
    },
    "order 1042 is awaiting payment, 60.00 EUR, captured 0.00 EUR, test, session none, payment none",
  ],
  [
    {
      code: "order",
      number: 1042,
      state: "paid",
      total: "65.00 EUR",
      captured: "65.00 EUR",
      mode: "live",
      session: "cs_test_1",
      payment: "pi_1",
    },
    "order 1042 is paid, 65.00 EUR, captured 65.00 EUR, live, session cs_test_1, payment pi_1",
  ],
  [{ code: "no_order", order: "01a2" }, "no order 01a2"],
  [
    {
      code: "payment",
      session: "cs_9",
      sessionState: "complete",
      state: "paid",
      total: "65.00 EUR",
      captured: "65.00 EUR",
      refunded: "0.00 EUR",
      mode: "test",
      payment: "pi_1",
    },
    "session cs_9 is complete and paid, 65.00 EUR, captured 65.00 EUR, refunded 0.00 EUR, test, payment pi_1",
  ],
  [
    {
      code: "payment",
      session: "cs_9",
      sessionState: "expired",
      state: "canceled",
      total: "65.00 EUR",
      captured: "0.00 EUR",
      refunded: "0.00 EUR",
      mode: "live",
      payment: null,
    },
    "session cs_9 is expired and canceled, 65.00 EUR, captured 0.00 EUR, refunded 0.00 EUR, live, payment none",
  ],
  [{ code: "no_payment" }, "has no such payment of this order"],
  [{ code: "payment_for_each" }, "has a payment for each"],
  [
    { code: "orders_of_one_cart", numbers: [1042, 1043] },
    "orders 1042, 1043 belong to one cart, and each is paid",
  ],
  [
    { code: "refund", refund: "re_1", state: "succeeded", amount: "5.00 EUR" },
    "refund re_1 is succeeded, 5.00 EUR",
  ],
  [
    { code: "refund", refund: null, state: "requested", amount: "5.00 EUR" },
    "refund without an id of Stripe’s is requested, 5.00 EUR",
  ],
  [{ code: "no_refund", refund: "re_1" }, "no refund re_1"],
  [
    { code: "refund_unsent", amount: "5.00 EUR", at },
    "a refund of 5.00 EUR was requested on 2026-11-25 04:37 UTC and never sent to Stripe",
  ],
  [{ code: "refund_never_asked" }, "was never asked"],
  [
    { code: "dispute", dispute: "dp_1", state: "needs_response", amount: "65.00 EUR" },
    "dispute dp_1 is needs response, 65.00 EUR",
  ],
  [{ code: "dispute", dispute: "dp_1", state: "a_new_one", amount: null }, "dispute dp_1 is a new one"],
  [{ code: "no_dispute", dispute: "dp_1" }, "no dispute dp_1"],
  [
    { code: "units_held", number: 1042, state: "payment_failed", units: 1200 },
    "order 1042 is payment failed; units still held: 1,200",
  ],
  [
    { code: "units_held_without_page", number: 1042, at, units: 2 },
    "order 1042 never had a payment page; units held until 2026-11-25 04:37 UTC: 2",
  ],
  [
    { code: "uses_held", number: 1042, state: "expired", uses: 1 },
    "order 1042 is expired; uses of discounts still held: 1",
  ],
  [
    { code: "uses_unused", number: 1042, state: "paid", uses: 2 },
    "order 1042 is paid; uses of discounts that are not counted: 2",
  ],
  [
    { code: "discount", discount: "TEN", reserved: 1, held: 2, counted: 3, used: 4 },
    "discount TEN: 1 reserved, of orders 2; 3 used, of orders 4",
  ],
  [
    { code: "invoice_missing", number: 1042, total: "65.00 EUR", invoices: 0 },
    "order 1042 of 65.00 EUR is paid; its invoices: 0",
  ],
  [
    {
      ...{ code: "invoice_differs", number: 1042, document: "INV-0007" },
      ...{ invoiced: "60.00 EUR", total: "65.00 EUR" },
    },
    "order 1042 comes to 65.00 EUR; invoice INV-0007 to 60.00 EUR",
  ],
  [
    { code: "credit_note_missing", number: 1042, refunded: "3.00 EUR" },
    "order 1042 was refunded 3.00 EUR, without a credit note",
  ],
  [
    {
      ...{ code: "credit_note_differs", number: 1042, document: "CN-0002" },
      ...{ credited: "3.00 EUR", refunded: "0.00 EUR" },
    },
    "order 1042 was refunded 0.00 EUR; credit note CN-0002 is of 3.00 EUR",
  ],
  [
    { code: "document_numbers", series: "live:INV-", given: 12, documents: 11, last: 12 },
    "series live:INV- gave 12; documents with one: 11, the last 12",
  ],
  [
    { code: "units_unsold", number: 1042, state: "paid", ordered: 3, sold: 2 },
    "order 1042 is paid; units ordered: 3, sold: 2",
  ],
  [
    { code: "units_sent_twice", number: 1042, ordered: 1, sent: 2 },
    "order 1042: units bought of a line: 1, sent: 2",
  ],
  [
    { code: "units_refunded_twice", number: 1042, ordered: 1, refunded: 2 },
    "order 1042: units bought of a line: 1, refunded: 2",
  ],
  [
    { code: "units_sent_refunded", number: 1042, ordered: 3, sent: 2, refunded: 2 },
    "order 1042: units bought of a line: 3, refunded before they were sent: 2, sent: 2",
  ],
  [
    { code: "refund_of_parts", number: 1042, amount: "10.00 EUR", parts: "9.00 EUR" },
    "order 1042: a refund of 10.00 EUR, its items and shipping come to 9.00 EUR",
  ],
  [
    {
      code: "fulfillment_differs",
      number: 1042,
      state: "unfulfilled",
      parcels: "partially_fulfilled",
    },
    "order 1042 is not sent, and its parcels make it partly sent",
  ],
  [
    { code: "total_of_parts", number: 1042, total: "65.00 EUR", parts: "60.00 EUR" },
    "order 1042 has a total of 65.00 EUR, and its parts come to 60.00 EUR",
  ],
  [
    { code: "no_cause", number: 1042, state: "partially_refunded" },
    "order 1042 is partially refunded; no event of its history says why",
  ],
  [
    {
      ...{ code: "report_day", day: "2026-11-25", what: "sale", key: "IE" },
      ...{ summedCount: 2, summed: "65.00 EUR", count: 1, amount: "60.00 EUR" },
    },
    "2026-11-25: reports count 2 and 65.00 EUR of orders paid (IE), and the rows 1 and 60.00 EUR",
  ],
  [
    { code: "tax_of_parts", number: 1042, charged: "59.00 EUR", taxed: "58.99 EUR" },
    "order 1042 charges 59.00 EUR, and its tax lines come to 58.99 EUR",
  ],
  [{ code: "payment_repeated", number: 1042, count: 2 }, "order 1042 was reconciled 2 times"],
  [
    { code: "mail_repeated", number: 1042, mail: "order_confirmation", count: 2 },
    "order 1042 has 2 mails order_confirmation",
  ],
  [
    { code: "effect_repeated", number: 1042, effect: "confirmation", count: 2 },
    "order 1042 has the effect confirmation 2 times",
  ],
  [
    { code: "stock", variant: "LK-1", onHand: 4, reserved: 2, held: 1 },
    "variant LK-1: 4 on hand, 2 reserved, 1 held for orders",
  ],
  [
    { code: "stock_ledger", variant: "LK-1", onHand: 4, entered: 3 },
    "variant LK-1: 4 on hand, and the entries of its ledger come to 3",
  ],
  [
    { code: "stock_sold", variant: "LK-1", onHand: 4, sold: 2, initial: 7 },
    "variant LK-1: 4 on hand and 2 sold, of 7",
  ],
  [
    { code: "stock_sold", variant: "LK-1", onHand: 4, sold: 2, initial: null },
    "variant LK-1: 4 on hand and 2 sold, of none",
  ],
  [
    { code: "event_waits", type: "charge.refunded", at, attempts: 3, reason: null, detail: {} },
    "charge.refunded was received on 2026-11-25 04:37 UTC; attempts: 3",
  ],
  [
    {
      code: "event_waits",
      type: "charge.refunded",
      at,
      attempts: 3,
      reason: "failed",
      detail: { message: "no" },
    },
    "charge.refunded was received on 2026-11-25 04:37 UTC; attempts: 3; handling it failed: no",
  ],
  [{ code: "event_sent" }, "has sent it"],
  [{ code: "not_asked" }, "not asked: the shop’s own records do not agree"],
  [
    { code: "not_checked", what: "refunds", problem },
    "Not checked: refunds. The reconciler key lacks the permission for GET /v1/refunds. Give it Charges and Refunds: Read (charge_read) in Stripe’s dashboard.",
  ],
  [
    { code: "unknown_value", object: "cs_9", field: "status", value: "new" },
    "cs_9: Stripe says status=new, which this version of the shop does not know. Update it.",
  ],
  [
    { code: "more_unknown_values" },
    "More objects have values that this version of the shop does not know. They are not listed.",
  ],
  [
    { code: "too_many_differ" },
    "So many orders differ that the rest was not checked. Do the keys belong to this shop’s account?",
  ],
  [{ code: "no_answer", error: "timeout" }, "Stripe does not answer: timeout"],
  [{ code: "failed", error: "no memory" }, "An unexpected error: no memory"],
  [{ code: "text", text: "what an older version said" }, "what an older version said"],
];

describe("a fact of the reconciliation", () => {
  it.each(SAID)("%j is stored, read and said", (fact, sentence) => {
    expect(factMessage(translator("en-IE"), factSchema.parse(JSON.parse(JSON.stringify(fact))))).toBe(
      sentence,
    );
  });

  it.each(SAID.filter(([{ code }]) => code !== "text"))("%j is said by messages alone", (fact) => {
    expect(textOutsideMessages(factMessage(translator(PSEUDO_LOCALE), fact), [])).toBe("");
  });

  it("has a sentence here for each code", () => {
    const codes = factSchema.options.map(({ shape }) => shape.code.value);
    expect(new Set(SAID.map(([{ code }]) => code))).toEqual(new Set(codes));
  });

  it("of another version is shown as it is", () => {
    expect(storedFact.parse("no such refund")).toEqual({ code: "text", text: "no such refund" });
    const newer = { code: "refund_lost", refund: "re_1" };
    expect(storedFact.parse(newer)).toEqual({ code: "text", text: JSON.stringify(newer) });
    expect(storedFact.parse({ code: "no_refund", refund: "re_1" })).toMatchObject({ code: "no_refund" });
  });
});
