import "server-only";
import type { Sql } from "../platform/db";

/** The home page is the rewritten path of next.config.js: Next.js keeps the page under this name. */
const HOME = "/home/shop";

const EVERYTHING = "/collections/all";

/** The pages that show prices of these products: home, everything, product, one per variant, its collections. */
export async function pathsOfProducts(sql: Sql, productIds: string[]): Promise<string[]> {
  const { rows } = await sql.query<{ path: string }>({
    name: "paths-of-products",
    text: `
      SELECT '/products/' || slug AS path FROM products WHERE id = ANY($1)
      UNION SELECT '/products/' || p.slug || '/' || v.slug FROM products p JOIN variants v ON v.product_id = p.id
        WHERE p.id = ANY($1)
      UNION SELECT '/collections/' || c.slug FROM collections c
        JOIN collection_products cp ON cp.collection_id = c.id WHERE cp.product_id = ANY($1)`,
    values: [productIds],
  });
  return rows.length === 0 ? [] : [EVERYTHING, HOME, ...rows.map(({ path }) => path).sort()];
}
