import { describe, expect, it } from "vitest";
import { cursorText, readCursor } from "@/domain/list-cursor";
import { type OrderSearch, routeOrderSearch } from "@/server/orders/admin/order-query";

const PAYMENT = "pi_3OabcDEF0123456789abcdef";

describe("what was typed into the search box", () => {
  it.each<[string, OrderSearch]>([
    ["", { kind: "all" }],
    ["   ", { kind: "all" }],
    ["\0", { kind: "all" }],
    ["1042", { kind: "number", number: 1042, words: ["1042"] }],
    ["Order 1042", { kind: "number", number: 1042, words: [] }],
    ["order #1042", { kind: "number", number: 1042, words: [] }],
    ["Order 1042b", { kind: "words", words: ["Order", "1042b"] }],
    [" #1042 ", { kind: "number", number: 1042, words: [] }],
    ["2147483647", { kind: "number", number: 2147483647, words: ["2147483647"] }],
    ["2147483648", { kind: "words", words: ["2147483648"] }],
    ["#2147483648", { kind: "nothing" }],
    ["order 99999999999999999999999999", { kind: "nothing" }],
    ["Ann@Example.COM", { kind: "email", email: "Ann@Example.COM" }],
    ["ann@", { kind: "email", email: "ann@" }],
    ["@example.com", { kind: "email_part", part: "@example.com" }],
    ["@", { kind: "words", words: ["@"] }],
    [PAYMENT, { kind: "stripe", id: PAYMENT, object: "payment" }],
    ["cs_test_a1B2c3", { kind: "stripe", id: "cs_test_a1B2c3", object: "session" }],
    ["ch_3Oabc", { kind: "stripe", id: "ch_3Oabc", object: "charge" }],
    ["py_3Oabc", { kind: "stripe", id: "py_3Oabc", object: "charge" }],
    ["re_3Oabc", { kind: "stripe", id: "re_3Oabc", object: "refund" }],
    ["pyr_1abc", { kind: "stripe", id: "pyr_1abc", object: "refund" }],
    ["du_1abc", { kind: "stripe", id: "du_1abc", object: "dispute" }],
    ["evt_1abc", { kind: "stripe", id: "evt_1abc", object: "event" }],
    ["pi_", { kind: "words", words: ["pi_"] }],
    ["pi_abc def", { kind: "words", words: ["pi_abc", "def"] }],
    ["Murphy", { kind: "words", words: ["Murphy"] }],
    ["  Aoife   MURPHY Aoife", { kind: "words", words: ["Aoife", "MURPHY"] }],
    ["100% _", { kind: "words", words: ["100%", "_"] }],
    ["ann @example.com", { kind: "words", words: ["ann", "@example.com"] }],
    ["a b c d e f g", { kind: "words", words: ["a", "b", "c", "d", "e"] }],
    ["'; DROP TABLE orders; --", { kind: "words", words: ["';", "DROP", "TABLE", "orders;", "--"] }],
  ])("%j", (text, route) => {
    expect(routeOrderSearch(text)).toEqual(route);
  });

  it("is cut before it costs anything", () => {
    const route = routeOrderSearch("x".repeat(1_000_000));
    expect(route).toEqual({ kind: "words", words: ["x".repeat(200)] });
  });
});

describe("a place in the list", () => {
  const id = "0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b";

  it("comes back as it was written", () => {
    const place = { at: new Date("2026-11-23T10:11:12.345Z"), id };
    expect(readCursor(cursorText(place))).toEqual(place);
  });

  it.each([
    undefined,
    "",
    "1",
    `x.${id}`,
    `1.${id}x`,
    `-1.${id}`,
    `1e3.${id}`,
    `1.${id.toUpperCase()}`,
    "1.' OR 1",
  ])("%j is none", (text) => {
    expect(readCursor(text)).toBeNull();
  });
});
