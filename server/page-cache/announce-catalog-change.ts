import "server-only";
import { pool } from "../platform/db";
import { awaitAcknowledgments } from "./await-acknowledgments";
import { notifyPaths } from "./notify-paths";
import { pathsOfProducts } from "./paths-of-products";

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * Makes every web process forget its pages of these products (ids or slugs). Call it after the commit.
 * With `wait` it returns when every live one has, after 5 seconds at most.
 * @returns false when one of them did not answer in time: its page may be old until it does
 */
export async function announceCatalogChange(
  products: string[],
  { wait = false }: { wait?: boolean } = {},
): Promise<boolean> {
  const announce = async () => ({ announcements: await notifyPaths(pool(), await changedPaths(products)) });
  if (wait) return (await awaitAcknowledgments(announce)).isAcknowledged;
  await announce();
  return true;
}

async function changedPaths(products: string[]): Promise<string[]> {
  const slugs = products.filter((product) => !UUID.test(product));
  const ids = products.filter((product) => UUID.test(product));
  if (slugs.length > 0) {
    const { rows } = await pool().query<{ id: string }>("SELECT id FROM products WHERE slug = ANY($1)", [
      slugs,
    ]);
    ids.push(...rows.map(({ id }) => id));
  }
  return pathsOfProducts(pool(), ids);
}
