import "server-only";
import { type Reduction, reductionOf } from "@/domain/catalog/price-reduction";
import type { ProductSnapshot } from "@/domain/catalog/versions/product-snapshot";
import { money } from "@/domain/money";
import { DEFAULT_CLASS, isTaxClass } from "@/domain/tax/classes";
import { requireAdmin } from "../../accounts/session";
import { db, type Prisma } from "../../platform/db";

/** A product as its editor needs it. */
export type EditorProduct = ProductSnapshot & {
  id: string;
  version: number;
  /** By the variant's id: what orders hold of it, and how many order lines mention it. */
  use: Map<string, { reserved: number; lines: number }>;
  /** By the variant's id: what becomes of the reduction that it announces. */
  reductions: Map<string, Reduction>;
  failedPictures: string[];
};

type LastPrice = {
  variantId: string;
  currency: string;
  priceMinor: bigint;
  compareAtMinor: bigint | null;
  reducedAt: Date | null;
  priorMinor: bigint | null;
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
    reductions: await readReductions(variants.map(({ id }) => id)),
    failedPictures: images.flatMap(({ base, failedAt, source }) =>
      base === null && failedAt !== null ? [source] : [],
    ),
  };
}

/** By the variant's id, from the last row of each one's history. */
async function readReductions(variantIds: string[]): Promise<Map<string, Reduction>> {
  // By hand: Prisma would read the whole history of each.
  const rows = await db().$queryRaw<LastPrice[]>`
    SELECT DISTINCT ON (variant_id) variant_id AS "variantId", currency, price_minor AS "priceMinor",
           compare_at_minor AS "compareAtMinor", reduced_at AS "reducedAt", prior_minor AS "priorMinor"
      FROM price_changes WHERE variant_id = ANY (${variantIds}::uuid[]) ORDER BY variant_id, at DESC, id DESC`;
  return new Map(
    rows.map(({ variantId, currency, priceMinor, compareAtMinor, reducedAt, priorMinor }) => {
      const amount = (minor: bigint | null) => (minor === null ? null : money(minor, currency));
      const [compareAt, lowest] = [amount(compareAtMinor), amount(priorMinor)];
      return [variantId, reductionOf({ price: money(priceMinor, currency), compareAt, reducedAt, lowest })];
    }),
  );
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
