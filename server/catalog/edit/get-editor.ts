import "server-only";
import type { ProductSnapshot } from "@/domain/catalog/versions/product-snapshot";
import { DEFAULT_CLASS, isTaxClass } from "@/domain/tax/classes";
import { requireAdmin } from "../../accounts/session";
import { db, type Prisma } from "../../platform/db";

/** A product as its editor needs it. */
export type EditorProduct = ProductSnapshot & {
  id: string;
  version: number;
  /** By the variant's id: what orders hold of it, and how many order lines mention it. */
  use: Map<string, { reserved: number; lines: number }>;
  failedPictures: string[];
};

const INCLUDE = {
  variants: {
    orderBy: [{ position: "asc" }, { id: "asc" }],
    include: { image: { select: { source: true } }, _count: { select: { lines: true } } },
  },
  images: { orderBy: { position: "asc" } },
  collections: { include: { collection: { select: { title: true } } } },
} satisfies Prisma.ProductInclude;

/**
 * The product of this slug; null when there is none.
 * @throws NotSignedInError, NotAllowedError
 */
export async function getEditor(slug: string): Promise<EditorProduct | null> {
  await requireAdmin("catalog.write");
  const row = await db().product.findUnique({ where: { slug }, include: INCLUDE });
  if (!row) return null;
  const { handle, variants, images, collections, taxClass, ...product } = row;
  return {
    ...product,
    handle: handle ?? slug,
    taxClass: isTaxClass(taxClass) ? taxClass : DEFAULT_CLASS,
    variants: variants.map(({ priceMinor, compareAtMinor, image, ...variant }) => ({
      ...variant,
      priceMinor: priceMinor.toString(),
      compareAtMinor: compareAtMinor?.toString() ?? null,
      imageSource: image?.source ?? null,
    })),
    images,
    collections: collections.map(({ collection, position }) => ({ title: collection.title, position })),
    use: new Map(variants.map(({ id, reserved, _count }) => [id, { reserved, lines: _count.lines }])),
    failedPictures: images.flatMap(({ base, failedAt, source }) =>
      base === null && failedAt !== null ? [source] : [],
    ),
  };
}

/** The slug of the product that had this one before; null when none had. @throws NotSignedInError, NotAllowedError */
export async function findMoved(slug: string): Promise<string | null> {
  await requireAdmin("catalog.read");
  const found = await db().productAddress.findUnique({
    where: { slug },
    select: { product: { select: { slug: true } } },
  });
  return found?.product.slug ?? null;
}
