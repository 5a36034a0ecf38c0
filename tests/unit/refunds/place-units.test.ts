import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { unitsOf } from "../../../domain/fulfillment/sending-state.ts";
import { type PlacedLine, placeUnits } from "../../../domain/refunds/place-units.ts";

/** A line as `sendingLines` makes it of its parcels, returns and refunds. */
function line(
  quantity: number,
  sent: number,
  asked: PlacedLine["asked"] = [],
  refunds: PlacedLine["refunds"] = [],
): PlacedLine {
  return {
    ...{ id: "a", quantity, requiresShipping: true, asked, refunds },
    parcels: sent > 0 ? [{ state: "sent", quantity: sent }] : [],
    withdrawn: [...asked, ...refunds].reduce((sum, one) => sum + one.unsent, 0),
    refunded: refunds.reduce((sum, one) => sum + one.sent, 0),
  };
}

describe("placeUnits", () => {
  it.each([
    ["what is not sent comes before what is", line(3, 2), 2, { unsent: 1, sent: 1 }],
    ["what was sent stays sent", line(2, 2), 1, { unsent: 0, sent: 1 }],
    [
      "what was withdrawn is taken off once",
      line(2, 0, [{ quantity: 1, unsent: 1 }]),
      1,
      { unsent: 0, sent: 0 },
    ],
    ["what is asked for comes first", line(2, 1, [{ quantity: 1, unsent: 0 }]), 1, { unsent: 0, sent: 1 }],
    [
      "what was asked for and refunded is not asked for again",
      line(2, 1, [{ quantity: 1, unsent: 0 }], [{ quantity: 1, unsent: 0, sent: 1 }]),
      1,
      { unsent: 1, sent: 0 },
    ],
  ])("%s", (_what, made, units, places) => {
    expect(placeUnits(made, units)).toEqual(places);
  });

  it("takes no more off than is left to send, and leaves nothing to send of what is refunded whole", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 6 }),
        fc.nat(6),
        fc.array(fc.integer({ min: 1, max: 3 }), { maxLength: 6 }),
        (quantity, sent, steps) => {
          const refunds: PlacedLine["refunds"] = [];
          const now = () => line(quantity, Math.min(sent, quantity), [], refunds);
          let refunded = 0;
          for (const step of [...steps, quantity]) {
            const units = Math.min(step, quantity - refunded);
            if (units === 0) continue;
            const before = unitsOf(now()).left;
            const places = placeUnits(now(), units);
            expect(places.unsent).toBe(Math.min(units, before));
            refunds.push({ quantity: units, ...places });
            refunded += units;
          }
          expect(unitsOf(now()).left).toBe(0);
          // Should all that was sent come back, it is not sent again.
          expect(unitsOf({ ...now(), parcels: [{ state: "returned", quantity: sent }] }).left).toBe(0);
        },
      ),
    );
  });
});
