import { describe, expect, it } from "vitest";
import { withZones } from "../../../domain/settings/shipping.ts";
import { checkZones } from "../../../domain/shipping/check-zones.ts";
import { flatRates, zoneOf } from "../../../domain/shipping/one-zone.ts";
import { readZone } from "../../../domain/shipping/read-zone.ts";
import { readSteps, stepsText } from "../../../domain/shipping/steps-text.ts";
import { zonesSchema } from "../../../domain/shipping/zones.ts";
import { rateOf, zone } from "./zones-of.ts";

const FORMAT = { currency: "eur", unit: "kg" } as const;
const GOOD = {
  ...{ zoneName: "Islands", places: "gb bt, IE\nES: Canary Islands; ie", isElsewhere: "" },
  ...{ id1: "post", name1: "Post", kind1: "delivery", by1: "flat", price1: "5", from1: "2", to1: "4" },
  ...{
    name2: "Parcel",
    by2: "weight",
    steps2: "2: 5.00\n10 kg: 9\n*: 19,50",
    free2: "50",
    from2: "1",
    to2: "1",
  },
  ...{
    name3: "Counter",
    kind3: "pickup",
    price3: "0",
    from3: "0",
    to3: "0",
    place3: "1 Quay",
    position3: "1",
  },
};
const read = (changes: Record<string, string> = {}, others = [zone("post", "DE", [rateOf("counter")])]) =>
  readZone(
    { ...GOOD, ...changes },
    { format: FORMAT, isCountry: (code) => ["GB", "IE", "ES", "DE"].includes(code), id: "islands", others },
  );

describe("the fields of a zone", () => {
  it("are its places and rates, each rate with an id that no other zone has", () => {
    const made = read();
    expect(made).toMatchObject({
      ...{ id: "islands", name: "Islands", isElsewhere: false },
      places: [
        { country: "GB", postal: { from: "BT", to: "BT" } },
        { country: "IE", postal: null },
        { country: "ES", region: "Canary Islands" },
      ],
      rates: [
        { id: "post", by: "flat", steps: [{ upTo: null, amountMinor: 500n }] },
        { id: "counter-2", kind: "pickup", place: "1 Quay" },
        {
          ...{ id: "parcel", by: "weight", freeOverMinor: 5_000n, days: [1, 1] },
          steps: [
            { upTo: 2_000n, amountMinor: 500n },
            { upTo: 10_000n, amountMinor: 900n },
            { upTo: null, amountMinor: 1_950n },
          ],
        },
      ],
    });
    expect(zonesSchema.safeParse([made]).success).toBe(true);
    expect(read({ name1: "Letter" })).toMatchObject({ rates: [{ id: "post", name: "Letter" }, {}, {}] });
    expect(read({ remove1: "on" })).toMatchObject({ rates: [{ id: "counter-2" }, { id: "parcel" }] });
  });

  it.each([
    [{ zoneName: " " }, { kind: "zoneName" }],
    [{ places: "" }, { kind: "noPlace" }],
    [{ places: "IE, XX" }, { kind: "place", text: "XX" }],
    [{ places: "Ireland" }, { kind: "place", text: "Ireland" }],
    [{ name1: "A, B" }, { kind: "name", place: 1 }],
    [{ name1: "" }, { kind: "name", place: 1 }],
    [{ price1: "free" }, { kind: "price", place: 1 }],
    [{ price1: "-1" }, { kind: "price", place: 1 }],
    [{ from1: "5" }, { kind: "days", place: 1 }],
    [{ name2: "post" }, { kind: "twice", place: 2 }],
    [{ steps2: " " }, { kind: "noStep", place: 2 }],
    [{ steps2: "2: 5\n2: 6" }, { kind: "step", place: 2, line: "2: 6" }],
    [{ steps2: "*: 5\n2: 6" }, { kind: "step", place: 2, line: "2: 6" }],
    [{ steps2: "heavy: 5" }, { kind: "step", place: 2, line: "heavy: 5" }],
    [{ free2: "all" }, { kind: "free", place: 2 }],
    [{ place3: "" }, { kind: "pickup", place: 3 }],
  ])("are refused for what is wrong: %o", (changes, fault) => {
    expect(read(changes as unknown as Record<string, string>)).toEqual({ fault });
  });

  it("a second zone cannot be everywhere else", () => {
    expect(read({ isElsewhere: "on" }, [zone("world", "*")])).toEqual({
      fault: { kind: "elsewhere", zone: "world" },
    });
    expect(read({ isElsewhere: "on", places: "" })).toMatchObject({ isElsewhere: true, places: [] });
  });

  it("show their steps as they are read", () => {
    expect(readSteps("0.5: 3\n500 g: 4", "weight", FORMAT)).toEqual({ wrongLine: "500 g: 4" });
    for (const by of ["weight", "sum"] as const)
      for (const unit of ["kg", "lb"] as const) {
        const read = readSteps("2.25: 5.00\n10: 9.00\n*: 19.50", by, { currency: "eur", unit });
        if ("wrongLine" in read) throw new Error(read.wrongLine);
        expect(stepsText({ by, steps: read.steps }, { currency: "eur", unit })).toBe(
          by === "weight" ? "2.25: 5.00\n10: 9.00\n*: 19.50" : "2.25: 5.00\n10.00: 9.00\n*: 19.50",
        );
      }
  });
});

