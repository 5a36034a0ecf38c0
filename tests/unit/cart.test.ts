import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  addLine,
  MAX_LINES,
  MAX_QUANTITY,
  readCartCookie,
  setQuantity,
  withoutOrdered,
  writeCartCookie,
} from "../../domain/cart.ts";

const entry = fc.record({
  variantId: fc.uuid(),
  quantity: fc.integer({ min: 1, max: MAX_QUANTITY }),
  seenMinor: fc.bigInt({ min: 0n, max: 10n ** 15n }),
});
const cart = fc.record({ key: fc.uuid(), lines: fc.array(entry, { maxLength: MAX_LINES }) });

describe("the cart cookie", () => {
  it("is read back as it was written", () => {
    fc.assert(
      fc.property(cart, (contents) => {
        expect(readCartCookie(writeCartCookie(contents))).toEqual(contents);
      }),
    );
  });

  it("drops what is not well formed and never throws", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const read = readCartCookie(text);
        for (const line of read?.lines ?? []) expect(line.quantity).toBeGreaterThan(0);
      }),
    );
    const key = "0190a1b2-0000-7000-8000-000000000001";
    for (const line of [
      "x.1.1",
      `${key}.0.1`,
      `${key}.-1.1`,
      `${key}.1e3.1`,
      `${key}.100.1`,
      `${key}.1`,
      "__proto__.1.1",
    ]) {
      expect(readCartCookie(`${key}~${line}`)).toEqual({ key, lines: [] });
    }
  });
});

describe("changing a cart", () => {
  const key = "k";
  const line = (variantId: string, quantity: number) => ({ variantId, quantity, seenMinor: 100n });

  it("adds to the line that is there", () => {
    expect(addLine({ key, lines: [line("a", 2)] }, line("a", 3)).lines).toEqual([line("a", 5)]);
    expect(addLine({ key, lines: [line("a", 98)] }, line("a", 3)).lines).toEqual([line("a", MAX_QUANTITY)]);
  });

  it("removes a line whose quantity becomes nothing", () => {
    expect(setQuantity({ key, lines: [line("a", 2), line("b", 1)] }, "a", 0).lines).toEqual([line("b", 1)]);
  });

  it("holds no more lines than it may", () => {
    const full = { key, lines: Array.from({ length: MAX_LINES }, (_, at) => line(String(at), 1)) };
    expect(addLine(full, line("new", 1))).toEqual(full);
  });
});

describe("withoutOrdered", () => {
  const line = (variantId: string, quantity: number) => ({ variantId, quantity, seenMinor: 100n });
  const cart = { key: "k", lines: [line("a", 3), line("b", 1), line("c", 2)] };

  it("leaves what was put in since, and nothing of what was ordered", () => {
    const ordered = {
      key: "k",
      lines: [
        { variantId: "a", quantity: 1 },
        { variantId: "b", quantity: 5 },
        { variantId: "gone", quantity: 1 },
      ],
    };
    expect(withoutOrdered(cart, ordered).lines).toEqual([line("a", 2), line("c", 2)]);
  });
});
