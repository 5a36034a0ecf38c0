import type { z } from "zod";
import { documentsSchema } from "../documents/settings.ts";
import { emailsSchema } from "./emails.ts";
import { sellerSchema } from "./seller.ts";
import { shippingSchema, withZones } from "./shipping.ts";
import { shopSchema } from "./shop.ts";
import { stockSchema } from "./stock.ts";
import { taxSchema } from "./tax.ts";

/** What a merchant sets, each with its page in the admin. A new subject is a row here, with its defaults in server/platform/settings/settings.ts. */
export const SUBJECTS = {
  shop: shopSchema,
  seller: sellerSchema,
  emails: emailsSchema,
  shipping: shippingSchema,
  stock: stockSchema,
  tax: taxSchema,
  documents: documentsSchema,
} as const;

export type Subject = keyof typeof SUBJECTS;
export type Settings = { [S in Subject]: z.output<(typeof SUBJECTS)[S]> };
export const SUBJECT_NAMES = Object.keys(SUBJECTS) as Subject[];

/**
 * What holds of a subject: what is stored, and the defaults for what is not.
 * @returns null when what is stored is not of this version
 */
export function readSettings<S extends Subject>(
  subject: S,
  stored: Readonly<Record<string, unknown>>,
  defaults: Settings[S],
): Settings[S] | null {
  const parsed = SUBJECTS[subject].safeParse({ ...defaults, ...currentForm(subject, stored, defaults) });
  return parsed.success ? (parsed.data as Settings[S]) : null;
}

/** What an earlier version has stored, with the fields that this one knows. */
export const currentForm = <S extends Subject>(
  subject: S,
  stored: Readonly<Record<string, unknown>>,
  defaults: Settings[S],
): Readonly<Record<string, unknown>> =>
  subject === "shipping" ? withZones(stored, defaults as Settings["shipping"]) : stored;

/** As JSON keeps it: amounts as their digits. */
export function storedForm(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return JSON.parse(
    JSON.stringify(values, (_, value: unknown) => (typeof value === "bigint" ? String(value) : value)),
  );
}

/** The fields that differ, in the order of the second. */
export const changedFields = (before: Record<string, unknown>, after: Record<string, unknown>): string[] =>
  Object.keys(after).filter(
    (field) => JSON.stringify(before[field] ?? null) !== JSON.stringify(after[field] ?? null),
  );
