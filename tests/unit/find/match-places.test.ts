import { expect, it } from "vitest";
import { matchPlaces } from "../../../domain/find/match-places.ts";

const PLACES = [
  { href: "/admin/orders", name: "Orders", words: "sales" },
  { href: "/admin/orders?send=1", name: "Orders to send", words: "pack ship" },
  { href: "/admin/keys", name: "API keys", words: "stripe permissions" },
  { href: "/admin/people", name: "People", words: "staff order" },
];

const found = (typed: string) => matchPlaces(PLACES, typed).map(({ name }) => name);

it("every place is there while nothing is typed, in the order of the navigation", () => {
  expect(found("  ")).toEqual(["Orders", "Orders to send", "API keys", "People"]);
});

it("each word begins one of the place's words, whatever their order and case", () => {
  expect(found("SEND ord")).toEqual(["Orders to send"]);
  expect(found("permissions")).toEqual(["API keys"]);
  expect(found("ermissions")).toEqual([]);
  expect(found("orders nothing")).toEqual([]);
});

it("what is called so stands before what can be called so", () => {
  expect(found("order")).toEqual(["Orders", "Orders to send", "People"]);
  expect(found("st")).toEqual(["API keys", "People"]);
});
