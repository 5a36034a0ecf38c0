import "server-only";
import { notifyPaths } from "../../page-cache/notify-paths";
import { pathsOfProducts } from "../../page-cache/paths-of-products";
import { transaction } from "../../platform/db";
import type { PreparedPicture } from "../write/product-draft";

/** Gives every picture of this source its prepared set, and announces the products that show it. */
export async function attachPicture(source: string, prepared: PreparedPicture): Promise<void> {
  const { base, widths, width, height } = prepared;
  await transaction(async (sql) => {
    const { rows } = await sql.query<{ product_id: string }>(
      `UPDATE product_images SET base = $2, widths = $3, width = $4, height = $5
       WHERE source = $1 AND base IS NULL RETURNING product_id`,
      [source, base, widths, width, height],
    );
    const productIds = [...new Set(rows.map(({ product_id }) => product_id))];
    await notifyPaths(sql, await pathsOfProducts(sql, productIds));
  });
}
