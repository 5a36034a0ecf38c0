import "server-only";
import type { Picture, ProductView, VariantView } from "@/domain/catalog/product";
import { money } from "@/domain/money";
import { db, type Prisma } from "../../platform/db";
import { PICTURE, shownPicture } from "../pictures/show-picture";
import { renderDescription, summarizeDescription } from "./description";

const SHOWN = {
  id: true,
  slug: true,
  title: true,
  vendor: true,
  tags: true,
  optionNames: true,
  description: true,
  variants: { orderBy: [{ position: "asc" }, { id: "asc" }], include: { image: { select: PICTURE } } },
  images: { orderBy: { position: "asc" }, select: PICTURE },
  collections: {
    orderBy: [{ collection: { position: "asc" } }, { collection: { title: "asc" } }],
    select: { collection: { select: { slug: true, title: true } } },
  },
} satisfies Prisma.ProductSelect;

type Row = Prisma.ProductGetPayload<{ select: typeof SHOWN }>;

/** Everything that a product's page shows; null when no product on sale has this slug. */
export async function getProduct(slug: string): Promise<ProductView | null> {
  // PostgreSQL refuses NUL in a text, and an address may hold one.
  if (slug.includes("\0")) return null;
  const row = await db().product.findUnique({ where: { slug, status: "active" }, select: SHOWN });
  if (!row || row.variants.length === 0) return null;
  const { description, variants, images, collections, ...product } = row;
  return {
    ...product,
    descriptionHtml: renderDescription(description),
    summary: summarizeDescription(description),
    variants: variants.map((variant) => toVariant(variant, row.title)),
    pictures: images.map((picture: Picture) => shownPicture(picture, row.title) ?? picture),
    collections: collections.map(({ collection }) => collection),
  };
}

function toVariant(row: Row["variants"][number], title: string): VariantView {
  const { id, slug, sku, optionValues, priceMinor, compareAtMinor, currency, image } = row;
  return {
    id,
    slug,
    sku,
    optionValues,
    title: optionValues.join(" / "),
    price: money(priceMinor, currency),
    compareAt:
      compareAtMinor !== null && compareAtMinor > priceMinor ? money(compareAtMinor, currency) : null,
    isAvailable: row.onHand > row.reserved,
    picture: shownPicture(image, [title, ...optionValues].join(", ")),
  };
}
