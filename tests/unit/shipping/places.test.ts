import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { STRIPE_COUNTRIES, shippedCountries } from "../../../domain/shipping/countries.ts";
import { askedPlace, findZone, placeText, rankOf, readPlace } from "../../../domain/shipping/places.ts";
import { rateOf, zone } from "./zones-of.ts";

const at = (country: string, postalCode = "", region = "") => ({ country, postalCode, region });

describe("the zone of a destination", () => {
  const zones = [
    zone("world", "*"),
    zone("eu", "DE,ES,GB,PT"),
    zone("islands", "DE 27498, DE 18565-18569, ES: Canary Islands, GB BT"),
    zone("near", "DE 10000-12999, DE 101"),
    zone("nearest", "DE 10115"),
  ];
  it.each([
    [at("US"), "world"],
    [at("DE"), "eu"],
    [at("DE", "80331"), "eu"],
    [at("DE", "27498"), "islands"],
    [at("DE", "18567"), "islands"],
    [at("DE", "18570"), "eu"],
    [at("DE", "12999"), "near"],
    [at("DE", "10117"), "near"],
    [at("DE", "D-10115"), "eu"],
    [at("DE", "10 115"), "nearest"],
    [at("DE", "1"), "eu"],
    [at("GB", "bt1 1aa"), "islands"],
    [at("GB", "B1 1AA"), "eu"],
    [at("ES", "", "canary islands"), "islands"],
    [at("ES", "", "Madrid"), "eu"],
    [at("", ""), "world"],
  ])("%o is in %s: the narrowest place counts", (destination, expected) => {
    expect(findZone(zones, destination)?.id).toBe(expected);
    // Whatever the order of the zones: no two of these places are equally narrow.
    expect(findZone(zones.toReversed(), destination)?.id).toBe(expected);
  });

  it("is none where no zone has the country, and the first of two that name it", () => {
    expect(findZone([zone("eu", "DE")], at("FR"))).toBeNull();
    expect(findZone([zone("one", "DE"), zone("two", "DE")], at("DE"))?.id).toBe("one");
  });

  it("has the destination in it, and no zone has a narrower place with it", () => {
    const codes = fc.stringMatching(/^[0-3]{3}$/);
    const place = fc.oneof(
      fc.constantFrom("DE", "ES", "DE: North", "ES: South"),
      codes.map((code) => `DE ${code}`),
      fc.tuple(codes, codes).map(([one, two]) => (one < two ? `DE ${one}-${two}` : `DE ${two}-${one}`)),
    );
    const lists = fc.array(fc.array(place, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(lists, fc.constantFrom("DE", "ES"), codes, (places, country, postalCode) => {
        const made = places.map((some, index) => zone(String(index), some.join(",")));
        const found = findZone(made, at(country, postalCode));
        // Counted another way: every single place by itself, the narrowest of those that lead anywhere.
        const ranks = made.map((one) => {
          const leading = one.places.filter((its) =>
            findZone([{ ...one, places: [its] }], at(country, postalCode)),
          );
          return Math.max(-1, ...leading.map(rankOf));
        });
        const best = Math.max(...ranks);
        expect(found?.id ?? null).toBe(best < 0 ? null : String(ranks.indexOf(best)));
      }),
    );
  });
});

describe("a place as it is typed", () => {
  it.each([
    [" de ", "DE"],
    ["gb bt*", "GB BT"],
    ["DE 10000 – 12999", "DE 10000-12999"],
    ["es: Canary Islands ", "ES: Canary Islands"],
    ["pt 9000", "PT 9000"],
    ["NL 1011 AB", "NL 1011AB"],
  ])("%s is %s", (typed, text) => {
    const place = readPlace(typed);
    expect(place && placeText(place)).toBe(text);
    expect(place && readPlace(placeText(place))).toEqual(place);
  });

  it.each(["", "Germany", "D", "DE 12999-10000", "DE 1000-12999", "PT 9000-001", "DE *", "DE 1-2-3", "ES:"])(
    "%s is none",
    (typed) => expect(readPlace(typed)).toBeNull(),
  );
});

it("postcode and region are asked for where a zone goes by them", () => {
  const zones = [zone("eu", "DE, ES"), zone("islands", "DE 27498, ES: Canary Islands, ES: canary islands")];
  expect(askedPlace(zones, "DE")).toEqual({ postalCode: true, regions: [] });
  expect(askedPlace(zones, "ES").regions).toHaveLength(1);
  expect(askedPlace(zones, "FR")).toEqual({ postalCode: false, regions: [] });
});

it("goods are sent to the countries of zones with rates, and with everywhere else to all that Stripe takes", () => {
  const off = zone("off", "RU", [rateOf("a", { isOff: true })]);
  expect(shippedCountries([zone("eu", "DE, ES: South"), off])).toEqual(["DE", "ES"]);
  const all = shippedCountries([off, zone("eu", "DE"), zone("world", "*")]);
  expect(all).not.toContain("RU");
  expect([...all, "RU"].toSorted()).toEqual(STRIPE_COUNTRIES.toSorted());
});
