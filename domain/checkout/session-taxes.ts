import { z } from "zod";
import { TAX_REASONS, type TaxReason } from "../tax/classes.ts";

// Stripe takes 50 keys with values of 500 characters: docs.stripe.com/api/metadata.
const MAX_VALUE = 500;
const PREFIX = "taxes_";

/** The tax of an order as Stripe's session keeps it: enough to make the order again without the records. */
export type SessionTaxes = {
  lines: {
    /** The place of the order's line; null: shipping. */
    place: number | null;
    country: string;
    region: string;
    rateBp: number;
    /** Minor units. */
    taxableMinor: bigint;
    taxMinor: bigint;
    included: boolean;
    reason: TaxReason;
  }[];
  /** What is added to prices without tax, or comes off prices with it. */
  adjustments: { place: number | null; code: string; label: string | null; amountMinor: bigint }[];
};

export const NO_TAXES: SessionTaxes = { lines: [], adjustments: [] };

const place = z.number().int().nonnegative().nullable();
const line = z
  .tuple([
    ...[place, z.string().regex(/^[A-Z]{2}$/), z.string()],
    ...[z.number().int().nonnegative(), z.number().int().nonnegative(), z.number().int().nonnegative()],
    ...[z.boolean(), z.enum(TAX_REASONS)],
  ] as const)
  .transform(([at, country, region, rateBp, taxable, tax, included, reason]) => ({
    ...{ place: at, country, region, rateBp, included, reason },
    ...{ taxableMinor: BigInt(taxable), taxMinor: BigInt(tax) },
  }));
const adjustment = z
  .tuple([place, z.string().min(1), z.string().nullable(), z.number().int()])
  .transform(([at, code, label, minor]) => ({ place: at, code, label, amountMinor: BigInt(minor) }));
const schema = z
  .tuple([z.array(line), z.array(adjustment)])
  .transform(([lines, adjustments]): SessionTaxes => ({ lines, adjustments }));

/** The taxes as metadata: one JSON array in pieces, `taxes_1`, `taxes_2` …; nothing where there are none. */
export function taxesToMetadata({ lines, adjustments }: SessionTaxes): Record<string, string> {
  if (lines.length === 0 && adjustments.length === 0) return {};
  const text = JSON.stringify([
    lines.map(({ place: at, country, region, rateBp, taxableMinor, taxMinor, included, reason }) => [
      ...[at, country, region, rateBp, Number(taxableMinor), Number(taxMinor), included, reason],
    ]),
    adjustments.map(({ place: at, code, label, amountMinor }) => [at, code, label, Number(amountMinor)]),
  ]);
  const pieces = Array.from({ length: Math.ceil(text.length / MAX_VALUE) }, (_, index) =>
    text.slice(index * MAX_VALUE, (index + 1) * MAX_VALUE),
  );
  return Object.fromEntries(pieces.map((piece, index) => [`${PREFIX}${index + 1}`, piece]));
}

/** The taxes that a session's metadata holds; null when they cannot be read. */
export function taxesOfMetadata(metadata: Record<string, unknown>): SessionTaxes | null {
  let text = "";
  for (let index = 1; `${PREFIX}${index}` in metadata; index += 1)
    text += String(metadata[`${PREFIX}${index}`]);
  if (text === "") return NO_TAXES;
  try {
    return schema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}
