import "server-only";
import { priorPrice } from "@/domain/catalog/price-reduction";
import type { ProductTile } from "@/domain/catalog/product";
import { unitPrice } from "@/domain/catalog/unit-price";
import { money } from "@/domain/money";
import { db, type Prisma } from "../../platform/db";
import { PICTURE, shownPicture } from "../pictures/show-picture";
import { offeredVariant } from "./on-sale";

type Options = { collectionSlug?: string; page?: number; pageSize?: number };

const onSale = () =>
  ({ status: "active", variants: { some: offeredVariant() } }) satisfies Prisma.ProductWhereInput;

const tile = () =>
  ({
    slug: true,
    title: true,
    vendor: true,
    images: { orderBy: { position: "asc" }, take: 1, select: PICTURE },
    variants: {
      where: offeredVariant(),
      orderBy: [{ priceMinor: "asc" }, { position: "asc" }],
      select: {
        priceMinor: true,
        priorMinor: true,
        content: true,
        reference: true,
        currency: true,
        onHand: true,
        reserved: true,
        isCounted: true,
      },
    },
  }) satisfies Prisma.ProductSelect;

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
          where: onSale(),
          orderBy: [{ createdAt: "desc" }, { id: "desc" }],
          select: tile(),
          ...part,
        })
      : await listCollection(collectionSlug, part);
  return { tiles: rows.slice(0, size).flatMap(toTile), hasMore: rows.length > size };
}

/** The tiles of these products in this order. */
export async function readTiles(ids: string[]): Promise<ProductTile[]> {
  const rows = await db().product.findMany({ where: { id: { in: ids } }, select: { id: true, ...tile() } });
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => byId.get(id) ?? []).flatMap(toTile);
}

async function listCollection(slug: string, part: { take: number; skip: number }) {
  const rows = await db().collectionProduct.findMany({
    where: { collection: { slug }, product: onSale() },
    orderBy: [{ position: "asc" }, { product: { createdAt: "asc" } }, { productId: "asc" }],
    select: { product: { select: tile() } },
    ...part,
  });
  return rows.map(({ product }) => product);
}

// A page's number comes from an address: it may be anything.
function clamp(value: number, max: number): number {
  return Math.min(Math.max(Math.trunc(value) || 1, 1), max);
}

/** A product that lost its last variant between two statements has no tile. */
function toTile(row: Prisma.ProductGetPayload<{ select: ReturnType<typeof tile> }>): ProductTile[] {
  const [cheapest] = row.variants;
  if (!cheapest) return [];
  const { priceMinor, priorMinor, currency } = cheapest;
  const price = money(priceMinor, currency);
  return [
    {
      slug: row.slug,
      title: row.title,
      vendor: row.vendor,
      picture: shownPicture(row.images[0] ?? null, row.title),
      price,
      hasSeveralPrices: row.variants.at(-1)?.priceMinor !== priceMinor,
      prior: priorPrice(price, priorMinor === null ? null : money(priorMinor, currency)),
      unitPrice: unitPrice(price, cheapest),
      isAvailable: row.variants.some(({ onHand, reserved, isCounted }) => !isCounted || onHand > reserved),
    },
  ];
}
