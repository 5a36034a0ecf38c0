import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { PAYMENT_STATES } from "../../../domain/orders/states.ts";
import type { OrderCharges } from "../../../domain/refunds/lines.ts";
import { type AmountReturn, proposedRefund } from "../../../domain/returns/amount.ts";
import {
  isCounted,
  RETURN_STATES,
  type ReturnableLine,
  refuseReturn,
  returnableUnits,
  whyNotReturned,
} from "../../../domain/returns/return.ts";
import {
  daysLeft,
  isWithdrawable,
  lastWithdrawalDay,
  PRESUMED_DELIVERY_DAYS,
  refundDueAt,
  type WindowOrder,
} from "../../../domain/returns/window.ts";

const day = (count: number, hours = 0) => new Date(Date.UTC(2026, 0, 1 + count, hours));

describe("the window to withdraw", () => {
  const order: WindowOrder = {
    requiresShipping: true,
    paidAt: day(0),
    placedAt: day(0),
    parcels: [],
    left: 1,
    days: 14,
  };
  const delivered = { state: "delivered" as const, sentAt: day(2), movedAt: day(4, 9) };

  it("is open while anything is still to be sent, however long ago it was ordered", () => {
    expect(lastWithdrawalDay(order)).toBeNull();
    expect(isWithdrawable(order, day(400))).toBe(true);
    expect(isWithdrawable({ ...order, parcels: [delivered] }, day(400))).toBe(true);
    // All that was sent came back.
    const back = { ...delivered, state: "returned" as const };
    expect(isWithdrawable({ ...order, parcels: [back], left: 0 }, day(400))).toBe(true);
  });

  it("ends fourteen whole days after the last parcel was delivered", () => {
    const sent = { ...order, parcels: [{ ...delivered, movedAt: day(3) }, delivered], left: 0 };
    expect(lastWithdrawalDay(sent)).toEqual(day(18, 9));
    expect(isWithdrawable(sent, day(19))).toBe(true);
    expect(isWithdrawable(sent, day(20))).toBe(false);
    expect(isWithdrawable({ ...sent, days: 30 }, day(35))).toBe(true);
    expect(isWithdrawable({ ...sent, days: 30 }, day(36))).toBe(false);
  });

  it("begins a stated time after sending where nobody knows of the delivery", () => {
    const sent = { ...order, parcels: [{ state: "sent" as const, sentAt: day(2), movedAt: null }], left: 0 };
    expect(lastWithdrawalDay(sent)).toEqual(day(2 + PRESUMED_DELIVERY_DAYS + 14));
  });

  it("begins with the payment where nothing is sent", () => {
    const download = { ...order, requiresShipping: false, left: 0 };
    expect(lastWithdrawalDay(download)).toEqual(day(14));
    expect(isWithdrawable(download, day(16))).toBe(false);
  });

  it("leaves fourteen days to refund", () => {
    expect(refundDueAt(day(3))).toEqual(day(17));
    expect(daysLeft(day(17), day(3))).toBe(14);
    expect(daysLeft(day(17), day(3, 1))).toBe(14);
    expect(daysLeft(day(17), day(17))).toBe(0);
    expect(daysLeft(day(17), day(17, 1))).toBe(-1);
  });
});

