import "server-only";
import type { Picture, ProductTile } from "@/domain/catalog/product";
import { money } from "@/domain/money";
import { pool } from "../../platform/db";
import { FIRST_PICTURE_JSON, shownPicture } from "../pictures/show-picture";

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

type Row = {
  slug: string;
  title: string;
  vendor: string;
  picture: Picture | null;
  price_minor: bigint;
  highest_minor: bigint;
  compare_at_minor: bigint | null;
  currency: string;
  is_available: boolean;
};

/**
 * Runs one query for a page of tiles. `chosen` is SQL that gives the products' `id` and a number `rank`
 * that orders them; prices, stock and pictures are looked up for those rows only.
 */
export async function readTiles(name: string, chosen: string, values: unknown[]): Promise<ProductTile[]> {
  const text = `
    SELECT p.slug, p.title, p.vendor, ${FIRST_PICTURE_JSON("p.id")} AS picture, cheapest.price_minor,
           cheapest.compare_at_minor, cheapest.currency, every.highest_minor, every.is_available
    FROM (${chosen}) AS chosen
    JOIN products p ON p.id = chosen.id
    CROSS JOIN LATERAL (SELECT v.price_minor, v.compare_at_minor, v.currency FROM variants v
      WHERE v.product_id = p.id ORDER BY v.price_minor, v.position LIMIT 1) AS cheapest
    CROSS JOIN LATERAL (SELECT max(v.price_minor) AS highest_minor, bool_or(v.on_hand > v.reserved) AS is_available
      FROM variants v WHERE v.product_id = p.id) AS every
    ORDER BY chosen.rank`;
  const { rows } = await pool().query<Row>({ name, text, values });
  return rows.map(toTile);
}

function toTile(row: Row): ProductTile {
  const hasFormerPrice = row.compare_at_minor !== null && row.compare_at_minor > row.price_minor;
  return {
    slug: row.slug,
    title: row.title,
    vendor: row.vendor,
    picture: shownPicture(row.picture, row.title),
    price: money(row.price_minor, row.currency),
    hasSeveralPrices: row.highest_minor !== row.price_minor,
    compareAt: hasFormerPrice ? money(row.compare_at_minor ?? 0n, row.currency) : null,
    isAvailable: row.is_available,
  };
}
