import { z } from "zod";
import { MAX_SHIPPING_RATES } from "../checkout/shipping.ts";
import { MIN_WITHDRAWAL_DAYS } from "../returns/window.ts";
import { calendarFields } from "../shipping/arrival.ts";
import { zoneOf } from "../shipping/one-zone.ts";
import { zonesSchema } from "../shipping/zones.ts";

export const MAX_WITHDRAWAL_DAYS = 366;

/** Where orders are sent, for how much and when, and how long a shopper may withdraw from one. */
export const shippingSchema = z.object({
  zones: zonesSchema,
  ...calendarFields,
  withdrawalDays: z.number().int().min(MIN_WITHDRAWAL_DAYS).max(MAX_WITHDRAWAL_DAYS),
  /** Shoppers can write something to the shop before they order. */
  asksNote: z.boolean(),
});

const days = z.number().int().min(0).max(99);

/** A rate as orders keep it, and as earlier versions of the shop kept all of theirs. */
const flatRateSchema = z.object({
  id: z.string().min(1).max(80),
  name: z
    .string()
    .trim()
    .min(1)
    .max(60)
    .regex(/^[^;:,]+$/),
  amountMinor: z.union([
    z.bigint().nonnegative(),
    z
      .string()
      .regex(/^\d{1,12}$/)
      .transform(BigInt),
  ]),
  days: z.tuple([days, days]).refine(([from, to]) => from <= to),
});
const flatRates = z.array(flatRateSchema).min(1).max(MAX_SHIPPING_RATES);
const countryList = z
  .array(z.string().regex(/^[A-Z]{2}$/))
  .min(1)
  .max(250);

/** What the payment page of an order offers: an order keeps it. Both are empty where nothing is sent. */
const offeredSchema = z.object({
  rates: z.array(flatRateSchema).max(MAX_SHIPPING_RATES),
  countries: countryList.or(z.tuple([])),
});
export type OfferedShipping = z.output<typeof offeredSchema>;

/** @returns null for what no version of the shop has written */
export const readOfferedShipping = (stored: unknown): OfferedShipping | null =>
  offeredSchema.safeParse(stored).data ?? null;

type Stored = Readonly<Record<string, unknown>>;

/**
 * What is stored, as this version keeps it: one list of rates for one list of countries becomes one zone.
 * @param defaults what holds for the list that was never saved
 */
export function withZones(stored: Stored, defaults: z.output<typeof shippingSchema>): Stored {
  const { rates, countries, ...others } = stored;
  if (others.zones !== undefined || (rates === undefined && countries === undefined)) return others;
  const [zone] = defaults.zones;
  const keptRates = flatRates.safeParse(rates).data;
  const keptCountries = countryList.safeParse(countries).data;
  const kept = zoneOf(keptRates ?? [], keptCountries ?? []);
  return {
    ...others,
    zones: [
      {
        ...kept,
        rates: keptRates ? kept.rates : zone?.rates,
        places: keptCountries ? kept.places : zone?.places,
      },
    ],
  };
}
