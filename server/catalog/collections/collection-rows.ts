import "server-only";
import { z } from "zod";
import type { Picture } from "@/domain/catalog/product";
import type { Prisma, Tx } from "../../platform/db";

/** A picture as it is kept with what shows it: the files stay, whatever becomes of the product that it was taken from. */
export const keptPicture = z.object({
  alt: z.string(),
  base: z.string().nullable(),
  source: z.string(),
  widths: z.array(z.number()),
  width: z.number().nullable(),
  height: z.number().nullable(),
}) satisfies z.ZodType<Picture>;

export type LockedCollection = {
  id: string;
  slug: string;
  title: string;
  description: string;
  rule: unknown;
  picture: unknown;
  version: number;
  changedBy: string;
};

export const MAX_COLLECTIONS = 500;
export const MAX_COLLECTION_TEXT = 2_000;
export const MAX_COLLECTION_TITLE = 120;

/** One at a time changes it; null when there is none. By hand: a lock. */
export async function lockCollection(tx: Tx, id: string): Promise<LockedCollection | null> {
  const [row] = await tx.$queryRaw<LockedCollection[]>`
    SELECT id, slug, title, description, rule, picture, version, changed_by AS "changedBy"
      FROM collections WHERE id = ${id}::uuid FOR UPDATE`;
  return row ?? null;
}

/** One at a time gives addresses and places. By hand: a lock. */
export async function lockAddresses(tx: Tx): Promise<void> {
  await tx.$queryRaw`SELECT 1 FROM (SELECT pg_advisory_xact_lock(hashtext('collections'))) locked`;
}

/** The address itself, or with a number where it is taken. */
export async function freeSlug(tx: Tx, wanted: string): Promise<string> {
  const taken = await tx.collection.findMany({
    where: { slug: { startsWith: wanted.slice(0, 75) } },
    select: { slug: true },
  });
  // "all" is every product, whatever its collection.
  const isTaken = new Set(["all", ...taken.map(({ slug }) => slug)]);
  let slug = wanted;
  for (let number = 2; isTaken.has(slug); number += 1) slug = `${wanted.slice(0, 75)}-${number}`;
  return slug;
}

/**
 * Fills a collection by its rule. Changes of products wait until this has committed, and it for those that began before.
 * By hand: a lock, and all products in one statement.
 */
export async function fillByRule(tx: Tx, id: string, rule: Prisma.InputJsonObject): Promise<void> {
  await tx.$queryRaw`SELECT 1 FROM (SELECT pg_advisory_xact_lock(hashtext('rule collections'))) locked`;
  await tx.collectionProduct.deleteMany({ where: { collectionId: id } });
  await tx.$executeRaw`
    INSERT INTO collection_products (collection_id, product_id, position)
    SELECT ${id}::uuid, p.id, 0 FROM products p WHERE product_fits(p.id, ${rule}::jsonb)`;
}
