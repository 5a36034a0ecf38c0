import { z } from "zod";
import { MAX_SHIPPING_RATES, type ShippingRate } from "../checkout/shipping.ts";
import { MIN_WITHDRAWAL_DAYS } from "../returns/window.ts";

export const MAX_RATE_NAME = 60;
export const MAX_RATE_DAYS = 99;
export const MAX_WITHDRAWAL_DAYS = 366;

const days = z.number().int().min(0).max(MAX_RATE_DAYS);

/** JSON has no bigint: an amount is stored as its digits. */
const rateSchema = z.object({
  id: z.string().min(1).max(80),
  // Separators of the lists in which Stripe's session keeps rates.
  name: z
    .string()
    .trim()
    .min(1)
    .max(MAX_RATE_NAME)
    .regex(/^[^;:,]+$/),
  amountMinor: z.union([
    z.bigint().nonnegative(),
    z
      .string()
      .regex(/^\d{1,12}$/)
      .transform(BigInt),
  ]),
  days: z.tuple([days, days]).refine(([from, to]) => from <= to),
}) satisfies z.ZodType<ShippingRate>;

/** Where orders are sent, for how much, and how long a shopper may withdraw from one. */
export const shippingSchema = z.object({
  rates: z
    .array(rateSchema)
    .min(1)
    .max(MAX_SHIPPING_RATES)
    .refine((rates) => new Set(rates.map(({ id }) => id)).size === rates.length),
  countries: z
    .array(z.string().regex(/^[A-Z]{2}$/))
    .min(1)
    .max(250),
  withdrawalDays: z.number().int().min(MIN_WITHDRAWAL_DAYS).max(MAX_WITHDRAWAL_DAYS),
});

/** What the payment page of an order offers: an order keeps it. Both are empty where nothing is sent. */
const offeredSchema = z.object({
  rates: z.array(rateSchema).max(MAX_SHIPPING_RATES),
  countries: shippingSchema.shape.countries.or(z.tuple([])),
});
export type OfferedShipping = z.output<typeof offeredSchema>;

/** @returns null for what no version of the shop has written */
export const readOfferedShipping = (stored: unknown): OfferedShipping | null =>
  offeredSchema.safeParse(stored).data ?? null;
