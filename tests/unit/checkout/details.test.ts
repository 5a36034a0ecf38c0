import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  findDetailFaults,
  guessCountry,
  isSameDetails,
  NO_DETAILS,
  readDetails,
} from "../../../domain/checkout/details.ts";

describe("what a shopper tells before paying", () => {
  it("is read from anything, and what is not well formed is as if it had not been told", () => {
    fc.assert(
      fc.property(fc.anything(), (stored) => {
        const read = readDetails(stored);
        expect(read === null || Object.keys(read).length === Object.keys(NO_DETAILS).length).toBe(true);
      }),
    );
    expect(readDetails({ country: "IE", email: "x".repeat(300), codes: "no list" })).toEqual({
      ...NO_DETAILS,
      country: "IE",
    });
  });

  it("is the same in whatever order a database keeps its parts", () => {
    const told = { ...NO_DETAILS, email: "jo@shopper.test", codes: ["SPRING"] };
    const stored = Object.fromEntries(Object.entries(told).reverse());
    expect(isSameDetails(readDetails(stored), readDetails(told))).toBe(true);
    expect(isSameDetails(readDetails({ ...stored, codes: [] }), readDetails(told))).toBe(false);
  });

  it("needs a way to send only what is sent", () => {
    const asked = { requiresShipping: false, asked: { postalCode: true }, shipping: null };
    const told = { ...NO_DETAILS, email: "jo@shopper.test", country: "IE", postalCode: "H91" };
    const faults = (changes: Partial<typeof told>, sent: Partial<typeof asked> = {}) =>
      findDetailFaults({ ...told, ...changes }, { ...asked, ...sent }, ["IE"]);
    expect(faults({})).toEqual([]);
    expect(faults({}, { requiresShipping: true })).toEqual(["shipping"]);
    expect(faults({ postalCode: "" }, { requiresShipping: true })).toEqual(["postalCode"]);
    expect(faults({ country: "FR", email: "" })).toEqual(["email", "country"]);
  });
});

describe("the country that a page begins with", () => {
  const countries = ["AT", "DE", "IE"];
  it.each([
    ["the one of the browser's language", "en-US,de-AT;q=0.8", "IE", "AT"],
    ["the shop's own, where the language names none that it sends to", "en-US,fr", "IE", "IE"],
    ["the first, where nothing says more", null, "US", "AT"],
    ["the shop's own, whatever is in the header", "-;,;;=*-*,de_DE", "IE", "IE"],
  ])("is %s", (_what, language, home, expected) => {
    expect(guessCountry(language, home, countries)).toBe(expected);
  });
});
