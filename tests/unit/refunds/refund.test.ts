import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { REFUND_STATES, refundableMinor, refuseRefund } from "../../../domain/refunds/refund.ts";

const captured = { capturedMinor: 6500n, currency: "eur" };
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
    expect(refuseRefund(eur(1n), { capturedMinor: 0n, currency: "eur" }, [])).toBe("nothing_captured");
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
