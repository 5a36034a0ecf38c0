import { marked } from "marked";
import { describe, expect, it } from "vitest";
import { changedLines } from "../../../domain/content/changed-lines.ts";
import { checkPages } from "../../../domain/content/check-pages.ts";
import { STARTED_KINDS, unfilledPlaces } from "../../../domain/content/page.ts";
import { starterOf } from "../../../messages/starters/starters.ts";

const FACTS = {
  ...{ shop: "Ho[me]ward", site: "shop.test", days: "30", countries: "Ireland", rates: "- Post: €5" },
  ...{ email: "", phone: "", address: "" },
};

describe("a starter", () => {
  it.each(STARTED_KINDS)("of %s has what the shop knows, and marks what only the merchant knows", (kind) => {
    const { body } = starterOf(kind, FACTS);
    expect(body).not.toMatch(/(?<!\{)\{\w+\}/);
    expect(unfilledPlaces(body).length).toBeGreaterThan(0);
    expect(body.replaceAll(/\[\[[^\]]+\]\]/g, "")).not.toMatch(/\[\[|\]\]/);
  });

  it("of contact has the address that the shop has in its settings", () => {
    const { body } = starterOf("contact", { ...FACTS, email: "hello@shop.test" });
    expect(body).toContain("**Email:** hello@shop.test");
  });

  it("of returns has the EU’s model form, the shop’s days and the way to withdraw online", () => {
    const { body } = starterOf("returns", FACTS);
    expect(body).toContain("(Complete and return this form only if you wish to withdraw from the contract)");
    expect(body).toContain("within 30 days without giving any reason");
    expect(body).toContain("](/withdraw)");
    expect(marked.parse(body, { async: false })).toContain("<li>Ordered on (*)/received on (*),</li>");
  });
});

describe("the check of pages", () => {
  const state = (countries: string[]) =>
    Object.fromEntries(checkPages([], countries).map(({ kind, isRequired }) => [kind, isRequired]));

  it("asks for what the countries’ laws ask for, and advises the rest", () => {
    expect(state(["IE"])).toMatchObject({ imprint: true, returns: true, accessibility: true });
    expect(state(["GB"])).toMatchObject({ imprint: true, returns: true, accessibility: false });
    expect(state(["CH"])).toMatchObject({ imprint: true, privacy: true, returns: false });
    expect(state(["US"])).toMatchObject({ imprint: false, privacy: true, terms: false });
    expect(state(["NZ"])).toMatchObject({ imprint: false, privacy: false });
  });

  it("names the countries of each reason", () => {
    const [imprint] = checkPages([], ["GB", "NZ", "DE", "FR"]);
    expect(imprint?.reasons).toEqual([
      { code: "imprint_eea", countries: ["DE", "FR"] },
      { code: "imprint_uk", countries: ["GB"] },
    ]);
  });

  it("is content with a published page, and not with one that has places to fill in", () => {
    const of = (isPublished: boolean, unfilled: number) =>
      checkPages([{ kind: "imprint", isPublished, unfilled }], [])[0]?.state;
    expect([of(true, 0), of(true, 2), of(false, 0)]).toEqual(["published", "unfilled", "draft"]);
  });
});

describe("changed lines", () => {
  it("are those that one text has and the other has not", () => {
    expect(changedLines("a\nb\nc", "a\nx\nc\nd")).toEqual([
      { kind: "removed", text: "b" },
      { kind: "added", text: "x" },
      { kind: "added", text: "d" },
    ]);
    expect(changedLines("same", "same")).toEqual([]);
    expect(changedLines("", "new")).toEqual([{ kind: "added", text: "new" }]);
  });
});
