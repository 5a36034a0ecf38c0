import type { Place, Zone } from "./zones.ts";

/** Where goods go. What is not known or was not asked for is empty. */
export type Destination = { country: string; postalCode: string; region: string };

/** As postcodes are compared: "bt1 1aa" and "BT11AA" are one. */
export const foldPostcode = (typed: string): string => typed.toUpperCase().replace(/[^A-Z0-9]/g, "");

export const foldRegion = (typed: string): string => typed.normalize("NFC").trim().toLowerCase();

/**
 * The zone of a destination: a postcode goes before a region, a region before the whole country, that before
 * "everywhere else"; of two postcodes the narrower one; of two equal places the first zone's.
 */
export function findZone(zones: readonly Zone[], destination: Destination): Zone | null {
  let best: { zone: Zone; rank: number } | null = null;
  for (const zone of zones)
    for (const place of zone.places) {
      const rank = isIn(place, destination) ? rankOf(place) : -1;
      if (rank > (best?.rank ?? -1)) best = { zone, rank };
    }
  return best?.zone ?? zones.find(({ isElsewhere }) => isElsewhere) ?? null;
}

function isIn(place: Place, { country, postalCode, region }: Destination): boolean {
  if (place.country !== country) return false;
  if (place.postal) {
    const beginning = foldPostcode(postalCode).slice(0, place.postal.from.length);
    const isLongEnough = beginning.length === place.postal.from.length;
    return isLongEnough && place.postal.from <= beginning && beginning <= place.postal.to;
  }
  return place.region === "" || foldRegion(place.region) === foldRegion(region);
}

const REGION_RANK = 1;
const POSTCODE_RANK = 2;

/** The greater, the narrower the place is. */
export function rankOf({ region, postal }: Place): number {
  if (!postal) return region === "" ? 0 : REGION_RANK;
  const { from, to } = postal;
  if (from === to) return POSTCODE_RANK + from.length;
  const first = [...from].findIndex((sign, index) => sign !== to[index]);
  // A range is narrower than all codes that begin as both of its ends do.
  return POSTCODE_RANK + first + 0.5;
}

/** What a shopper is asked for, because it decides about the zone. */
export type AskedPlace = { postalCode: boolean; regions: string[] };

export function askedPlace(zones: readonly Zone[], country: string): AskedPlace {
  const places = zones.flatMap((zone) => zone.places).filter((place) => place.country === country);
  const regions = new Map(places.map(({ region }) => [foldRegion(region), region]));
  regions.delete("");
  return { postalCode: places.some(({ postal }) => postal !== null), regions: [...regions.values()] };
}

/** "DE", "ES: Canary Islands", "GB BT", "DE 10000-12999": as `readPlace` takes it. */
export function placeText({ country, region, postal }: Place): string {
  if (region) return `${country}: ${region}`;
  if (!postal) return country;
  return `${country} ${postal.from === postal.to ? postal.from : `${postal.from}-${postal.to}`}`;
}

/** @returns null for what is no place */
export function readPlace(typed: string): Place | null {
  const [, letters = "", region, codes] =
    /^\s*([a-z]{2})(?:\s*:\s*([^:]{1,60}?)|\s+([a-z0-9 *–-]{1,30}?))?\s*$/iu.exec(typed) ?? [];
  if (letters === "") return null;
  const country = letters.toUpperCase();
  if (region !== undefined) return { country, region, postal: null };
  if (codes === undefined) return { country, region: "", postal: null };
  const [from = "", to = from, ...more] = codes.split(/[-–]/).map(foldPostcode);
  const isRange = from.length > 0 && from.length <= 10 && from.length === to.length && from <= to;
  return isRange && more.length === 0 ? { country, region: "", postal: { from, to } } : null;
}
