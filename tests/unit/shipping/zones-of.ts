import { readPlace } from "../../../domain/shipping/places.ts";
import type { Place, Zone, ZoneRate } from "../../../domain/shipping/zones.ts";

/** A rate with one price of 5.00 and two to four days, but for what is said. */
export const rateOf = (id: string, changes: Partial<ZoneRate> = {}): ZoneRate => ({
  ...{ id, name: id, kind: "delivery", by: "flat", steps: [{ upTo: null, amountMinor: 500n }] },
  ...{ freeOverMinor: null, days: [2, 4], place: "", hours: "", isOff: false },
  ...changes,
});

/** A zone of places as the admin writes them. */
export const zone = (id: string, places: string, rates: ZoneRate[] = [rateOf(`${id}-post`)]): Zone => ({
  ...{ id, name: id, isElsewhere: places === "*", rates },
  places: places === "*" || places === "" ? [] : places.split(",").map(placeOf),
});

function placeOf(text: string): Place {
  const place = readPlace(text);
  if (!place) throw new Error(`no place: ${text}`);
  return place;
}
