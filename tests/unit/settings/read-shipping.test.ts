import { describe, expect, it } from "vitest";
import { readShipping } from "../../../domain/settings/read-shipping.ts";

const GOOD = {
  ...{ id1: "standard", name1: "Standard", price1: "5", from1: "2", to1: "4" },
  ...{ id2: "", name2: "By bike", price2: "3.50", from2: "0", to2: "1" },
  ...{ name3: "", price3: "", from3: "", to3: "" },
  ...{ countries: "ie, DE\nfr;ie", withdrawalDays: "30" },
};
const read = (changes: Record<string, string> = {}) =>
  readShipping({ ...GOOD, ...changes }, "eur", (code) => ["IE", "DE", "FR"].includes(code));

describe("the fields of the shipping page", () => {
  it("are rates in their order, each with an id that stays, countries and days", () => {
    expect(read()).toEqual({
      rates: [
        { id: "standard", name: "Standard", amountMinor: 500n, days: [2, 4] },
        { id: "by-bike", name: "By bike", amountMinor: 350n, days: [0, 1] },
      ],
      countries: ["IE", "DE", "FR"],
      withdrawalDays: 30,
    });
    expect(read({ name1: "Post" })).toMatchObject({ rates: [{ id: "standard", name: "Post" }, {}] });
  });

  it.each([
    [{ name1: "A, B" }, { kind: "name", place: 1 }],
    [{ name1: "" }, { kind: "name", place: 1 }],
    [{ price2: "free" }, { kind: "price", place: 2 }],
    [{ price2: "-1" }, { kind: "price", place: 2 }],
    [{ price2: "1.005" }, { kind: "price", place: 2 }],
    [{ from1: "5" }, { kind: "days", place: 1 }],
    [{ to1: "" }, { kind: "days", place: 1 }],
    [{ name2: "standard" }, { kind: "twice", place: 2 }],
    [{ countries: " " }, { kind: "noCountry" }],
    [{ countries: "IE, XX" }, { kind: "country", code: "XX" }],
    [{ countries: "Ireland" }, { kind: "country", code: "IRELAND" }],
    [{ withdrawalDays: "13" }, { kind: "withdrawal" }],
    [{ withdrawalDays: "367" }, { kind: "withdrawal" }],
  ])("are refused for what is wrong: %o", (changes, fault) => {
    expect(read(changes as unknown as Record<string, string>)).toEqual({ fault });
  });

  it("without any rate are refused: nothing could be bought", () => {
    const none = { name1: "", price1: "", from1: "", to1: "", name2: "", price2: "", from2: "", to2: "" };
    expect(read(none)).toEqual({ fault: { kind: "noRate" } });
  });
});
