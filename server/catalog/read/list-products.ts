import "server-only";
import type { ProductTile } from "@/domain/catalog/product";
import { readTiles } from "./read-tiles";

type Options = { collectionSlug?: string; page?: number; pageSize?: number };

/**
 * A page of what is on sale: a collection in its own order, everything with the newest first.
 * Pages count from 1; a page beyond the end is empty.
 */
export async function listProducts({ collectionSlug, page = 1, pageSize = 24 }: Options = {}): Promise<{
  tiles: ProductTile[];
  hasMore: boolean;
}> {
  const size = clamp(pageSize, 100);
  // One more than is shown, to know whether there is another page without counting.
  const window = [size + 1, (clamp(page, 100_000) - 1) * size];
  const tiles =
    collectionSlug === undefined
      ? await readTiles("list-products", EVERYTHING, window)
      : await readTiles("list-collection", COLLECTION, [...window, collectionSlug]);
  return { tiles: tiles.slice(0, size), hasMore: tiles.length > size };
}

// A page's number comes from an address: anything may be in it.
function clamp(value: number, most: number): number {
  return Math.min(Math.max(Math.trunc(value) || 1, 1), most);
}

const ON_SALE = "p.status = 'active' AND EXISTS (SELECT 1 FROM variants v WHERE v.product_id = p.id)";
const EVERYTHING = `
  SELECT p.id, row_number() OVER (ORDER BY p.created_at DESC, p.id DESC) AS rank
  FROM products p WHERE ${ON_SALE} ORDER BY p.created_at DESC, p.id DESC LIMIT $1 OFFSET $2`;
const COLLECTION = `
  SELECT p.id, row_number() OVER (ORDER BY cp.position, p.created_at, p.id) AS rank
  FROM products p JOIN collection_products cp ON cp.product_id = p.id JOIN collections c ON c.id = cp.collection_id
  WHERE c.slug = $3 AND ${ON_SALE} ORDER BY cp.position, p.created_at, p.id LIMIT $1 OFFSET $2`;
