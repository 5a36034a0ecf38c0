import "server-only";
import { isUuid } from "@/domain/uuid";
import { audit } from "../../accounts/audit/audit";
import { requireAdmin } from "../../accounts/session";
import { ALL_PATHS } from "../../page-cache/announce-changes";
import { changeCatalog } from "../../page-cache/change-catalog";
import { transaction } from "../../platform/db";
import { lockCollection } from "./collection-rows";

export type FillStep = "add" | "up" | "down" | "first" | "remove";

/**
 * One step with one product of a collection that is filled by hand.
 * @returns gone: the collection has a rule by now, or one of both is not there
 */
export async function fillCollection(
  id: string,
  productId: string,
  step: FillStep,
): Promise<"done" | "gone"> {
  const admin = await requireAdmin("catalog.write");
  if (!isUuid(id) || !isUuid(productId)) return "gone";
  const { result } = await changeCatalog((change) =>
    transaction(async (tx): Promise<"done" | "gone"> => {
      const saved = await lockCollection(tx, id);
      if (!saved || saved.rule !== null) return "gone";
      if ((await tx.product.count({ where: { id: productId } })) === 0) return "gone";
      const rows = await tx.collectionProduct.findMany({
        where: { collectionId: id },
        orderBy: [{ position: "asc" }, { product: { createdAt: "asc" } }, { productId: "asc" }],
        select: { productId: true },
      });
      const former = rows.map((row) => row.productId);
      const ids = placed(former, productId, step);
      if (ids.join() === former.join()) return "done";
      if (step === "remove")
        await tx.collectionProduct.deleteMany({ where: { collectionId: id, productId } });
      if (step === "add")
        await tx.collectionProduct.createMany({
          data: [{ collectionId: id, productId }],
          skipDuplicates: true,
        });
      // By hand: all places in one statement.
      await tx.$executeRaw`
        UPDATE collection_products cp SET position = placed.position
          FROM unnest(${ids}::uuid[]) WITH ORDINALITY AS placed (id, position)
         WHERE cp.collection_id = ${id}::uuid AND cp.product_id = placed.id AND cp.position <> placed.position`;
      // The menu shows collections that have something on sale, and a product's page its collections.
      await change.announce(tx, [ALL_PATHS]);
      await audit(tx, {
        ...{ by: admin, action: "collection_filled", object: `collection:${id}` },
        after: { step, product: productId },
      });
      return "done";
    }),
  );
  return result;
}

function placed(ids: string[], id: string, step: FillStep): string[] {
  const at = ids.indexOf(id);
  if (step === "add") return at < 0 ? [...ids, id] : ids;
  if (at < 0) return ids;
  const rest = ids.toSpliced(at, 1);
  if (step === "remove") return rest;
  if (step === "first") return [id, ...rest];
  const to = at + (step === "up" ? -1 : 1);
  return to < 0 || to > rest.length ? ids : rest.toSpliced(to, 0, id);
}
