import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  fulfillmentStateOf,
  PARCEL_STATES,
  refuseSending,
  type SendableOrder,
  type SendingLine,
  undoableUntil,
  unitsOf,
  whyNotSent,
} from "../../../domain/fulfillment/sending-state.ts";
import { DISPUTE_HOLDS } from "../../../domain/orders/disputes.ts";
import { sendingOf } from "../../../domain/orders/sending.ts";
import { PAYMENT_STATES } from "../../../domain/orders/states.ts";

const paid: SendableOrder = {
  paymentState: "paid",
  disputeHold: null,
  conflict: null,
  requiresShipping: true,
  capturedMinor: 5000n,
  refunds: [],
};
const line = (
  id: string,
  quantity: number,
  parcels: SendingLine["parcels"] = [],
  withdrawn = 0,
  refunded = 0,
): SendingLine => ({
  ...{ id, quantity, requiresShipping: true, parcels, withdrawn, refunded },
});
const sent = (quantity: number) => ({ state: "sent" as const, quantity });
const returned = (quantity: number) => ({ state: "returned" as const, quantity });

const lines = fc.array(
  fc.record({
    id: fc.uuid(),
    quantity: fc.integer({ min: 1, max: 6 }),
    requiresShipping: fc.boolean(),
    parcels: fc.array(
      fc.record({ state: fc.constantFrom(...PARCEL_STATES), quantity: fc.integer({ min: 1, max: 3 }) }),
      { maxLength: 4 },
    ),
    withdrawn: fc.integer({ min: 0, max: 6 }),
    refunded: fc.integer({ min: 0, max: 6 }),
  }),
  { maxLength: 4 },
);

describe("fulfillmentStateOf", () => {
  it.each([
    ["nothing in a parcel", [line("a", 2)], "unfulfilled"],
    ["one of two", [line("a", 2, [sent(1)])], "partially_fulfilled"],
    ["one line of two", [line("a", 2, [sent(2)]), line("b", 1)], "partially_fulfilled"],
    ["all", [line("a", 2, [sent(1), { state: "delivered", quantity: 1 }])], "fulfilled"],
    ["a parcel that was undone", [line("a", 2, [{ state: "undone", quantity: 2 }])], "unfulfilled"],
    ["all sent, and all came back", [line("a", 2, [returned(2)])], "returned"],
    ["all sent, and a part came back", [line("a", 2, [sent(1), returned(1)])], "returned"],
    ["a part came back, and the rest waits", [line("a", 3, [returned(1)])], "partially_fulfilled"],
    ["all withdrawn before it was sent", [line("a", 2, [], 2)], "returned"],
    ["a part withdrawn, and the rest waits", [line("a", 2, [], 1)], "unfulfilled"],
    ["a part withdrawn, and the rest sent", [line("a", 2, [sent(1)], 1)], "fulfilled"],
    ["all came back and was withdrawn then", [line("a", 2, [returned(2)], 2)], "returned"],
    ["all refunded, and come back then", [line("a", 1, [returned(1)], 0, 1)], "returned"],
    ["one sent, refunded and come back, and one to send", [line("a", 2, [returned(1)], 0, 1)], "unfulfilled"],
    ["what came back was sent again", [line("a", 2, [returned(2), sent(2)])], "fulfilled"],
  ] as const)("calls an order with %s so", (_what, orderLines, state) => {
    expect(fulfillmentStateOf([...orderLines])).toBe(state);
  });

  it("has no part for what is not a thing", () => {
    const download = { ...line("d", 1), requiresShipping: false };
    expect(unitsOf(download)).toEqual({ sent: 0, returned: 0, left: 0 });
    expect(fulfillmentStateOf([download])).toBe("unfulfilled");
    expect(fulfillmentStateOf([download, line("a", 1, [sent(1)])])).toBe("fulfilled");
  });

  it("is of any parcels what its units say, in any order of lines and parcels", () => {
    fc.assert(
      fc.property(lines, (made) => {
        const state = fulfillmentStateOf(made);
        expect(
          fulfillmentStateOf(made.toReversed().map((one) => ({ ...one, parcels: one.parcels.toReversed() }))),
        ).toBe(state);
        const units = made.map(unitsOf);
        if (state === "fulfilled") expect(units.every(({ left }) => left === 0)).toBe(true);
        if (state === "unfulfilled")
          expect(units.every((one) => one.sent === 0 && one.returned === 0)).toBe(true);
        for (const one of units) expect(one.returned).toBeLessThanOrEqual(one.left);
      }),
    );
  });
});

describe("refuseSending", () => {
  it("lets every unit be sent once, however they are put into parcels", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 4 }),
        fc.array(fc.array(fc.integer({ min: -1, max: 4 }), { maxLength: 4 }), { maxLength: 12 }),
        (quantities, parcels) => {
          const order = quantities.map((quantity, index) => line(String(index), quantity));
          for (const counts of parcels) {
            const units = new Map(counts.map((count, index) => [String(index), count]));
            if (refuseSending(paid, order, units) !== null) continue;
            for (const one of order) {
              const count = units.get(one.id) ?? 0;
              if (count > 0) one.parcels.push(sent(count));
            }
          }
          for (const [index, one] of order.entries())
            expect(unitsOf(one).sent).toBeLessThanOrEqual(quantities[index] ?? 0);
        },
      ),
    );
  });

  it.each([
    ["more than is left", new Map([["a", 3]]), "too_many"],
    ["what is of another order", new Map([["x", 1]]), "too_many"],
    ["a part of a unit", new Map([["a", 0.5]]), "too_many"],
    ["less than nothing", new Map([["a", -1]]), "too_many"],
    ["nothing", new Map([["a", 0]]), "empty"],
    ["what is left", new Map([["a", 2]]), null],
  ] as const)("answers %s", (_what, units, refusal) => {
    expect(refuseSending(paid, [line("a", 3, [sent(1)])], units)).toBe(refusal);
  });

  it("says why an order is not sent, and agrees with the list of what is to be sent", () => {
    const whole = [{ amountMinor: 5000n, state: "requested" as const }];
    expect(whyNotSent({ ...paid, refunds: whole })).toBe("refunded");
    expect(whyNotSent({ ...paid, capturedMinor: 0n })).toBeNull();
    expect(whyNotSent({ ...paid, requiresShipping: false })).toBe("nothing_to_send");
    expect(whyNotSent({ ...paid, conflict: "amount" })).toBe("review");
    for (const paymentState of PAYMENT_STATES)
      for (const disputeHold of [null, ...DISPUTE_HOLDS])
        for (const conflict of [null, "amount"])
          for (const requiresShipping of [true, false]) {
            const order = { ...paid, paymentState, disputeHold, conflict, requiresShipping };
            const listed = sendingOf({ ...order, fulfillmentState: "unfulfilled" }) === "to_send";
            expect(whyNotSent(order) === null).toBe(listed);
          }
  });
});

it("undo ends with the mail, or after thirty seconds", () => {
  const sentAt = new Date("2026-11-29T12:00:00Z");
  const after = (seconds: number) => new Date(sentAt.getTime() + seconds * 1_000);
  expect(undoableUntil({ state: "sent", sentAt, toldAt: null }, after(29))).toEqual(after(30));
  expect(undoableUntil({ state: "sent", sentAt, toldAt: null }, after(30))).toBeNull();
  expect(undoableUntil({ state: "sent", sentAt, toldAt: after(1) }, after(2))).toBeNull();
  expect(undoableUntil({ state: "delivered", sentAt, toldAt: null }, after(2))).toBeNull();
});
