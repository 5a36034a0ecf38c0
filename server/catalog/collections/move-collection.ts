import "server-only";
import { z } from "zod";
import { collectionRule } from "@/domain/catalog/collection-rule";
import { isUuid } from "@/domain/uuid";
import { audit } from "../../accounts/audit/audit";
import { requireAdmin } from "../../accounts/session";
import { ALL_PATHS } from "../../page-cache/announce-changes";
import { changeCatalog } from "../../page-cache/change-catalog";
import { Prisma, type Tx, transaction } from "../../platform/db";
import { slugify } from "../write/slugify";
import { fillByRule, freeSlug, keptPicture, lockAddresses, lockCollection } from "./collection-rows";
import type { CollectionFault } from "./save-collection";

/** What is kept of a deleted collection. */
const deleted = z.object({
  ...{ slug: z.string(), title: z.string(), description: z.string(), position: z.number() },
  rule: collectionRule.nullable(),
  picture: keptPicture.nullable(),
  products: z.array(z.object({ productId: z.string(), position: z.number() })),
});

/** Gives a collection another address at once. The former one leads to it from then on. */
export async function changeCollectionAddress(id: string, typed: string): Promise<CollectionFault | "done"> {
  const admin = await requireAdmin("catalog.write");
  if (!/[\p{L}\p{N}]/u.test(typed)) return "no_address";
  const slug = slugify(typed.slice(0, 80));
  return inChange(async (tx, announce) => {
    await lockAddresses(tx);
    const saved = isUuid(id) ? await lockCollection(tx, id) : null;
    if (!saved) return "gone";
    if (saved.slug === slug) return "done";
    if ((await freeSlug(tx, slug)) !== slug) return "address_taken";
    await tx.collection.update({ where: { id }, data: { slug }, select: { id: true } });
    await tx.collectionAddress.deleteMany({ where: { slug: { in: [slug, saved.slug] } } });
    await tx.collectionAddress.create({ data: { slug: saved.slug, collectionId: id } });
    await announce([ALL_PATHS, pathOf(saved.slug), pathOf(slug)]);
    await audit(tx, {
      ...{ by: admin, action: "collection_moved", object: `collection:${id}` },
      ...{ before: { slug: saved.slug }, after: { slug } },
    });
    return "done";
  });
}

/** Its products stay. `undeleteCollection` brings it back as it was. */
export async function deleteCollection(id: string): Promise<"done" | "gone"> {
  const admin = await requireAdmin("catalog.write");
  return inChange(async (tx, announce) => {
    const saved = isUuid(id) ? await lockCollection(tx, id) : null;
    if (!saved) return "gone";
    const { position } = await tx.collection.findUniqueOrThrow({ where: { id }, select: { position: true } });
    const products = await tx.collectionProduct.findMany({
      where: { collectionId: id },
      select: { productId: true, position: true },
    });
    const { slug, title, description, rule, picture } = saved;
    const content = deleted.parse({ slug, title, description, position, rule, picture, products });
    await tx.deletedCollection.create({ data: { id, content }, select: { id: true } });
    await tx.collection.delete({ where: { id }, select: { id: true } });
    await announce([ALL_PATHS, pathOf(slug)]);
    await audit(tx, {
      by: admin,
      action: "collection_deleted",
      object: `collection:${id}`,
      before: { slug, title },
    });
    return "done";
  });
}

/** As it was; where its address or title is taken by now, with a number. */
export async function undeleteCollection(id: string): Promise<"done" | "gone"> {
  const admin = await requireAdmin("catalog.write");
  return inChange(async (tx, announce) => {
    await lockAddresses(tx);
    const row = isUuid(id) ? await tx.deletedCollection.findUnique({ where: { id } }) : null;
    if (!row) return "gone";
    const { products, rule, picture, ...content } = deleted.parse(row.content);
    const slug = await freeSlug(tx, content.slug);
    await tx.collection.create({
      data: {
        ...{ ...content, id, slug, changedBy: admin.name },
        ...{ rule: rule ?? Prisma.DbNull, picture: picture ?? Prisma.DbNull },
      },
      select: { id: true },
    });
    if (rule) await fillByRule(tx, id, rule);
    else {
      const ids = products.map(({ productId }) => productId);
      const known = await tx.product.findMany({ where: { id: { in: ids } }, select: { id: true } });
      const isThere = new Set(known.map((product) => product.id));
      await tx.collectionProduct.createMany({
        data: products
          .filter(({ productId }) => isThere.has(productId))
          .map((one) => ({ ...one, collectionId: id })),
      });
    }
    await tx.collectionAddress.deleteMany({ where: { slug } });
    await tx.deletedCollection.delete({ where: { id }, select: { id: true } });
    await announce([ALL_PATHS, pathOf(slug)]);
    await audit(tx, {
      by: admin,
      action: "collection_restored",
      object: `collection:${id}`,
      after: { slug },
    });
    return "done";
  });
}

/** Puts it one place up or down: the shop lists collections in this order. */
export async function sortCollection(id: string, direction: "up" | "down"): Promise<void> {
  const admin = await requireAdmin("catalog.write");
  await inChange(async (tx, announce) => {
    await lockAddresses(tx);
    const rows = await tx.collection.findMany({
      orderBy: [{ position: "asc" }, { title: "asc" }],
      select: { id: true },
    });
    const ids = rows.map((row) => row.id);
    const from = ids.indexOf(id);
    const to = from + (direction === "up" ? -1 : 1);
    if (from < 0 || to < 0 || to >= ids.length) return;
    ids.splice(to, 0, ...ids.splice(from, 1));
    // By hand: all places in one statement.
    await tx.$executeRaw`
      UPDATE collections c SET position = placed.position
        FROM unnest(${ids}::uuid[]) WITH ORDINALITY AS placed (id, position) WHERE c.id = placed.id`;
    await announce([ALL_PATHS]);
    await audit(tx, {
      by: admin,
      action: "collections_sorted",
      object: `collection:${id}`,
      after: { direction },
    });
  });
}

const pathOf = (slug: string) => `/collections/${slug}`;

async function inChange<T>(
  write: (tx: Tx, announce: (paths: string[]) => Promise<void>) => Promise<T>,
): Promise<T> {
  const { result } = await changeCatalog((change) =>
    transaction((tx) => write(tx, (paths) => change.announce(tx, paths))),
  );
  return result;
}
