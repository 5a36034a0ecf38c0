import { describe, expect, it } from "vitest";
import { filterOf, hasMoreFilters, readListValues } from "../../../domain/orders/list/order-filter.ts";

const ask = (search: Record<string, unknown>) => filterOf(readListValues(search), "eur");

describe("14.3: what the list of orders is narrowed to", () => {
  it("is read from an address, and an empty one narrows nothing", () => {
    expect(ask({})).toEqual({ filter: { toSend: false, needsAttention: false, isSent: false }, fault: null });
    expect(
      ask({
        state: "paid",
        since: "2026-11-01",
        until: "2026-11-01",
        country: "IE",
        min: "12,50",
        max: "1.299,00",
        sent: "1",
        shipping: "express",
        product: " Wall hook ",
      }),
    ).toEqual({
      filter: {
        ...{
          state: "paid",
          toSend: false,
          needsAttention: false,
          isSent: true,
          since: "2026-11-01",
          until: "2026-11-01",
        },
        ...{ country: "IE", minMinor: 1_250n, maxMinor: 129_900n, shipping: "express", product: "Wall hook" },
      },
      fault: null,
    });
  });

  it.each([
    ["not_a_day", { since: "2026-02-30" }],
    ["not_a_day", { until: "yesterday" }],
    ["not_a_day", { since: ["2026-11-01", "2026-11-02"] }],
    ["wrong_order", { since: "2026-11-02", until: "2026-11-01" }],
    ["not_an_amount", { min: "-5" }],
    ["not_an_amount", { max: "twelve" }],
    ["not_an_amount", { min: "1,000" }],
    ["amounts_reversed", { min: "20", max: "10" }],
  ])("says %s of %o, and filters nothing meanwhile", (fault, search) => {
    expect(ask(search)).toEqual({ filter: null, fault });
  });

  it("keeps what was typed, and forgets what names nothing", () => {
    expect(readListValues({ since: "soon", state: "lost", country: "ie", send: "2" })).toMatchObject({
      ...{ since: "soon", state: "", country: "", send: "" },
    });
    expect(hasMoreFilters(readListValues({ state: "paid", q: "x" }))).toBe(false);
    expect(hasMoreFilters(readListValues({ country: "IE" }))).toBe(true);
    expect(hasMoreFilters(readListValues({ product: "Wall hook" }))).toBe(true);
  });
});
