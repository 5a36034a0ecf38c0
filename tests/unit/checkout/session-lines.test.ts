import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { linesOfMetadata, linesToMetadata } from "../../../domain/checkout/session-lines.ts";

const line = (titles: fc.Arbitrary<string>) =>
  fc.record({
    variantId: fc.option(fc.uuid()),
    quantity: fc.integer({ min: 1, max: 99 }),
    unitMinor: fc.bigInt({ min: 0n, max: 99_999_999_999n }),
    productTitle: titles,
    variantTitle: titles,
  });
const SHORT = fc.string({ unit: "grapheme-composite", maxLength: 8 });
const LONG = fc.constantFrom("a", "é", "木", "😀", '"', "\n", "\u0001").map((letter) => letter.repeat(300));

describe("BK2: an order's lines in a session's metadata", () => {
  it("BK2: are read as they were written", () => {
    fc.assert(
      fc.property(fc.array(line(SHORT), { minLength: 1, maxLength: 50 }), (lines) => {
        expect(linesOfMetadata({ app: "latchkey", ...linesToMetadata(lines) })).toEqual(lines);
      }),
    );
  });

  it("BK2: keep within what Stripe takes, fifty lines with the longest titles as well", () => {
    fc.assert(
      fc.property(fc.array(line(LONG), { minLength: 50, maxLength: 50 }), (lines) => {
        const metadata = linesToMetadata(lines);
        expect(Object.keys(metadata).length).toBeLessThanOrEqual(44);
        for (const value of Object.values(metadata)) {
          expect(value.length).toBeLessThanOrEqual(500);
          expect(value).toBe(value.toWellFormed());
        }
        const read = linesOfMetadata(metadata);
        expect(read?.map(({ quantity, unitMinor }) => [quantity, unitMinor])).toEqual(
          lines.map(({ quantity, unitMinor }) => [quantity, unitMinor]),
        );
        for (const [at, one] of lines.entries())
          expect(one.productTitle.startsWith(read?.[at]?.productTitle ?? "?")).toBe(true);
      }),
      { numRuns: 10 },
    );
  });

  it.each([[{}], [{ lines_1: "[" }], [{ lines_1: "[[1,2]]" }], [{ lines_2: "[]" }]])(
    "BK2: are none where %j is all there is",
    (metadata) => {
      expect(linesOfMetadata(metadata)).toBeNull();
    },
  );
});
