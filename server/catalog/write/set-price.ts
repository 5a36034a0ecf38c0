import "server-only";
import { stepOf } from "@/domain/money";
import { awaitAcknowledgments, notifyPaths, pathsOfProducts } from "../../page-cache/announce-changes";
import { transaction } from "../../platform/db";
import { ProductRefused } from "./product-draft";

/**
 * Sets a variant's price, in minor units of its currency, and returns when every live web process has
 * forgotten the pages that show the old one (5 seconds at most).
 * @returns false when a web process did not answer in time
 * @throws ProductRefused when there is no such variant or the price is negative or finer than its currency.
 */
export async function setPrice(variantId: string, priceMinor: bigint): Promise<boolean> {
  if (priceMinor < 0n) throw new ProductRefused(["The price is below zero."]);
  const { isAcknowledged } = await awaitAcknowledgments(() =>
    transaction(async (sql) => {
      const { rows } = await sql.query<{ product_id: string; currency: string }>(
        "UPDATE variants SET price_minor = $2 WHERE id = $1 RETURNING product_id, currency",
        [variantId, priceMinor],
      );
      const [variant] = rows;
      if (!variant) throw new ProductRefused(["There is no such variant any more."]);
      if (priceMinor % stepOf(variant.currency) !== 0n)
        throw new ProductRefused([`The price is finer than ${variant.currency.toUpperCase()} allows.`]);
      await sql.query("UPDATE products SET updated_at = now() WHERE id = $1", [variant.product_id]);
      return { announcements: await notifyPaths(sql, await pathsOfProducts(sql, [variant.product_id])) };
    }),
  );
  return isAcknowledged;
}
