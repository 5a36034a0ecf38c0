import "server-only";
import type { CollectionRule } from "@/domain/catalog/collection-rule";
import type { Picture } from "@/domain/catalog/product";
import { isUuid } from "@/domain/uuid";
import { audit } from "../../accounts/audit/audit";
import { requireAdmin } from "../../accounts/session";
import { ALL_PATHS } from "../../page-cache/announce-changes";
import { changeCatalog } from "../../page-cache/change-catalog";
import { Prisma, transaction } from "../../platform/db";
import { PICTURE } from "../pictures/show-picture";
import { slugify } from "../write/slugify";
import {
  fillByRule,
  freeSlug,
  lockAddresses,
  lockCollection,
  MAX_COLLECTION_TEXT,
  MAX_COLLECTION_TITLE,
  MAX_COLLECTIONS,
} from "./collection-rows";

export type CollectionFault =
  | "no_title"
  | "title_taken"
  | "too_long"
  | "too_many"
  | "gone"
  | "no_address"
  | "address_taken";
export type CollectionInput = {
  title: string;
  description: string;
  /** null: filled by hand. */
  rule: CollectionRule | null;
  /** A picture of a product, by its id; "keep": as it is; null: that of its first product. */
  pictureId: string | "keep" | null;
};
export type CollectionAnswer =
  | { kind: "saved" }
  | { kind: "refused"; fault: CollectionFault }
  | {
      kind: "conflict";
      version: number;
      savedBy: string;
      theirs: { title: string; description: string; rule: unknown };
    };

/** A new collection behind the others, empty and filled by hand. */
export async function makeCollection(
  typed: string,
): Promise<{ kind: "made"; id: string } | { kind: "refused"; fault: CollectionFault }> {
  const admin = await requireAdmin("catalog.write");
  const title = typed.trim();
  const fault = faultOf({ title, description: "" });
  if (fault) return { kind: "refused", fault };
  return transaction(async (tx) => {
    await lockAddresses(tx);
    const { _count: count, _max: last } = await tx.collection.aggregate({
      _count: true,
      _max: { position: true },
    });
    if (count >= MAX_COLLECTIONS) return { kind: "refused" as const, fault: "too_many" as const };
    if ((await tx.collection.count({ where: { title } })) > 0)
      return { kind: "refused" as const, fault: "title_taken" as const };
    const slug = await freeSlug(tx, slugify(title));
    const { id } = await tx.collection.create({
      data: { slug, title, position: (last.position ?? 0) + 1, changedBy: admin.name },
      select: { id: true },
    });
    await tx.collectionAddress.deleteMany({ where: { slug } });
    await audit(tx, {
      by: admin,
      action: "collection_made",
      object: `collection:${id}`,
      after: { slug, title },
    });
    return { kind: "made" as const, id };
  });
}

/** @param base the version that the writer had before them */
export async function saveCollection(
  id: string,
  base: number,
  input: CollectionInput,
): Promise<CollectionAnswer> {
  const admin = await requireAdmin("catalog.write");
  const { description, rule, pictureId } = input;
  const title = input.title.trim();
  const fault = faultOf({ title, description });
  if (fault) return { kind: "refused", fault };
  if (!isUuid(id)) return { kind: "refused", fault: "gone" };
  const { result } = await changeCatalog((change) =>
    transaction(async (tx): Promise<CollectionAnswer> => {
      const saved = await lockCollection(tx, id);
      if (!saved) return { kind: "refused", fault: "gone" };
      if (saved.version !== base)
        return { kind: "conflict", version: saved.version, savedBy: saved.changedBy, theirs: saved };
      if ((await tx.collection.count({ where: { title, id: { not: id } } })) > 0)
        return { kind: "refused", fault: "title_taken" };
      const picture = await findPicture(tx, pictureId);
      await tx.collection.update({
        where: { id },
        data: {
          ...{ title, description, version: saved.version + 1, changedBy: admin.name },
          rule: rule ?? Prisma.DbNull,
          ...(picture === "keep" ? {} : { picture: picture ?? Prisma.DbNull }),
        },
        select: { id: true },
      });
      if (rule) await fillByRule(tx, id, rule);
      await change.announce(tx, [ALL_PATHS]);
      await audit(tx, {
        ...{ by: admin, action: "collection_changed", object: `collection:${id}` },
        before: { title: saved.title, rule: saved.rule === null ? null : JSON.stringify(saved.rule) },
        after: { title, rule: rule && JSON.stringify(rule) },
      });
      return { kind: "saved" };
    }),
  );
  return result;
}

async function findPicture(
  tx: Pick<Prisma.TransactionClient, "productImage">,
  pictureId: string | "keep" | null,
): Promise<Picture | "keep" | null> {
  if (pictureId === null || pictureId === "keep") return pictureId;
  if (!isUuid(pictureId)) return "keep";
  return (await tx.productImage.findUnique({ where: { id: pictureId }, select: PICTURE })) ?? "keep";
}

function faultOf({ title, description }: { title: string; description: string }): CollectionFault | null {
  if (title === "") return "no_title";
  const isTooLong = title.length > MAX_COLLECTION_TITLE || description.length > MAX_COLLECTION_TEXT;
  return isTooLong ? "too_long" : null;
}
