import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { slugify } from "../../../server/catalog/write/slugify.ts";

describe("slugify", () => {
  it.each([
    ["Clay / Large", "clay-large"],
    ["25 cl", "25-cl"],
    ["Größe Über Øre", "grosse-uber-ore"],
    ["Crème brûlée", "creme-brulee"],
    ["Kid's", "kids"],
    ["--x--", "x"],
    ["½ l", "1-2-l"],
    ["Щётка для обуви", "shchetka-dlya-obuvi"],
    ["Їжак і ґудзик", "yizhak-i-gudzik"],
    ["Κανάτα νερού", "kanata-neroy"],
  ])("%s is %s", (text, slug) => {
    expect(slugify(text)).toBe(slug);
  });

  it("is never empty, always the same and fit for an address", () => {
    expect(slugify("赤")).not.toBe(slugify("青"));
    expect(slugify("Tシャツ 2024")).not.toBe(slugify("Tバッグ 2024"));
    expect(slugify(`${"long ".repeat(20)}a`)).not.toBe(slugify(`${"long ".repeat(20)}b`));
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        expect(slugify(text)).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
        expect(slugify(text)).toBe(slugify(text));
      }),
    );
  });
});
