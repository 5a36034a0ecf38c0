import { foldRegion, placeText, rankOf } from "./places.ts";
import { isServed, type Place, type Zone } from "./zones.ts";

/** What a merchant should look at; nothing of it keeps zones from being saved. */
export type ZoneFinding =
  /** Two zones name the same place, and the first counts. */
  | { kind: "overlap"; zones: [string, string]; places: [string, string] }
  /** Parts of the country are sent to, and the rest of it is not. */
  | { kind: "gap"; country: string }
  | { kind: "no_rate" | "no_place"; zone: string }
  /** Beyond it, in grams or minor units, nothing can be sent there. */
  | { kind: "heavy" | "dear"; zone: string; upTo: bigint };

export function checkZones(zones: readonly Zone[]): ZoneFinding[] {
  return [...findOverlaps(zones), ...findGaps(zones), ...zones.flatMap(findInZone)];
}

function findOverlaps(zones: readonly Zone[]): ZoneFinding[] {
  return zones.flatMap((one, index) =>
    zones.slice(index + 1).flatMap((other) =>
      one.places.flatMap((place): ZoneFinding[] => {
        const same = other.places.find((its) => isSame(place, its));
        if (!same) return [];
        return [
          { kind: "overlap", zones: [one.name, other.name], places: [placeText(place), placeText(same)] },
        ];
      }),
    ),
  );
}

/** Neither of the two is narrower, and there are destinations in both. */
function isSame(one: Place, other: Place): boolean {
  if (one.country !== other.country || rankOf(one) !== rankOf(other)) return false;
  if (foldRegion(one.region) !== foldRegion(other.region)) return false;
  if (!one.postal || !other.postal) return true;
  const length = Math.min(one.postal.from.length, other.postal.from.length);
  const cut = (text: string) => text.slice(0, length);
  return cut(one.postal.from) <= cut(other.postal.to) && cut(other.postal.from) <= cut(one.postal.to);
}

/** Of countries that no zone has as a whole. */
function findGaps(zones: readonly Zone[]): ZoneFinding[] {
  if (zones.some((zone) => zone.isElsewhere)) return [];
  const places = zones.flatMap((zone) => zone.places);
  const whole = new Set(places.filter((place) => rankOf(place) === 0).map(({ country }) => country));
  const named = new Set(places.map(({ country }) => country));
  return [...named.difference(whole)].map((country) => ({ kind: "gap", country }));
}

function findInZone(zone: Zone): ZoneFinding[] {
  const { name, places, rates, isElsewhere } = zone;
  const found: ZoneFinding[] = [];
  if (places.length === 0 && !isElsewhere) found.push({ kind: "no_place", zone: name });
  if (!isServed(zone)) return [...found, { kind: "no_rate", zone: name }];
  for (const [kind, by] of [
    ["heavy", "weight"],
    ["dear", "sum"],
  ] as const) {
    const limits = rates.filter(({ isOff }) => !isOff).map((rate) => limitOf(rate, by));
    const finite = limits.filter((limit) => limit !== null);
    if (finite.length < limits.length) continue;
    const upTo = finite.toSorted((one, other) => Number(one - other)).at(-1) ?? 0n;
    found.push({ kind, zone: name, upTo });
  }
  return found;
}

const limitOf = (rate: Zone["rates"][number], by: "weight" | "sum"): bigint | null =>
  rate.by === by ? (rate.steps.at(-1)?.upTo ?? null) : null;
