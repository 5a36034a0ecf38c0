import { createElement } from "react";
import { expect, it } from "vitest";
import { partsOf, swapsOf, wordForms } from "../../../domain/catalog/word-forms.ts";
import { SearchResults } from "../../../ui/shop/search/search-results.tsx";
import { renderWords } from "../../support/render-words.ts";

it.each([
  ["mgu", ["gmu", "mug"]],
  ["oo", []],
  ["ooo", []],
  ["noon", ["onon", "nono"]],
  ["too-long-to-be-a-slip", []],
])("D5: %j with two letters swapped is %j", (word, swapped) => expect(swapsOf(word)).toEqual(swapped));

it("D5: a word is taken apart into parts of three letters or more", () => {
  expect(partsOf("doorstop")).toEqual([
    ["doo", "rstop"],
    ["door", "stop"],
    ["doors", "top"],
  ]);
  expect(partsOf("lamps")).toEqual([]);
});

it("D5: of several words one is written apart, or two together, and there are never more than sixteen forms", () => {
  expect(wordForms(["big", "door", "stop"])).toEqual([
    { phrase: "bigdoor", rest: "stop", isApart: false },
    { phrase: "doorstop", rest: "big", isApart: false },
  ]);
  expect(wordForms(["big", "mugrack"])).toContainEqual({ phrase: "mug rack", rest: "big", isApart: true });
  expect(wordForms(Array(12).fill("extraordinary"))).toHaveLength(16);
});

it("D5: the page says what it shows instead of what was asked for", () => {
  const said = (corrected: string | null, isPartial: boolean) =>
    renderWords(
      createElement(SearchResults, { tiles: [], words: "mgu lamp", corrected, isPartial, locale: "en-IE" }),
    );
  expect(said(null, true)).toContain(
    "No product has all of “mgu lamp”. Showing those that have one of these words.",
  );
  expect(said("mug lamp", true)).toContain("No product has all of “mug lamp”.");
  expect(said("mug lamp", false)).toContain("Nothing here goes by “mgu lamp”. Showing “mug lamp” instead.");
  expect(said(null, false)).not.toMatch(/No product|Nothing here/);
});
