import "server-only";
import { z } from "zod";
import { isUndoable, STOCK_REASONS } from "@/domain/stock/movements";
import type { MovementPage, MovementRow } from "@/domain/stock/views";
import { requireAdmin } from "../accounts/session";
import { db, Prisma } from "../platform/db";

const PER_PAGE = 50;
const reason = z.enum(STOCK_REASONS).catch("correction");

/**
 * The ledger of a variant, or the last entries that people made of any, newest first.
 * @param before the `older` of the page before
 * @throws NotSignedInError, NotAllowedError
 */
export async function listMovements({
  variantId,
  before,
  take = PER_PAGE,
}: {
  variantId?: string;
  before?: string | undefined;
  take?: number;
}): Promise<MovementPage> {
  await requireAdmin("catalog.read");
  const known = numberOf(before);
  const rows = await read(
    Prisma.sql`${variantId ? Prisma.sql`m.variant_id = ${variantId}::uuid` : Prisma.sql`m.made_by IS NOT NULL`}
       AND (${known}::bigint IS NULL OR m.id < ${known}::bigint)`,
    take + 1,
  );
  const last = rows[take - 1];
  return {
    rows: rows.slice(0, take).map(toRow),
    older: rows.length > take && last ? String(last.id) : null,
  };
}

/** One entry; null when there is none of this number. @throws NotSignedInError, NotAllowedError */
export async function getMovement(id: string): Promise<MovementRow | null> {
  await requireAdmin("catalog.read");
  const [row] = await read(Prisma.sql`m.id = ${numberOf(id)}::bigint`, 1);
  return row ? toRow(row) : null;
}

const numberOf = (text: string | undefined): bigint | null =>
  text && /^\d{1,18}$/.test(text) ? BigInt(text) : null;

function read(condition: Prisma.Sql, limit: number): Promise<Row[]> {
  // By hand: each row with its variant's names and what took it back, from the newest on.
  return db().$queryRaw<Row[]>`
    SELECT m.id, m.variant_id AS "variantId", m.delta, m.on_hand_after AS "onHandAfter", m.counted, m.reason, m.note, m.at,
           m.made_by AS "madeBy", m.order_id AS "orderId", m.undoes, p.title AS "productTitle", p.slug,
           array_to_string(v.option_values, ' / ') AS "variantTitle", v.sku,
           (SELECT o.number FROM orders o WHERE o.id = m.order_id) AS "orderNumber",
           EXISTS (SELECT 1 FROM stock_movements u WHERE u.undoes = m.id) AS "isUndone"
      FROM stock_movements m JOIN variants v ON v.id = m.variant_id JOIN products p ON p.id = v.product_id
     WHERE ${condition} ORDER BY m.id DESC LIMIT ${limit}`;
}

type Row = Omit<MovementRow, "id" | "canUndo" | "isUndo" | "reason"> & {
  id: bigint;
  undoes: bigint | null;
  reason: string;
};

const toRow = (row: Row): MovementRow => {
  const { undoes, ...shown } = row;
  return {
    ...shown,
    id: String(row.id),
    reason: reason.parse(row.reason),
    isUndo: undoes !== null,
    canUndo: isUndoable(row) && !row.isUndone,
  };
};
