import "server-only";
import { transaction } from "../platform/db";

/**
 * Makes a variant's reserved units what its holds are. The variant is locked first: whoever reserves or releases
 * meanwhile is done before the holds are counted, or waits. @returns false when more is held than lies on the shelf
 */
export async function recountReserved(variantId: string): Promise<boolean> {
  return transaction(async (sql) => {
    await sql.query("SELECT 1 FROM variants WHERE id = $1 FOR NO KEY UPDATE", [variantId]);
    const { rowCount } = await sql.query(
      `UPDATE variants v SET reserved = held.units
         FROM (SELECT coalesce(sum(quantity), 0)::int AS units FROM stock_holds
                WHERE variant_id = $1 AND state = 'held') held
        WHERE v.id = $1 AND held.units <= v.on_hand`,
      [variantId],
    );
    return rowCount === 1;
  });
}
