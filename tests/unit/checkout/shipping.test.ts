import { describe, expect, it } from "vitest";
import { findChosenRate, offeredRates, parseShippingRates } from "../../../domain/checkout/shipping.ts";
import { parseMoney } from "../../../domain/money.ts";

const inEuros = (text: string) => parseMoney(text, "eur").amountMinor;

describe("shipping rates", () => {
  const rates = parseShippingRates("Standard:5.00:2-4;Express:12:1-2", inEuros);

  it("are read with price and days", () => {
    expect(rates).toEqual([
      { id: "standard", name: "Standard", amountMinor: 500n, days: [2, 4] },
      { id: "express", name: "Express", amountMinor: 1200n, days: [1, 2] },
    ]);
  });

  it("may have spaces around them and take weeks", () => {
    expect(parseShippingRates(" Sea freight:3.00:10-24 ; Free:0:2-4\n", inEuros)).toEqual([
      { id: "sea-freight", name: "Sea freight", amountMinor: 300n, days: [10, 24] },
      { id: "free", name: "Free", amountMinor: 0n, days: [2, 4] },
    ]);
  });

  const idsOf = (text: string) => parseShippingRates(text, inEuros).map(({ id }) => id);

  it("have an id, which is made of the name where none is given", () => {
    expect(idsOf("Standard:5:1-2:post;Express:5:1-2")).toEqual(["post", "express"]);
    expect(idsOf("Colissimo, à domicile!:5:1-2;標準:6:1-2;***:7:1-2")).toEqual([
      "colissimo-à-domicile",
      "標準",
      "rate",
    ]);
  });

  it("have an id of their own each, also where two names lead to the same one", () => {
    expect(idsOf("Express:5:1-2;express!:6:1-2;EXPRESS:7:1-2")).toEqual([
      "express",
      "express-2",
      "express-3",
    ]);
    expect(idsOf("Express:5:1-2;Fast:6:1-2:express")).toEqual(["express-2", "express"]);
  });

  it("may cost the same", () => {
    expect(parseShippingRates("A:5:1-2;B:5:1-2", inEuros)).toHaveLength(2);
  });

  it("fit into one value of Stripe's metadata", () => {
    const longest = Array.from({ length: 5 }, () => `${"x".repeat(60)}:5:1-2`).join(";");
    expect(offeredRates(parseShippingRates(longest, inEuros)).length).toBeLessThanOrEqual(500);
  });

  it.each([
    "",
    "Standard",
    "Standard:five:1-2",
    "Standard:5.00:soon",
    "A:5:1-2:same;B:6:1-2:same",
    "A:5:1-2:No Id",
    "A:1:1-2;B:2:1-2;C:3:1-2;D:4:1-2;E:5:1-2;F:6:1-2",
    "EU:A:5:1-2",
    "A:5:1-2 days",
    ":5:1-2",
    "  :5:1-2",
  ])("refuse %j", (text) => {
    expect(() => parseShippingRates(text, inEuros)).toThrow(RangeError);
  });

  it("say which of them is wrong", () => {
    expect(() => parseShippingRates("A:5:1-2;B:5", inEuros)).toThrow(
      '"B:5" is not a rate such as Standard:5.00:2-4',
    );
    expect(() => parseShippingRates("A:5:1-2:a;B:5:1-2:a", inEuros)).toThrow(
      'two shipping rates have the id "a"',
    );
  });
});

describe("the rate that was chosen", () => {
  const rates = parseShippingRates("Post:5:2-4;Courier:5:1-2;Express:12:1-1", inEuros);
  const options = [
    { stripeId: "shr_1", amountMinor: 500n },
    { stripeId: "shr_2", amountMinor: 500n },
    { stripeId: "shr_3", amountMinor: 1200n },
  ];
  const chosen = (place: number) => options[place] ?? { stripeId: "shr_other", amountMinor: 700n };

  it("is known by its place among the options, whatever it costs", () => {
    const offered = offeredRates(rates);
    expect([0, 1, 2].map((place) => findChosenRate(offered, options, chosen(place), rates))).toEqual([
      "post",
      "courier",
      "express",
    ]);
  });

  it("stays known when the shop offers other rates by now", () => {
    expect(findChosenRate("post,courier,express", options, chosen(1), [])).toBe("courier");
  });

  it.each([
    ["a session without the list", undefined],
    ["a session with more options than were offered", "post,courier"],
  ])("is known by its price in %s, where no other costs the same", (_what, offered) => {
    expect(findChosenRate(offered, options, chosen(2), rates)).toBe("express");
    expect(findChosenRate(offered, options, chosen(0), rates)).toBeNull();
  });

  it("is unknown where it is none of the options and no rate has its price", () => {
    expect(findChosenRate(offeredRates(rates), options, chosen(9), rates)).toBeNull();
  });
});
