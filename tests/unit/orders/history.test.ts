import { describe, expect, it } from "vitest";
import {
  type OrderEvent,
  type OrderEventRow,
  parseOrderEvent,
  REVIEW_REASONS,
} from "../../../domain/orders/history.ts";
import type { EventReason } from "../../../domain/webhooks/reasons.ts";
import { translator } from "../../../messages/messages.ts";
import { describeOrderEvent } from "../../../ui/admin/history/describe-order-event.ts";

const row = (
  kind: string,
  data: object = {},
  fromState: string | null = null,
  toState: string | null = null,
) => ({ kind, data, fromState, toState }) satisfies OrderEventRow;
const sentence = (read: OrderEventRow) =>
  describeOrderEvent(parseOrderEvent(read), "en-IE", translator("en-IE"));
const eur = { amountMinor: "590", currency: "eur" };

describe("an order's history", () => {
  it.each([
    [row("checkout_started"), "Checkout started; stock reserved"],
    [
      row("rebuilt", { isStockShort: false }),
      "Rebuilt from Stripe, after the records were lost; no mail was sent",
    ],
    [
      row("rebuilt", { isStockShort: true }),
      "Rebuilt from Stripe, after the records were lost; no mail was sent. The records had fewer units than it was sold: count them",
    ],
    [row("payment_moved", {}, "awaiting_payment", "payment_failed"), "The payment failed"],
    [
      row("payment_moved", { reason: "page_refused" }, "awaiting_payment", "canceled"),
      "Stripe refused to open a payment page",
    ],
    [
      row("payment_moved", { reason: "page_never_opened" }, "awaiting_payment", "expired"),
      "The payment page was never opened",
    ],
    [row("payment_moved", { reason: "free" }, "awaiting_payment", "paid"), "Placed; it costs nothing"],
    [row("revived"), "The payment came late, and the stock was still there"],
    [row("flagged", { reason: "paid_without_stock" }), "Needs review: paid, but the stock is gone"],
    [row("flagged", { reason: "by_hand", note: "odd address" }), "Flagged for review: odd address"],
    [row("review_dismissed", { reason: "by_hand" }), "Review done: it was flagged by hand"],
    [row("flagged", { reason: "two_payments" }), "Needs review: two payments"],
    [
      row("review_dismissed", { reason: "refund_failed" }),
      "Review done: a refund failed, and the money did not reach the customer",
    ],
    [row("refund_requested", eur), "Refund of €5.90 requested"],
    [row("refund_requested"), "Refund requested"],
    [
      row("automatic_refund_requested", {
        reason: "duplicate_payment",
        stripePaymentIntentId: "pi_1",
        ...eur,
      }),
      "Automatic refund of €5.90 requested: the order was paid a second time",
    ],
    [
      row("automatic_refund_requested", { reason: "duplicate_payment" }),
      "Automatic refund requested: the order was paid a second time",
    ],
    [
      row("automatic_refund_requested", { reason: "late_payment", ...eur }),
      "Automatic refund of €5.90 requested: the payment came after the order had ended, and the stock is gone",
    ],
    [
      row("automatic_refund_requested", { reason: "no_stock", hours: 72, ...eur }),
      "Automatic refund of €5.90 requested: no stock was found within 72 hours",
    ],
    [
      row("automatic_refund_requested", { reason: "no_stock" }),
      "Automatic refund requested: no stock was found in time",
    ],
    [row("refund_refused", eur), "Stripe refused the refund of €5.90; no money moved"],
    [
      row("refund_changed", {
        stripeRefundId: "re_1",
        state: "failed",
        ofDuplicatePayment: false,
        amountMinor: "500",
        currency: "jpy",
      }),
      "Refund of JP¥500 failed. The money is back with the shop",
    ],
    [
      row("refund_changed", { stripeRefundId: "re_1", state: "succeeded", ofDuplicatePayment: true }),
      "Refund of the duplicate payment made",
    ],
    [
      row("dispute_changed", { stripeDisputeId: "du_1", state: "needs_response", ...eur }),
      "The customer’s bank has taken €5.90 back: the payment is disputed",
    ],
    [
      row("payment_moved", { ...eur, card: { brand: "visa", last4: "4242" } }, "awaiting_payment", "paid"),
      "Paid €5.90 with Visa 4242",
    ],
    [row("payment_moved", {}, "awaiting_payment", "paid"), "Paid"],
    [row("payment_moved", {}, "refunded", "paid"), "The order counts as paid again"],
    [
      row("payment_moved", { reason: "abandoned" }, "awaiting_payment", "expired"),
      "The payment page was left without a payment",
    ],
    [
      row("payment_moved", { reason: "declined" }, "awaiting_payment", "expired"),
      "The time to pay ended after a payment that failed",
    ],
    [
      row("payment_attempt_failed", { failure: "declined", code: "insufficient_funds", ...eur }),
      "A payment of €5.90 was declined: not enough money",
    ],
    [
      row("payment_attempt_failed", { failure: "declined", code: "code_of_tomorrow", ...eur }),
      "A payment of €5.90 was declined: code of tomorrow",
    ],
    [
      row("payment_attempt_failed", { failure: "authentication", code: null, ...eur }),
      "A payment of €5.90 was not confirmed with the customer’s bank (3-D Secure)",
    ],
    [
      row("refund_refused", { ...eur, failureCode: "charge_disputed" }),
      "Stripe refused the refund of €5.90; no money moved: the payment is disputed",
    ],
    [
      row("refund_changed", {
        stripeRefundId: "re_1",
        state: "failed",
        ofDuplicatePayment: false,
        failureCode: "expired_or_canceled_card",
        ...eur,
      }),
      "Refund of €5.90 failed: the card has expired or was canceled. The money is back with the shop",
    ],
    [row("stock_allocated"), "Stock was found and allocated to this order"],
    [row("stock_released"), "Units that were still held were released"],
    [row("restocked"), "Put back into stock"],
    [row("restock_undone"), "Taken out of stock again: they had not come back"],
    [
      row("webhook_event_retried", { eventId: "evt_1", type: "charge.refunded" }),
      "Webhook event charge.refunded (evt_1) tried again",
    ],
    [
      row("webhook_event_ignored", { eventId: "evt_1", type: "charge.refunded" }),
      "Webhook event charge.refunded (evt_1) left as it is",
    ],
    [row("note", { text: "Found in the cellar" }), "Found in the cellar"],
    [row("note", { text: "knock twice", writerId: "a", requestId: "b" }), "Note: knock twice"],
    [row("note_removed", { noteId: "7" }), "A note was taken back by its writer"],
  ])("is told in a sentence made when it is shown: %o", (read, expected) => {
    expect(sentence(read)).toBe(expected);
  });

  it.each([
    "warning_needs_response",
    "warning_under_review",
    "warning_closed",
    "needs_response",
    "under_review",
    "won",
    "lost",
    "prevented",
    "a_state_of_tomorrow",
  ])("M12: a dispute that becomes %s is told in plain words, without Stripe's id", (state) => {
    for (const amount of [eur, {}]) {
      const told = sentence(row("dispute_changed", { stripeDisputeId: "du_1", state, ...amount }));
      expect(told).toMatch(/dispute|inquiry|asks about/i);
      expect(told).not.toMatch(/du_1|_/);
    }
  });

  it.each(REVIEW_REASONS)("has a sentence for the review reason %s", (reason) => {
    const told = sentence(row("flagged", { reason }));
    expect(told).toMatch(/^Needs review: .{10,}/);
    expect(told).not.toBe(`Needs review: ${reason.replaceAll("_", " ")}`);
  });

  it.each([
    ["a kind of a newer version", row("gift_wrapped", { paper: "red" }), "gift_wrapped"],
    ["facts that are not of the kind", row("refund_changed", { state: "succeeded" }), "refund_changed"],
    ["a move to no state", row("payment_moved", {}, "paid", null), "payment_moved"],
  ])("shows %s as a note of its kind", (_, read, text) => {
    expect(parseOrderEvent(read)).toEqual({ kind: "note", data: { text } } satisfies OrderEvent);
  });

  it("keeps amounts exact that no JSON number can hold", () => {
    const amountMinor = "9007199254740993";
    expect(parseOrderEvent(row("refund_requested", { amountMinor, currency: "eur" }))).toEqual({
      kind: "refund_requested",
      data: { amountMinor: 9007199254740993n, currency: "eur" },
    });
  });

  it("says what became of a webhook event that came for the order", () => {
    const webhook = (state: string, reasonCode: EventReason | null = null, reasonDetail: unknown = null) =>
      describeOrderEvent(
        { kind: "webhook_event", type: "charge.updated", state, reasonCode, reasonDetail },
        "en-IE",
        translator("en-IE"),
      );
    expect(webhook("received")).toBe("Webhook charge.updated received – waiting");
    expect(webhook("dead", "unreadable")).toBe(
      "Webhook charge.updated received – given up: this version of the shop cannot read it",
    );
    expect(webhook("ignored", "failed", { message: "no answer", dismissedBy: "Ada" })).toBe(
      "Webhook charge.updated received – ignored: dismissed by Ada; handling it failed: no answer",
    );
    expect(webhook("applied")).toBe("Webhook charge.updated received – applied");
  });
});
