import { z } from "zod";

// Stripe takes 50 keys with values of 500 characters: docs.stripe.com/api/metadata.
const MAX_VALUE = 500;
const PREFIX = "discounts_";

/** A discount of an order as Stripe's session keeps it: enough to make the order again without the records. */
export type SessionDiscount = {
  id: string;
  /** What people call it; empty: it makes shipping free, and stands in no line. */
  label: string;
  /** What it takes off which line, by the line's place; minor units above zero. */
  lines: { place: number; amountMinor: bigint }[];
};

const schema = z.array(
  z
    .tuple([
      z.guid(),
      z.string(),
      z.array(z.tuple([z.number().int().nonnegative(), z.number().int().positive()])),
    ])
    .transform(
      ([id, label, lines]): SessionDiscount => ({
        ...{ id, label },
        lines: lines.map(([place, minor]) => ({ place, amountMinor: BigInt(minor) })),
      }),
    ),
);

/** The discounts as metadata: one JSON array in pieces, `discounts_1`, `discounts_2` …; nothing where there are none. */
export function discountsToMetadata(discounts: readonly SessionDiscount[]): Record<string, string> {
  if (discounts.length === 0) return {};
  const text = JSON.stringify(
    discounts.map(({ id, label, lines }) => [
      id,
      label,
      lines.map(({ place, amountMinor }) => [place, Number(amountMinor)]),
    ]),
  );
  const pieces = Array.from({ length: Math.ceil(text.length / MAX_VALUE) }, (_, index) =>
    text.slice(index * MAX_VALUE, (index + 1) * MAX_VALUE),
  );
  return Object.fromEntries(pieces.map((piece, index) => [`${PREFIX}${index + 1}`, piece]));
}

/** The discounts that a session's metadata holds; null when they cannot be read. */
export function discountsOfMetadata(metadata: Record<string, unknown>): SessionDiscount[] | null {
  let text = "";
  for (let index = 1; `${PREFIX}${index}` in metadata; index += 1)
    text += String(metadata[`${PREFIX}${index}`]);
  if (text === "") return [];
  try {
    return schema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}
