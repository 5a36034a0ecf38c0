import "server-only";
import type { LowPage, LowRow, LowState } from "@/domain/stock/views";
import { isUuid } from "@/domain/uuid";
import { requireAdmin } from "../../accounts/session";
import { db, Prisma } from "../../platform/db";
import { IS_SOLD_OUT, isLow } from "../../stock/low-stock";
import { STOCK_VARIANT, shownVariant } from "./find-variants";

const PER_PAGE = 50;
const MAX_COUNTED = 1_000;

const conditions = (): Record<LowState, Prisma.Sql> => ({ low: isLow(), sold_out: IS_SOLD_OUT });

/**
 * Variants that the shop offers and that are low or sold out, those with the fewest units first.
 * @param after the `next` of the page before
 * @throws NotSignedInError, NotAllowedError
 */
export async function listLow(state: LowState, after?: string): Promise<LowPage> {
  await requireAdmin("catalog.read");
  const rows = await readRows(state, after);
  const last = rows[PER_PAGE - 1];
  return {
    rows: rows.slice(0, PER_PAGE).map((row) => shownVariant({ ...row, state })),
    next: rows.length > PER_PAGE && last ? `${last.onHand - last.reserved}_${last.id}` : null,
  };
}

/** How many variants of each state there are, to a limit. @throws NotSignedInError, NotAllowedError */
export async function countLow(): Promise<Record<LowState, number>> {
  await requireAdmin("catalog.read");
  const [low, soldOut] = await Promise.all([count("low"), count("sold_out")]);
  return { low, sold_out: soldOut };
}

function readRows(state: LowState, after = ""): Promise<Omit<LowRow, "state">[]> {
  const [, units, id] = /^(-?\d{1,9})_(.+)$/.exec(after) ?? [];
  const place = id !== undefined && isUuid(id) ? { units: Number(units), id } : null;
  // By hand: ordered by a difference of columns, from a row on.
  return db().$queryRaw<Omit<LowRow, "state">[]>`
    SELECT ${STOCK_VARIANT} FROM variants v JOIN products p ON p.id = v.product_id
     WHERE p.status IN ('active', 'unlisted') AND ${conditions()[state]}
       AND ${place ? Prisma.sql`(v.on_hand - v.reserved, v.id) > (${place.units}::int, ${place.id}::uuid)` : Prisma.sql`true`}
     ORDER BY v.on_hand - v.reserved, v.id LIMIT ${PER_PAGE + 1}`;
}

async function count(state: LowState): Promise<number> {
  // By hand: counted to a limit, so that it costs the same in any shop.
  const [row] = await db().$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM (
      SELECT 1 FROM variants v JOIN products p ON p.id = v.product_id
       WHERE p.status IN ('active', 'unlisted') AND ${conditions()[state]} LIMIT ${MAX_COUNTED}) counted`;
  return row?.count ?? 0;
}