describe("refuseReturn", () => {
  const line = (
    id: string,
    quantity: number,
    returns: ReturnableLine["returns"] = [],
    refunds: ReturnableLine["refunds"] = [],
  ) => ({ id, quantity, returns, refunds });

  it("lets every unit be asked for back once, whatever became of earlier requests", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 3 }),
        fc.array(
          fc.tuple(
            fc.constantFrom(...RETURN_STATES),
            fc.array(fc.integer({ min: -1, max: 4 }), { maxLength: 3 }),
          ),
          { maxLength: 10 },
        ),
        (quantities, requests) => {
          const lines = quantities.map((quantity, index) => line(String(index), quantity));
          for (const [state, counts] of requests) {
            const units = new Map(counts.map((count, index) => [String(index), count]));
            if (refuseReturn("paid", lines, units) !== null) continue;
            for (const one of lines) {
              const quantity = units.get(one.id) ?? 0;
              if (quantity > 0) one.returns.push({ state, quantity, unsent: 0 });
            }
          }
          for (const { quantity, returns } of lines) {
            const counted = returns.filter(({ state }) => isCounted(state));
            expect(counted.reduce((sum, one) => sum + one.quantity, 0)).toBeLessThanOrEqual(quantity);
          }
        },
      ),
    );
  });

  it.each([
    ["more than was bought", new Map([["a", 4]]), "too_many"],
    ["more than is left", new Map([["a", 3]]), "too_many"],
    ["what is of another order", new Map([["x", 1]]), "too_many"],
    ["half a unit", new Map([["a", 0.5]]), "too_many"],
    ["less than nothing", new Map([["a", -1]]), "too_many"],
    ["no number", new Map([["a", Number.NaN]]), "too_many"],
    ["nothing", new Map([["a", 0]]), "empty"],
    ["what is left", new Map([["a", 2]]), null],
  ] as const)("answers %s", (_what, units, refusal) => {
    const asked = [
      { state: "received" as const, quantity: 1, unsent: 0 },
      { state: "refused" as const, quantity: 2, unsent: 0 },
    ];
    expect(refuseReturn("paid", [line("a", 3, asked)], units)).toBe(refusal);
  });

  it("takes only what is paid for and not refunded", () => {
    for (const state of PAYMENT_STATES) {
      const isOpen = state === "paid" || state === "partially_refunded";
      expect(whyNotReturned(state, [line("a", 1)]) === null).toBe(isOpen);
    }
    const all = [line("a", 1, [{ state: "refunded", quantity: 1, unsent: 0 }])];
    expect(all.map(returnableUnits)).toEqual([0]);
    expect(whyNotReturned("paid", all)).toBe("nothing_left");
  });

  it("takes nothing back that is refunded without a return, and what is refunded for one once", () => {
    const asked = { state: "received" as const, quantity: 2, unsent: 1 };
    expect(returnableUnits(line("a", 5, [asked]))).toBe(3);
    expect(returnableUnits(line("a", 5, [], [{ unsent: 1, sent: 1 }]))).toBe(3);
    expect(returnableUnits(line("a", 5, [asked], [{ unsent: 1, sent: 1 }]))).toBe(2);
    expect(returnableUnits(line("a", 5, [asked], [{ unsent: 0, sent: 3 }]))).toBe(1);
  });
});

describe("proposedRefund", () => {
  const order: OrderCharges = {
    currency: "eur",
    lines: [
      { id: "a", quantity: 2, charge: { amountMinor: 6_000n, taxMinor: 0n }, refunded: 0 },
      { id: "b", quantity: 1, charge: { amountMinor: 4_000n, taxMinor: 0n }, refunded: 0 },
    ],
    shipping: { charge: { amountMinor: 1_200n, taxMinor: 0n }, refundedMinor: 0n },
    refundableMinor: 11_200n,
  };
  const shipped = (amountMinor: bigint, refundedMinor = 0n) => ({
    ...order,
    shipping: { charge: { amountMinor, taxMinor: 0n }, refundedMinor },
  });
  const asked = (id: string, lines: [string, number][], more: Partial<AmountReturn> = {}): AmountReturn => ({
    ...{ id, kind: "withdrawal", state: "requested" },
    lines: lines.map(([lineId, quantity]) => ({ lineId, quantity })),
    ...more,
  });
  const amountOf = (
    charges: OrderCharges,
    one: AmountReturn,
    all: AmountReturn[],
    standard: bigint | null = 500n,
  ) => proposedRefund(charges, one, all, standard).amountMinor;

  it("is what its units were charged, and no shipping for a part", () => {
    const part = asked("1", [["a", 1]]);
    expect(proposedRefund(order, part, [part], 500n)).toEqual({
      choice: { units: new Map([["a", 1]]), shippingMinor: 0n },
      amountMinor: 3_000n,
    });
  });

  it("has the standard shipping with the whole order, and what was paid where that was less", () => {
    const all = asked("1", [
      ["a", 2],
      ["b", 1],
    ]);
    expect(amountOf(order, all, [all])).toBe(10_500n);
    expect(amountOf(shipped(400n), all, [all])).toBe(10_400n);
    expect(amountOf(order, all, [all], null)).toBe(11_200n);
    expect(amountOf(shipped(1_200n, 900n), all, [all])).toBe(10_300n);
    const late = { ...all, kind: "return" as const };
    expect(amountOf(order, late, [late])).toBe(10_000n);
  });

  it("has it once, with the last of several withdrawals", () => {
    const first = asked("1", [["a", 2]]);
    const second = asked("2", [["b", 1]]);
    expect(amountOf(order, first, [first, second])).toBe(6_000n);
    const done = { ...first, state: "refunded" as const };
    expect(amountOf(order, second, [done, second])).toBe(4_500n);
    const refused = { ...first, state: "refused" as const };
    expect(amountOf(order, second, [refused, second])).toBe(4_000n);
  });

  it("leaves out what is refunded, and is never more than can still be refunded", () => {
    const both = asked("1", [["a", 2]]);
    const [a, b] = order.lines;
    if (!a || !b) throw new Error("no lines");
    const charges = { ...order, lines: [{ ...a, refunded: 1 }, b] };
    expect(proposedRefund(charges, both, [both], 500n)).toEqual({
      choice: { units: new Map([["a", 1]]), shippingMinor: 0n },
      amountMinor: 3_000n,
    });
    expect(amountOf({ ...order, refundableMinor: 100n }, both, [both])).toBe(100n);
  });
});
