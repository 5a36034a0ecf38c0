import "server-only";
import { Prisma, type Tx } from "../../platform/db";
import { hashOf, slugify } from "./slugify";

/** `place` is where the draft names it, `position` the product's place in the collection. */
export type Membership = { slug: string; title: string; position: number; place: number };

/** The collections of a draft by slug, in the order of slugs: the order in which rows are written and compared. */
export function desiredCollections(collections: { title: string; position: number }[]): Membership[] {
  const bySlug = new Map(collections.map((one, place) => [slugify(one.title), { ...one, place }]));
  return [...bySlug].map(([slug, one]) => ({ slug, ...one })).sort((a, b) => (a.slug < b.slug ? -1 : 1));
}

/** Without the collections that have a rule: what is in those, the rule alone says. */
export async function withoutRules(tx: Tx, wanted: Membership[]): Promise<Membership[]> {
  if (wanted.length === 0) return wanted;
  const ruled = await tx.collection.findMany({
    where: { NOT: { rule: { equals: Prisma.DbNull } } },
    select: { slug: true, title: true },
  });
  const isRuled = (one: Membership) =>
    ruled.some(({ slug, title }) => title === one.title || (slug === one.slug && slugify(title) === slug));
  return wanted.filter((one) => !isRuled(one));
}

/**
 * Makes the product be in exactly these collections, of those that are filled by hand; a new one goes behind the others.
 * @returns the ids of the new collections
 */
export async function saveCollections(tx: Tx, productId: string, wanted: Membership[]): Promise<string[]> {
  let idOf = await findCollections(tx, wanted);
  const missing = wanted.filter(({ title }) => !idOf.has(title));
  const made = missing.length > 0 ? await addCollections(tx, missing) : [];
  if (missing.length > 0) {
    idOf = await findCollections(tx, wanted);
  }
  // The caller holds the product's row: nothing else changes its memberships now.
  await tx.collectionProduct.deleteMany({
    where: { productId, collection: { rule: { equals: Prisma.DbNull } } },
  });
  await tx.collectionProduct.createMany({
    data: wanted.flatMap(({ title, position }) => {
      const collectionId = idOf.get(title);
      return collectionId === undefined ? [] : [{ collectionId, productId, position }];
    }),
  });
  return made;
}

/** The ids by the titles wanted. Titles that differ in case or marks only mean the same collection. */
async function findCollections(tx: Tx, wanted: Membership[]): Promise<Map<string, string>> {
  const known = await tx.collection.findMany({
    where: {
      OR: [
        { title: { in: wanted.map(({ title }) => title) } },
        { slug: { in: wanted.flatMap(({ slug, title }) => [slug, withHash(slug, title)]) } },
      ],
    },
    select: { id: true, slug: true, title: true },
  });
  return new Map(
    wanted.flatMap(({ slug, title }) => {
      const found =
        known.find((one) => one.title === title) ??
        known.find((one) => one.slug === slug && slugify(one.title) === slug) ??
        known.find((one) => one.slug === withHash(slug, title));
      return found ? [[title, found.id]] : [];
    }),
  );
}

const withHash = (slug: string, title: string) => `${slug}-${hashOf(title)}`;

/** Those that another import adds at the same moment stay as it adds them. */
async function addCollections(tx: Tx, wanted: Membership[]): Promise<string[]> {
  const { _max: last } = await tx.collection.aggregate({ _max: { position: true } });
  const inOrder = wanted.toSorted((a, b) => a.place - b.place);
  // An older collection of another title may have the address.
  const taken = await tx.collection.findMany({
    where: { slug: { in: wanted.map(({ slug }) => slug) } },
    select: { slug: true },
  });
  const isTaken = new Set(taken.map(({ slug }) => slug));
  const made = await tx.collection.createManyAndReturn({
    select: { id: true },
    data: inOrder.map(({ slug, title }, index) => ({
      slug: isTaken.has(slug) ? withHash(slug, title) : slug,
      title,
      position: (last.position ?? 0) + index + 1,
    })),
    skipDuplicates: true,
  });
  return made.map(({ id }) => id);
}
