import "server-only";
import { applyDiscounts } from "@/domain/discounts/apply-discounts";
import type { TriedCart } from "@/domain/discounts/views";
import { isUuid } from "@/domain/uuid";
import { requireAdmin } from "../../accounts/session";
import { db, Prisma } from "../../platform/db";
import { env } from "../../platform/env";
import { loadDiscounts } from "../load-discounts";

/** A row of the cart that is tried: a title or SKU as typed, and how many. */
export type TriedRow = { words: string; quantity: number };

/**
 * What a cart would get now: this discount, and those that need no code. Nothing is reserved. The shopper is taken for one
 * who orders for the first time, and to whom shipping costs something.
 * @returns null when there is no such discount
 */
export async function tryDiscount(
  id: string,
  rows: readonly TriedRow[],
  country: string | null,
  shippingMinor: bigint,
): Promise<TriedCart | null> {
  await requireAdmin("catalog.read");
  const discount = isUuid(id)
    ? await db().discount.findUnique({
        where: { id, batchOf: null },
        select: { code: true, codes: { select: { code: true }, where: { used: 0, reserved: 0 }, take: 1 } },
      })
    : null;
  if (!discount) return null;
  const found = await Promise.all(
    rows.map(async (row) => ({ ...row, variant: await findVariant(row.words) })),
  );
  const lines = found.flatMap(({ variant, quantity }) =>
    variant ? [{ ...variant, quantity, totalMinor: variant.priceMinor * BigInt(quantity) }] : [],
  );
  const code = discount.code ?? discount.codes[0]?.code ?? null;
  const codes = code ? [code] : [];
  const { rules, now } = await loadDiscounts({
    ...{ codes, cartKey: "", email: "" },
    variantIds: lines.map(({ variantId }) => variantId),
  });
  const outcome = applyDiscounts(lines, rules, {
    ...{ currency: env().SHOP_CURRENCY, codes, country, mail: { hasOrdered: false }, now },
    shippingMinor: () => (lines.length === 0 ? null : shippingMinor),
  });
  return {
    lines: lines.map(({ variantId, title, quantity, totalMinor }) => ({
      variantId,
      title,
      quantity,
      totalMinor,
    })),
    unknown: found.flatMap(({ words, variant }) => (variant ? [] : [words])),
    subtotalMinor: lines.reduce((sum, { totalMinor }) => sum + totalMinor, 0n),
    outcome,
    code,
  };
}

type Found = { variantId: string; title: string; priceMinor: bigint };

/** The variant of a SKU, else the first one of a product whose title has these words. */
async function findVariant(typed: string): Promise<Found | null> {
  const words = typed.replaceAll("\0", "").trim().slice(0, 200).toLowerCase();
  // By hand: an index on an expression, or a part of a title.
  const read = (condition: Prisma.Sql) => db().$queryRaw<Found[]>`
    SELECT v.id AS "variantId", concat_ws(', ', p.title, nullif(array_to_string(v.option_values, ' / '), '')) AS title,
           v.price_minor AS "priceMinor"
      FROM variants v JOIN products p ON p.id = v.product_id
     WHERE v.currency = ${env().SHOP_CURRENCY} AND ${condition} ORDER BY p.title, p.id, v.position LIMIT 1`;
  const [bySku] = await read(Prisma.sql`lower(v.sku) = ${words}`);
  return bySku ?? (await read(Prisma.sql`strpos(lower(p.title), ${words}) > 0`))[0] ?? null;
}
