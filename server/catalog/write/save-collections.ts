import "server-only";
import type { Tx } from "../../platform/db";
import { slugify } from "./slugify";

/** `place` is where the draft names it, `position` the product's place in the collection. */
export type Membership = { slug: string; title: string; position: number; place: number };

/** The collections of a draft by slug, in the order of slugs: the order in which rows are written and compared. */
export function desiredCollections(collections: { title: string; position: number }[]): Membership[] {
  const bySlug = new Map(collections.map((one, place) => [slugify(one.title), { ...one, place }]));
  return [...bySlug].map(([slug, one]) => ({ slug, ...one })).sort((a, b) => (a.slug < b.slug ? -1 : 1));
}

/** Makes the product be in exactly these collections; a new collection goes behind the others. */
export async function saveCollections(tx: Tx, productId: string, wanted: Membership[]): Promise<void> {
  const where = { slug: { in: wanted.map(({ slug }) => slug) } };
  let known = await tx.collection.findMany({ where, select: { id: true, slug: true } });
  if (known.length < wanted.length) {
    await addCollections(tx, wanted);
    known = await tx.collection.findMany({ where, select: { id: true, slug: true } });
  }
  const idOf = new Map(known.map(({ id, slug }) => [slug, id]));
  // The caller holds the product's row: nothing else changes its memberships now.
  await tx.collectionProduct.deleteMany({ where: { productId } });
  await tx.collectionProduct.createMany({
    data: wanted.flatMap(({ slug, position }) => {
      const collectionId = idOf.get(slug);
      return collectionId === undefined ? [] : [{ collectionId, productId, position }];
    }),
  });
}

/** Those that another import adds at the same moment stay as it adds them. */
async function addCollections(tx: Tx, wanted: Membership[]): Promise<void> {
  const { _max: last } = await tx.collection.aggregate({ _max: { position: true } });
  const inOrder = wanted.toSorted((a, b) => a.place - b.place);
  await tx.collection.createMany({
    data: inOrder.map(({ slug, title }, index) => ({
      slug,
      title,
      position: (last.position ?? 0) + index + 1,
    })),
    skipDuplicates: true,
  });
}
