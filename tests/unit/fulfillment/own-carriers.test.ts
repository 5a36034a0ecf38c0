import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  carrierChoices,
  findCarrier,
  guessCarrier,
  isMistypedForAll,
  readCarrier,
  trackingLink,
} from "../../../domain/fulfillment/carriers.ts";
import {
  faultOfCarrier,
  hasForm,
  type OwnCarrier,
  readTyped,
} from "../../../domain/fulfillment/own-carriers.ts";

const BIKE: OwnCarrier = {
  code: "0199aaaa-0000-7000-8000-000000000001",
  name: "Bike & Co",
  link: "https://bike.example/track?n={number}&lang=en",
  form: "BK######",
  isArchived: false,
};
const GONE: OwnCarrier = {
  ...BIKE,
  code: "0199aaaa-0000-7000-8000-000000000002",
  name: "Gone",
  form: "GN##",
  isArchived: true,
};
const OWN = [BIKE, GONE];
const fault = (typed: Partial<{ name: string; link: string; form: string }>) =>
  faultOfCarrier(readTyped({ name: "Bike", link: BIKE.link, form: "", ...typed }));

describe("a carrier that the shop added", () => {
  it("is chosen, found by its name, guessed by its form and followed like the others", () => {
    expect(carrierChoices(OWN).map(({ name }) => name)).toContain("Bike & Co");
    expect(findCarrier("bike and co", OWN)).toBe(null);
    expect(findCarrier("BIKE & CO", OWN)).toBe(BIKE.code);
    expect(guessCarrier("BK123456", OWN)).toBe(BIKE.code);
    expect(guessCarrier("BK12345X", OWN)).toBe(null);
    expect(guessCarrier("1Z879E930346834440", OWN)).toBe("ups");
    expect(trackingLink(BIKE.code, "A&B=1", OWN)).toBe("https://bike.example/track?n=A%26B%3D1&lang=en");
    expect(trackingLink(BIKE.code, "$&$1", OWN)).toBe("https://bike.example/track?n=%24%26%241&lang=en");
    expect(isMistypedForAll("BK123456", OWN)).toBe(false);
  });

  it("and is offered no more once it is archived, while its parcels keep name and link", () => {
    expect(carrierChoices(OWN).map(({ name }) => name)).not.toContain("Gone");
    expect(findCarrier("Gone", OWN)).toBe(null);
    expect(guessCarrier("GN12", OWN)).toBe(null);
    expect(readCarrier(GONE.code, OWN)?.name).toBe("Gone");
    expect(trackingLink(GONE.code, "GN12", OWN)).toContain("GN12");
  });

  it("is one of two that a number can be of, and then nobody guesses", () => {
    expect(guessCarrier("BK123456", [BIKE, { ...BIKE, code: "other" }])).toBe(null);
  });

  it.each([
    [null, {}],
    [null, { form: "@@ #### ab12" }],
    ["no_name", { name: "  " }],
    ["no_name", { name: "…" }],
    ["no_name", { name: "x".repeat(41) }],
    ["no_place", { link: "https://bike.example/track" }],
    ["no_place", { link: "https://bike.example/{number}/{number}" }],
    ["not_a_link", { link: "http://bike.example/{number}" }],
    ["not_a_link", { link: "javascript:alert('{number}')" }],
    ["not_a_link", { link: "https://{number}.example/track" }],
    ["not_a_link", { link: "https://bike.example{number}/track" }],
    ["not_a_link", { link: "https://bike.example:{number}/track" }],
    ["not_a_link", { link: "https://me:secret@bike.example/{number}" }],
    ["not_a_link", { link: "https://{number}@bike.example/" }],
    ["not_a_link", { link: "https://localhost/{number}" }],
    ["not_a_link", { link: "https://10.0.0.1/{number}" }],
    ["not_a_link", { link: `https://bike.example/${"x".repeat(300)}{number}` }],
    ["not_a_form", { form: "###" }],
    ["not_a_form", { form: "(a+)+$" }],
    ["not_a_form", { form: "#".repeat(41) }],
  ])("%s of %o", (expected, typed) => {
    expect(fault(typed)).toBe(expected);
  });

  it("a form fits what was made from it, and nothing of another length", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Z0-9#@]{4,40}$/), (form) => {
        const number = form.replaceAll("#", "7").replaceAll("@", "Q");
        expect(hasForm(form, number)).toBe(true);
        expect(hasForm(form, `${number}7`)).toBe(false);
      }),
    );
  });
});
