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
} from "../../../domain/cart/cart.ts";

const entry = fc.record({
  variantId: fc.uuid(),
  quantity: fc.integer({ min: 1, max: MAX_QUANTITY }),
  seenMinor: fc.bigInt({ min: 0n, max: 10n ** 15n }),
});
const cart = fc.record({ key: fc.uuid(), lines: fc.array(entry, { maxLength: MAX_LINES }) });

const variantId = "0190a1b2-0000-7000-8000-000000000001";
const entryText = `${variantId}.1.2400`;

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
      `x${key}.1.1`,
      `${key}.1.1x`,
    ]) {
      expect(readCartCookie(`${key}~${line}`)).toEqual({ key, lines: [] });
    }
  });

  it("without a key is no cart", () => {
    for (const text of [undefined, "", "~", `~${entryText}`, entryText, `x${variantId}`, `${variantId}x`])
      expect(readCartCookie(text)).toBeNull();
  });

  it("has no more lines than a cart may have", () => {
    const many = Array.from({ length: MAX_LINES + 10 }, () => entryText);
    expect(readCartCookie([variantId, ...many].join("~"))?.lines).toHaveLength(MAX_LINES);
  });
});

describe("changing a cart", () => {
  const key = "k";
  const line = (variantId: string, quantity: number) => ({ variantId, quantity, seenMinor: 100n });

  it("adds to the line that is there", () => {
    expect(addLine({ key, lines: [line("a", 2)] }, line("a", 3)).lines).toEqual([line("a", 5)]);
    expect(addLine({ key, lines: [line("a", 98)] }, line("a", 3)).lines).toEqual([line("a", MAX_QUANTITY)]);
  });

  it("adds a line behind the others, with no more units than it may have", () => {
    const cart = { key, lines: [line("a", 2)] };
    expect(addLine(cart, line("b", 3))).toEqual({ key, lines: [line("a", 2), line("b", 3)] });
    expect(addLine(cart, line("b", 500)).lines).toEqual([line("a", 2), line("b", MAX_QUANTITY)]);
  });

  it("adds to a line of a full cart", () => {
    const lines = Array.from({ length: MAX_LINES }, (_, at) => line(String(at), 1));
    expect(addLine({ key, lines }, line("7", 1)).lines[7]).toEqual(line("7", 2));
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
  const cart = { key: "k", lines: [line("a", 3), line("b", 1), line("c", 7)] };

  it("leaves what was put in since, and nothing of what was ordered", () => {
    const ordered = {
      key: "k",
      lines: [
        { variantId: "b", quantity: 5 },
        { variantId: "a", quantity: 1 },
        { variantId: "c", quantity: 1 },
        { variantId: "gone", quantity: 1 },
      ],
    };
    expect(withoutOrdered(cart, ordered).lines).toEqual([line("a", 2), line("c", 6)]);
  });
});
