import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type BuyLine, buyButtonHtml, readBuyLink, writeBuyLink } from "../../../domain/cart/buy-link.ts";

const pathOf = (link: string) => new URL(link, "https://shop.test").pathname;

describe("17.4 a link that fills a cart", () => {
  it("names what was chosen, whatever signs a SKU has", () => {
    const line = fc.record({
      code: fc
        .string({ minLength: 1, maxLength: 30, unit: "grapheme" })
        .filter((text) => text.trim() === text && text !== "" && !text.includes("\0")),
      quantity: fc.integer({ min: 1, max: 99 }),
    });
    const lines = fc.uniqueArray(line, { minLength: 1, maxLength: 50, selector: ({ code }) => code });
    fc.assert(
      fc.property(lines, (chosen: BuyLine[]) => {
        expect(readBuyLink(pathOf(writeBuyLink(chosen, "AUTUMN 10%")))).toEqual(chosen);
      }),
    );
  });

  it("names a SKU that an address would take for a folder", () => {
    expect(readBuyLink(pathOf(writeBuyLink([{ code: "..", quantity: 1 }])))).toEqual([
      { code: "..", quantity: 1 },
    ]);
  });

  it.each([
    ["/buy/MUG", [{ code: "MUG", quantity: 1 }]],
    [
      "/buy/MUG:2,TRAY",
      [
        { code: "MUG", quantity: 2 },
        { code: "TRAY", quantity: 1 },
      ],
    ],
    ["/buy/MUG:2,MUG:3", [{ code: "MUG", quantity: 5 }]],
    ["/buy/MUG:99,MUG:99", [{ code: "MUG", quantity: 99 }]],
    ["/buy/A%2CB%3A2:3", [{ code: "A,B:2", quantity: 3 }]],
    ["/buy/A/B:3", [{ code: "A/B", quantity: 3 }]],
    ["/buy/MUG:100", [{ code: "MUG:100", quantity: 1 }]],
  ])("%s", (path, lines) => expect(readBuyLink(path)).toEqual(lines));

  it.each([
    ["/buy/"],
    ["/buy/MUG,,TRAY"],
    ["/buy/MUG:0"],
    ["/buy/%"],
    ["/buy/%00"],
    ["/buy/%20"],
    [`/buy/${Array.from({ length: 51 }, (_, index) => `S${index}`).join(",")}`],
  ])("%s is none", (path) => expect(readBuyLink(path)).toBeNull());

  it("is a button for any other site, whatever signs the product's name has", () => {
    expect(buyButtonHtml("https://shop.test/buy/MUG?code=A&to=1", 'Buy "<script>" & more')).toMatch(
      /^<a href="https:\/\/shop\.test\/buy\/MUG\?code=A&amp;to=1" style="[^"<>]+">Buy &quot;&lt;script&gt;&quot; &amp; more<\/a>$/,
    );
  });
});
