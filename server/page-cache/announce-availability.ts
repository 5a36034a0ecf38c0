import "server-only";
import { pool, type Sql } from "../platform/db";
import { notifyPaths, pathsOfProducts } from "./announce-changes";

/** Pieces of a variant that could be bought (on hand less reserved) before and after a change. */
type StockChange = { variantId: string; availableBefore: number; availableAfter: number };

/**
 * Announces the products of variants that became sold out or available; pages show nothing finer, so any
 * other change of stock renders no page again. Call it after the commit, or inside the transaction with its
 * connection: then the announcement goes out with the commit and no crash can lose it.
 */
export async function announceAvailability(changes: StockChange[], sql: Sql = pool()): Promise<void> {
  const crossed = changes.filter((change) => change.availableBefore > 0 !== change.availableAfter > 0);
  if (crossed.length === 0) return;
  const { rows } = await sql.query<{ product_id: string }>(
    "SELECT DISTINCT product_id FROM variants WHERE id = ANY($1)",
    [crossed.map(({ variantId }) => variantId)],
  );
  const productIds = rows.map(({ product_id }) => product_id);
  await notifyPaths(sql, await pathsOfProducts(sql, productIds));
}
