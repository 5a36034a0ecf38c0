import { z } from "zod";

export const MAX_ZONES = 30;
export const MAX_RATES = 10;
export const MAX_STEPS = 20;
export const MAX_PLACES = 400;
export const MAX_RATE_NAME = 60;
export const MAX_ZONE_NAME = 60;
export const MAX_RATE_DAYS = 99;
export const MAX_PICKUP = 200;

/** JSON has no bigint: a number is stored as its digits. */
const digits = z.union([
  z.bigint().nonnegative(),
  z
    .string()
    .regex(/^\d{1,12}$/)
    .transform(BigInt),
]);
const days = z.number().int().min(0).max(MAX_RATE_DAYS);
const postal = z.string().regex(/^[A-Z0-9]{1,10}$/);

const placeSchema = z
  .object({
    /** ISO 3166-1 alpha-2. */
    country: z.string().regex(/^[A-Z]{2}$/),
    /** A part of the country, by the name that the shopper chooses; "": not by region. */
    region: z.string().trim().max(60),
    /** Postcodes that begin like this, without spaces: from and to are of one length. Null: not by postcode. */
    postal: z
      .object({ from: postal, to: postal })
      .refine(({ from, to }) => from.length === to.length && from <= to)
      .nullable(),
  })
  .refine((place) => place.region === "" || place.postal === null);

/** `upTo`: grams, or minor units of the shop's currency, still at this price; null: without a limit. */
const stepSchema = z.object({ upTo: digits.nullable(), amountMinor: digits });

const rateSchema = z
  .object({
    /** What orders remember. It stays the same while the name and the price change. */
    id: z.string().min(1).max(80),
    // Separators of the lists in which Stripe's session keeps rates.
    name: z
      .string()
      .trim()
      .min(1)
      .max(MAX_RATE_NAME)
      .regex(/^[^;:,]+$/),
    kind: z.enum(["delivery", "pickup"]),
    /** What the steps count. Flat: one step without a limit. */
    by: z.enum(["flat", "weight", "sum"]),
    steps: z.array(stepSchema).min(1).max(MAX_STEPS).refine(isAscending),
    /** What the goods must come to after discounts for it to be free; null: never. */
    freeOverMinor: digits.nullable(),
    /** Working days until it arrives: from, to. */
    days: z.tuple([days, days]).refine(([from, to]) => from <= to),
    /** Of a pickup: where and when. */
    place: z.string().trim().max(MAX_PICKUP),
    hours: z.string().trim().max(MAX_PICKUP),
    /** It keeps its place in the list, and is not offered. */
    isOff: z.boolean(),
  })
  .refine(({ by, steps }) => by !== "flat" || (steps.length === 1 && steps[0]?.upTo === null));

const zoneSchema = z.object({
  id: z.string().min(1).max(80),
  name: z.string().trim().min(1).max(MAX_ZONE_NAME),
  /** For every country that no zone names. */
  isElsewhere: z.boolean(),
  places: z.array(placeSchema).max(MAX_PLACES),
  rates: z.array(rateSchema).max(MAX_RATES),
});

export const zonesSchema = z
  .array(zoneSchema)
  .max(MAX_ZONES)
  .refine((zones) => zones.filter(({ isElsewhere }) => isElsewhere).length <= 1)
  .refine((zones) => isUnique(zones.map(({ id }) => id)))
  .refine((zones) => isUnique(zones.flatMap(({ rates }) => rates.map(({ id }) => id))))
  // Else nothing could be bought.
  .refine((zones) => zones.some(isServed));

export type Place = z.output<typeof placeSchema>;
export type Step = z.output<typeof stepSchema>;
export type ZoneRate = z.output<typeof rateSchema>;
export type Zone = z.output<typeof zoneSchema>;

/** Goods are sent there. */
export const isServed = ({ rates }: Pick<Zone, "rates">): boolean => rates.some(({ isOff }) => !isOff);

function isAscending(steps: { upTo: bigint | null }[]): boolean {
  return steps.every(({ upTo }, index) => {
    const next = steps[index + 1];
    return next === undefined || (upTo !== null && (next.upTo === null || upTo < next.upTo));
  });
}

const isUnique = (ids: string[]): boolean => new Set(ids).size === ids.length;