describe("what is told while zones are edited", () => {
  const LIMITED = [rateOf("a", { by: "weight", steps: [{ upTo: 20_000n, amountMinor: 500n }] })];
  it.each([
    [
      "the same country twice",
      [zone("one", "DE"), zone("two", "FR, DE")],
      [{ kind: "overlap", zones: ["one", "two"] }],
    ],
    [
      "ranges that overlap",
      [zone("one", "DE, DE 10000-12999"), zone("two", "DE 12000-14999")],
      [{ kind: "overlap" }],
    ],
    ["a narrower place within another", [zone("one", "DE, DE 10000-12999"), zone("two", "DE 12")], []],
    ["regions of one name", [zone("one", "ES: South"), zone("two", "ES, ES: south")], [{ kind: "overlap" }]],
    ["parts without the rest", [zone("one", "DE 1, DE 2")], [{ kind: "gap", country: "DE" }]],
    ["parts where the rest is everywhere else", [zone("one", "DE 1"), zone("two", "*")], []],
    ["no rate", [zone("one", "DE", []), zone("two", "FR")], [{ kind: "no_rate", zone: "one" }]],
    ["no place", [zone("one", ""), zone("two", "FR")], [{ kind: "no_place", zone: "one" }]],
    ["a greatest weight", [zone("one", "DE", LIMITED)], [{ kind: "heavy", zone: "one", upTo: 20_000n }]],
    ["a greatest weight of one rate of two", [zone("one", "DE", [...LIMITED, rateOf("b")])], []],
  ])("%s", (_, zones, found) => {
    const findings = checkZones(zones);
    expect(findings).toHaveLength(found.length);
    expect(findings).toMatchObject(found);
  });
});

describe("what earlier versions kept", () => {
  const rates = [
    { id: "standard", name: "Standard", amountMinor: 500n, days: [2, 4] as [number, number] },
    { id: "express", name: "Express", amountMinor: 1_200n, days: [1, 2] as [number, number] },
  ];
  const stored = rates.map((rate) => ({ ...rate, amountMinor: String(rate.amountMinor) }));
  const defaults = {
    zones: [zoneOf(rates.slice(0, 1), ["IE"])],
    ...{ cutOff: "14:00", workingDays: [1], holidays: [], withdrawalDays: 14, asksNote: false },
  };
  it("becomes one zone with the same rates and countries", () => {
    const zones = zonesSchema.parse(withZones({ rates: stored, countries: ["IE", "DE"] }, defaults).zones);
    expect(flatRates(zones)).toEqual(rates);
    expect(zones[0]?.places.map(({ country }) => country)).toEqual(["IE", "DE"]);
  });

  it("follows the environment for what was never saved", () => {
    const some = zonesSchema.parse(withZones({ countries: ["FR"] }, defaults).zones);
    expect(some).toEqual([zoneOf(rates.slice(0, 1), ["FR"])]);
    expect(zonesSchema.parse(withZones({ rates: stored }, defaults).zones)).toEqual([zoneOf(rates, ["IE"])]);
    expect(withZones({ withdrawalDays: 30 }, defaults)).toEqual({ withdrawalDays: 30 });
  });

  it("is left alone once zones were saved", () => {
    expect(withZones({ zones: [1], rates: stored }, defaults)).toEqual({ zones: [1] });
  });
});
