import "server-only";
import type { ProductTile } from "@/domain/catalog/product";
import { money } from "@/domain/money";
import { db, type Prisma } from "../../platform/db";
import { PICTURE, shownPicture } from "../pictures/show-picture";

type Options = { collectionSlug?: string; page?: number; pageSize?: number };

const ON_SALE = { status: "active", variants: { some: {} } } satisfies Prisma.ProductWhereInput;

const TILE = {
  slug: true,
  title: true,
  vendor: true,
  images: { orderBy: { position: "asc" }, take: 1, select: PICTURE },
  variants: {
    orderBy: [{ priceMinor: "asc" }, { position: "asc" }],
    select: {
      priceMinor: true,
      compareAtMinor: true,
      currency: true,
      onHand: true,
      reserved: true,
      isCounted: true,
    },
  },
} satisfies Prisma.ProductSelect;

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
  const part = { take: size + 1, skip: (clamp(page, 100_000) - 1) * size };
  const rows =
    collectionSlug === undefined
      ? await db().product.findMany({
          where: ON_SALE,
          orderBy: [{ createdAt: "desc" }, { id: "desc" }],
          select: TILE,
          ...part,
        })
      : await listCollection(collectionSlug, part);
  return { tiles: rows.slice(0, size).flatMap(toTile), hasMore: rows.length > size };
}

/** The tiles of these products in this order. */
export async function readTiles(ids: string[]): Promise<ProductTile[]> {
  const rows = await db().product.findMany({ where: { id: { in: ids } }, select: { id: true, ...TILE } });
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => byId.get(id) ?? []).flatMap(toTile);
}

async function listCollection(slug: string, part: { take: number; skip: number }) {
  const rows = await db().collectionProduct.findMany({
    where: { collection: { slug }, product: ON_SALE },
    orderBy: [{ position: "asc" }, { product: { createdAt: "asc" } }, { productId: "asc" }],
    select: { product: { select: TILE } },
    ...part,
  });
  return rows.map(({ product }) => product);
}

// A page's number comes from an address: it may be anything.
function clamp(value: number, max: number): number {
  return Math.min(Math.max(Math.trunc(value) || 1, 1), max);
}

/** A product that lost its last variant between two statements has no tile. */
function toTile(row: Prisma.ProductGetPayload<{ select: typeof TILE }>): ProductTile[] {
  const [cheapest] = row.variants;
  if (!cheapest) return [];
  const { priceMinor, compareAtMinor, currency } = cheapest;
  const hasFormerPrice = compareAtMinor !== null && compareAtMinor > priceMinor;
  return [
    {
      slug: row.slug,
      title: row.title,
      vendor: row.vendor,
      picture: shownPicture(row.images[0] ?? null, row.title),
      price: money(priceMinor, currency),
      hasSeveralPrices: row.variants.at(-1)?.priceMinor !== priceMinor,
      compareAt: hasFormerPrice ? money(compareAtMinor, currency) : null,
      isAvailable: row.variants.some(({ onHand, reserved, isCounted }) => !isCounted || onHand > reserved),
    },
  ];
}
