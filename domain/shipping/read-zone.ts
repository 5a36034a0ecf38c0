import { readPlace } from "./places.ts";
import { type PlacedRate, type RateFault, readRate } from "./read-rate.ts";
import type { StepFormat } from "./steps-text.ts";
import { MAX_PLACES, MAX_RATES, MAX_ZONE_NAME, type Place, type Zone, type ZoneRate } from "./zones.ts";

/** What is wrong with what was typed; `text`: the place that there is not. */
export type ZoneFault =
  | RateFault
  | { kind: "zoneName" | "noPlace" | "manyPlaces" }
  | { kind: "twice"; place: number }
  | { kind: "place"; text: string }
  | { kind: "elsewhere"; zone: string };

type Typed = Readonly<Record<string, string>>;

type Surroundings = {
  format: StepFormat;
  isCountry: (code: string) => boolean;
  /** Of the zone that is changed; null: a new one. */
  id: string | null;
  others: readonly Zone[];
};

/** Reads the fields of a zone's page. Orders remember a rate by its id: it stays while the rate is there. */
export function readZone(
  typed: Typed,
  { format, isCountry, id, others }: Surroundings,
): Zone | { fault: ZoneFault } {
  const name = (typed.zoneName ?? "").trim();
  if (name === "" || name.length > MAX_ZONE_NAME) return { fault: { kind: "zoneName" } };
  const isElsewhere = (typed.isElsewhere ?? "") !== "";
  const other = others.find((zone) => zone.isElsewhere);
  if (isElsewhere && other) return { fault: { kind: "elsewhere", zone: other.name } };
  const places = readPlaces(typed.places ?? "", isCountry);
  if ("fault" in places) return places;
  if (places.length === 0 && !isElsewhere) return { fault: { kind: "noPlace" } };
  const rates = readRates(typed, format);
  if ("fault" in rates) return rates;
  const takenRates = new Set(others.flatMap((zone) => zone.rates.map((rate) => rate.id)));
  const takenZones = new Set(others.map((zone) => zone.id));
  return {
    id: id ?? freeId(name, takenZones),
    ...{ name, isElsewhere, places },
    rates: rates
      .toSorted((one, two) => one.position - two.position)
      .map(({ position: _, ...rate }) => withId(rate, takenRates)),
  };
}

function readPlaces(typed: string, isCountry: (code: string) => boolean): Place[] | { fault: ZoneFault } {
  const read = new Map<string, Place>();
  for (const text of typed.split(/[\n,;]/).filter((part) => part.trim() !== "")) {
    const place = readPlace(text);
    if (!place || !isCountry(place.country))
      return { fault: { kind: "place", text: text.trim().slice(0, 40) } };
    read.set(JSON.stringify(place), place);
  }
  return read.size > MAX_PLACES ? { fault: { kind: "manyPlaces" } } : [...read.values()];
}

function readRates(typed: Typed, format: StepFormat): PlacedRate[] | { fault: ZoneFault } {
  const rates: PlacedRate[] = [];
  for (let place = 1; place <= MAX_RATES; place += 1) {
    const rate = readRate(typed, place, format);
    if (rate === null) continue;
    if ("fault" in rate) return rate;
    if (rates.some(({ name }) => name.toLowerCase() === rate.name.toLowerCase()))
      return { fault: { kind: "twice", place } };
    rates.push(rate);
  }
  return rates;
}

function withId(rate: ZoneRate, taken: Set<string>): ZoneRate {
  const isKept = /^[\p{L}\p{N}_-]{1,80}$/u.test(rate.id) && !taken.has(rate.id);
  const id = isKept ? rate.id : freeId(rate.name, taken);
  taken.add(id);
  return { ...rate, id };
}

/** "Sea freight" → "sea-freight"; where that is taken, with a number. */
function freeId(name: string, taken: ReadonlySet<string>): string {
  const stem = (name.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? ["rate"]).join("-");
  let id = stem;
  for (let number = 2; taken.has(id); number += 1) id = `${stem}-${number}`;
  return id;
}
