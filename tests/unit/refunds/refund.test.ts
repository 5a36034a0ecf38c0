import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { disputeHoldOf } from "../../../domain/orders/disputes.ts";
import { REFUND_STATES, refundableMinor, refuseRefund } from "../../../domain/refunds/refund.ts";

const captured = { capturedMinor: 6500n, currency: "eur", disputeHold: null };
const eur = (amountMinor: bigint) => ({ amountMinor, currency: "eur" });

describe("refuseRefund", () => {
  it.each([
    ["zero", eur(0n), "not_positive"],
    ["a negative amount", eur(-1n), "not_positive"],
    ["another currency", { amountMinor: 100n, currency: "usd" }, "other_currency"],
    ["more than was captured", eur(6501n), "above_remaining"],
  ] as const)("refuses %s", (_what, request, refusal) => {
    expect(refuseRefund(request, captured, [])).toBe(refusal);
  });

  it("refuses when nothing was captured", () => {
    expect(refuseRefund(eur(1n), { ...captured, capturedMinor: 0n }, [])).toBe("nothing_captured");
  });

  it.each([
    ["needs_response", "dispute_open"],
    ["under_review", "dispute_open"],
    ["a_state_of_tomorrow", "dispute_open"],
    ["lost", "dispute_lost"],
    // The money is still with the shop, and a refund ends the inquiry.
    ["warning_needs_response", null],
    ["won", null],
  ])("M1: while a dispute is %s the refusal is %s", (state, refusal) => {
    const order = { ...captured, disputeHold: disputeHoldOf([state]) };
    expect(refuseRefund(eur(100n), order, [])).toBe(refusal);
  });

  it("M1: the gravest of several disputes counts, whatever their order", () => {
    expect(disputeHoldOf([])).toBeNull();
    expect(disputeHoldOf(["lost", "won"])).toBe("lost");
    expect(disputeHoldOf(["warning_closed", "under_review", "warning_under_review"])).toBe("open");
    expect(disputeHoldOf(["prevented", "warning_under_review"])).toBe("inquiry");
  });

  it("counts what is asked for or pending, and not what failed", () => {
    const refunds = [
      { amountMinor: 2000n, state: "requested" as const },
      { amountMinor: 2000n, state: "pending" as const },
      { amountMinor: 6500n, state: "failed" as const },
    ];
    expect(refundableMinor(6500n, refunds)).toBe(2500n);
    expect(refuseRefund(eur(2500n), captured, refunds)).toBeNull();
    expect(refuseRefund(eur(2501n), captured, refunds)).toBe("above_remaining");
  });

  it("leaves nothing to refund when more was refunded than captured", () => {
    const refunds = [{ amountMinor: 6501n, state: "succeeded" as const }];
    expect(refundableMinor(6500n, refunds)).toBe(0n);
    expect(refuseRefund(eur(1n), captured, refunds)).toBe("above_remaining");
  });

  it("never lets the refunds of any sequence of requests exceed what was captured", () => {
    const request = fc.record({
      amountMinor: fc.bigInt({ min: -10n, max: 7000n }),
      state: fc.constantFrom(...REFUND_STATES),
    });
    fc.assert(
      fc.property(fc.array(request, { maxLength: 12 }), (requests) => {
        const made: typeof requests = [];
        for (const one of requests)
          if (refuseRefund({ ...one, currency: "eur" }, captured, made) === null) made.push(one);
        const given = made.filter(({ state }) => state !== "failed" && state !== "canceled");
        expect(given.reduce((total, { amountMinor }) => total + amountMinor, 0n)).toBeLessThanOrEqual(6500n);
      }),
    );
  });
});
