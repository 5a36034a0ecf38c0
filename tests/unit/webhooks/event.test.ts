import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { EVENT_TYPES, readEventRef } from "../../../domain/webhooks/event.ts";
import { ORDER_ID } from "../../support/facts.ts";

const orderOf = (metadata: unknown) =>
  (metadata as { app?: string } | null | undefined)?.app === "latchkey" ? ORDER_ID : null;

const event = (type: string, object: unknown, livemode: boolean | undefined = false) => ({
  type,
  livemode,
  payload: { data: { object } },
});

const ours = { metadata: { app: "latchkey" } };

describe("an event as a eventRef", () => {
  it("names the order of our metadata", () => {
    expect(
      readEventRef(
        event("checkout.session.completed", { id: "cs_1", payment_intent: "pi_1", ...ours }),
        false,
        orderOf,
      ),
    ).toEqual({
      kind: "order",
      orderId: ORDER_ID,
      sessionId: "cs_1",
      paymentIntentId: "pi_1",
      thinObjectId: null,
    });
  });

  it("names a thin event's object by its id", () => {
    const thin = (type: string, id: string) => ({
      type,
      livemode: false,
      payload: { id: "evt_1", object: "v2.core.event", type, related_object: { id, type: "any" } },
    });
    const nothing = { kind: "order", orderId: null, sessionId: null, paymentIntentId: null };
    expect(readEventRef(thin("v1.checkout.session.completed", "cs_1"), false, orderOf)).toEqual({
      ...nothing,
      sessionId: "cs_1",
      thinObjectId: "cs_1",
    });
    expect(readEventRef(thin("v1.payment_intent.succeeded", "pi_1"), false, orderOf)).toEqual({
      ...nothing,
      paymentIntentId: "pi_1",
      thinObjectId: "pi_1",
    });
    expect(readEventRef(thin("v1.refund.created", "re_1"), false, orderOf)).toEqual({
      ...nothing,
      thinObjectId: "re_1",
    });
    expect(readEventRef(thin("v1.invoice.paid", "in_1"), false, orderOf)).toEqual({
      kind: "ignore",
      reason: "unused_type",
    });
  });

  it("names the payment intent of refunds made elsewhere", () => {
    const refund = event("refund.created", { id: "re_1", payment_intent: { id: "pi_9" }, metadata: {} });
    expect(readEventRef(refund, false, orderOf)).toMatchObject({
      kind: "order",
      orderId: null,
      paymentIntentId: "pi_9",
    });
  });

  it.each([
    ["a type we do not know", event("invoice.paid", { id: "in_1", ...ours }), "unused_type"],
    [
      "live money in a test shop",
      event("checkout.session.completed", { id: "cs_1", ...ours }, true),
      "other_mode",
    ],
    [
      "a session of another application",
      event("checkout.session.completed", { id: "cs_1", client_reference_id: ORDER_ID }),
      "other_app",
    ],
    ["a refund without a payment intent", event("refund.created", { id: "re_1" }), "other_app"],
    [
      "a payment intent without a name",
      event("refund.created", { id: "re_1", payment_intent: "" }),
      "other_app",
    ],
    ["a name with ours in it", event("payout.v1.refund.created", { id: "re_1", ...ours }), "unused_type"],
    ["a prefix elsewhere", event("refund.v1.created", { id: "re_1", ...ours }), "unused_type"],
    ["no object", { type: "refund.created", livemode: false, payload: { data: {} } }, "unreadable"],
    ["an object without an id", event("refund.created", { payment_intent: "pi_1", ...ours }), "unreadable"],
    ["an object's id alone", event("refund.created", "re_1"), "unreadable"],
    ["a list", { type: "refund.created", livemode: false, payload: [] }, "unreadable"],
  ])("ignores %s", (_what, given, reason) => {
    expect(readEventRef(given, false, orderOf)).toEqual({ kind: "ignore", reason });
  });

  it("takes an event that does not say its mode", () => {
    const unsaid = { ...event("payment_intent.succeeded", { id: "pi_1", ...ours }), livemode: undefined };
    expect(readEventRef(unsaid, false, orderOf)).toMatchObject({ kind: "order" });
  });

  it("never throws, whatever the payload", () => {
    fc.assert(
      fc.property(fc.constantFrom(...EVENT_TYPES), fc.anything(), (type, payload) => {
        expect(["order", "ignore"]).toContain(
          readEventRef({ type, livemode: false, payload }, false, orderOf).kind,
        );
      }),
      { numRuns: 1_000 },
    );
  });
});
