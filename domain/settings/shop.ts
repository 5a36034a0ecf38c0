import { z } from "zod";
import { isLocale, isTimeZone } from "../variables.ts";

export const MAX_SHOP_NAME = 60;
export const MAX_SHOP_ADDRESS = 500;
export const UNITS = ["metric", "imperial"] as const;

const HEX = /^#[0-9a-f]{6}$/;

/** A picture that the shop serves itself, with its size in pixels. */
const pictureSchema = z.object({
  path: z.string().regex(/^\/media\/[\w./-]{1,120}$/),
  width: z.number().int().positive(),
  height: z.number().int().positive(),
});
export type SettingPicture = z.output<typeof pictureSchema>;

/** Who the shop is, and how it writes. */
export const shopSchema = z.object({
  name: z.string().trim().min(1).max(MAX_SHOP_NAME),
  /** Of links and buttons on light paper; null: the deep green it comes with. */
  accent: z.string().regex(HEX).nullable(),
  logo: pictureSchema.nullable(),
  /** On dark paper; null: the other one. */
  darkLogo: pictureSchema.nullable(),
  favicon: pictureSchema.nullable(),
  /** Lines as on an envelope. */
  address: z.string().trim().max(MAX_SHOP_ADDRESS),
  email: z.union([z.literal(""), z.email().max(254)]),
  phone: z.string().trim().max(40),
  timeZone: z.string().refine(isTimeZone),
  /** Decides how numbers, dates and plurals are written. */
  locale: z.string().refine(isLocale),
  units: z.enum(UNITS),
});
