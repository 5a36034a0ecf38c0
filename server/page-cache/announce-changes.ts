import "server-only";
import type { Tx } from "../platform/db";

/** On it web processes are told which pages changed, and asked to confirm. */
export const CHANGE_CHANNEL = "latchkey_catalog";

/** `confirm`: answer with this id when everything that was announced before is forgotten. */
export type Message = { paths: string[] } | { confirm: string };

/** Stands for every page. */
export const ALL_PATHS = "*";

/** Stands for every part of the sitemap. */
export const SITEMAP = "/sitemap";

/** Stands for what the merchant set and no page of the shop shows. */
export const SETTINGS = "/settings";

/** The home page is the rewritten path of next.config.js: Next.js keeps the page under this name. */
const HOME = "/home/shop";
const EVERYTHING = "/collections/all";

// PostgreSQL refuses a payload of 8000 bytes; the rest is for JSON's own characters.
const MAX_PATH_BYTES = 7_000;

/** A variant's units for sale (on hand less reserved) before and after a change. */
type StockChange = { variantId: string; availableBefore: number; availableAfter: number };

/** Tells every web process which pages changed, when the transaction commits: no crash can lose it. */
export async function announcePaths(tx: Tx, paths: string[]): Promise<void> {
  if (paths.length === 0) return;
  const messages = inMessages(paths).map((message) => JSON.stringify(message));
  // By hand: NOTIFY is PostgreSQL's own.
  await tx.$executeRaw`
    SELECT pg_notify(${CHANGE_CHANNEL}, message) FROM unnest(${messages}::text[]) AS message`;
}

/**
 * Announces the products of variants that became sold out or available, with the transaction. Pages show
 * nothing finer, so any other change of stock renders no page again. A sale does not wait for the web processes.
 */
export async function announceAvailability(changes: StockChange[], tx: Tx): Promise<void> {
  const crossed = changes.filter((change) => change.availableBefore > 0 !== change.availableAfter > 0);
  const variantIds = crossed.map(({ variantId }) => variantId);
  await announceVariants(variantIds, tx);
}

/** Announces the products of these variants, with the transaction. */
export async function announceVariants(variantIds: string[], tx: Tx): Promise<void> {
  if (variantIds.length === 0) return;
  const variants = await tx.variant.findMany({
    where: { id: { in: variantIds } },
    select: { productId: true },
  });
  const productIds = [...new Set(variants.map(({ productId }) => productId))];
  await announcePaths(tx, await pathsOfProducts(tx, productIds));
}

/** The pages that show prices of these products: home, everything, product, one per variant, its collections. */
export async function pathsOfProducts(tx: Tx, productIds: string[]): Promise<string[]> {
  // By hand: the import asks twice for each product, in one statement in place of three.
  const rows = await tx.$queryRaw<{ path: string }[]>`
    SELECT '/products/' || slug AS path FROM products WHERE id = ANY (${productIds}::uuid[])
    UNION SELECT '/products/' || p.slug || '/' || v.slug FROM products p JOIN variants v ON v.product_id = p.id
           WHERE p.id = ANY (${productIds}::uuid[])
    UNION SELECT '/collections/' || c.slug FROM collections c
            JOIN collection_products cp ON cp.collection_id = c.id WHERE cp.product_id = ANY (${productIds}::uuid[])`;
  return rows.length === 0 ? [] : [EVERYTHING, HOME, ...rows.map(({ path }) => path).sort()];
}

function inMessages(paths: string[]): Message[] {
  const messages: { paths: string[] }[] = [];
  let room = 0;
  for (const path of paths) {
    const size = Buffer.byteLength(JSON.stringify(path)) + 1;
    if (size > room) {
      messages.push({ paths: [] });
      room = MAX_PATH_BYTES;
    }
    messages.at(-1)?.paths.push(path);
    room -= size;
  }
  return messages;
}
