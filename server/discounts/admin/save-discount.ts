import "server-only";
import type { DiscountInput } from "@/domain/discounts/read-discount";
import { isUuid } from "@/domain/uuid";
import { audit } from "../../accounts/audit/audit";
import { requireAdmin } from "../../accounts/session";
import { sqlState, type Tx, transaction } from "../../platform/db";
import { env, shopTimeZone } from "../../platform/env";

/**
 * `conflict`: another admin has changed it since the form was opened. `method`: codes that work once were made for it, and it
 * must go on having some. `below_uses`: it has been used or is reserved more often than the new limit says.
 */
export type SaveAnswer =
  | { kind: "saved"; id: string }
  | { kind: "code_taken" | "gone" | "method" | "below_uses" }
  | { kind: "conflict"; changedBy: string };

const UNIQUE_VIOLATION = "23505";

/** Makes a discount, or changes one. What orders have had of it stays as it was. @param base the version that was edited */
export async function saveDiscount(
  id: string | null,
  base: number,
  input: DiscountInput,
): Promise<SaveAnswer> {
  const admin = await requireAdmin("catalog.write");
  if (id !== null && !isUuid(id)) return { kind: "gone" };
  try {
    return await transaction(async (tx) => {
      const { collectionIds, from, to, ...rules } = input;
      const data = {
        ...rules,
        ...(await spanOf(tx, from, to)),
        currency: env().SHOP_CURRENCY,
        changedBy: admin.name,
      };
      const fault = id === null ? null : await refuseChange(tx, id, base, input);
      if (fault) return fault;
      const { id: saved } =
        id === null
          ? await tx.discount.create({ data, select: { id: true } })
          : await tx.discount.update({
              where: { id },
              data: { ...data, version: { increment: 1 } },
              select: { id: true },
            });
      await saveCollections(tx, saved, collectionIds);
      const { method, code, kind, value, usageLimit, combines } = input;
      await audit(tx, {
        ...{
          by: admin,
          action: id === null ? "discount_made" : "discount_changed",
          object: `discount:${saved}`,
        },
        after: { method, code, kind, value: value.toString(), from, to, usageLimit, combines },
      });
      return { kind: "saved", id: saved };
    });
  } catch (error) {
    if (sqlState(error) === UNIQUE_VIOLATION) return { kind: "code_taken" };
    throw error;
  }
}

type Locked = {
  version: number;
  changedBy: string;
  method: string;
  uses: number;
  codes: number;
  isBatch: boolean;
};

async function refuseChange(
  tx: Tx,
  id: string,
  base: number,
  { method, usageLimit }: DiscountInput,
): Promise<SaveAnswer | null> {
  // By hand, for the lock: uses that are reserved meanwhile wait.
  const [former] = await tx.$queryRaw<Locked[]>`
    SELECT version, changed_by AS "changedBy", method::text AS method, used + reserved AS uses, batch_of IS NOT NULL AS "isBatch",
           (SELECT count(*)::int FROM discounts c WHERE c.batch_of = d.id) AS codes
      FROM discounts d WHERE id = ${id}::uuid FOR NO KEY UPDATE`;
  if (!former || former.isBatch) return { kind: "gone" };
  if (former.version !== base) return { kind: "conflict", changedBy: former.changedBy };
  if (former.codes > 0 && method !== "codes") return { kind: "method" };
  return usageLimit !== null && usageLimit < former.uses ? { kind: "below_uses" } : null;
}

/** From the beginning of the first day to the end of the last one, in the shop's time zone. */
async function spanOf(tx: Tx, from: string | null, to: string | null) {
  const zone = shopTimeZone();
  const [span] = await tx.$queryRaw<{ startsAt: Date | null; endsAt: Date | null }[]>`
    SELECT ${from}::date::timestamp AT TIME ZONE ${zone} AS "startsAt",
           (${to}::date + 1)::timestamp AT TIME ZONE ${zone} AS "endsAt"`;
  return { startsAt: span?.startsAt ?? null, endsAt: span?.endsAt ?? null };
}

/** Those that are deleted, and may come back, stay. */
async function saveCollections(tx: Tx, discountId: string, ids: string[]): Promise<void> {
  const known = await tx.collection.findMany({ select: { id: true } });
  await tx.discountTarget.deleteMany({
    where: { discountId, collectionId: { in: known.map(({ id }) => id) } },
  });
  await tx.discountTarget.createMany({
    data: known
      .filter(({ id }) => ids.includes(id))
      .map(({ id: collectionId }) => ({ discountId, collectionId })),
  });
}

/** Adds a product that the discount is for, or takes it out. @returns gone: one of both is not there */
export async function chooseProduct(
  id: string,
  productId: string,
  step: "add" | "remove",
): Promise<"done" | "gone"> {
  const admin = await requireAdmin("catalog.write");
  if (!isUuid(id) || !isUuid(productId)) return "gone";
  return transaction(async (tx) => {
    const [discount] = await tx.$queryRaw<unknown[]>`
      SELECT 1 FROM discounts WHERE id = ${id}::uuid AND batch_of IS NULL FOR NO KEY UPDATE`;
    if (!discount || (await tx.product.count({ where: { id: productId } })) === 0) return "gone";
    const target = { discountId: id, productId };
    const has = (await tx.discountTarget.count({ where: target })) > 0;
    if (has === (step === "add")) return "done";
    if (step === "add") await tx.discountTarget.create({ data: target, select: { id: true } });
    else await tx.discountTarget.deleteMany({ where: target });
    const after = { step, product: productId };
    await audit(tx, { by: admin, action: "discount_changed", object: `discount:${id}`, after });
    return "done";
  });
}

/** It can be had no more, or again; what orders have of it stays. Any number of times. */
export async function archiveDiscount(id: string, isArchived: boolean): Promise<void> {
  const admin = await requireAdmin("catalog.write");
  if (!isUuid(id)) return;
  await transaction(async (tx) => {
    const { count } = await tx.discount.updateMany({
      where: { id, batchOf: null, archivedAt: isArchived ? null : { not: null } },
      data: { archivedAt: isArchived ? new Date() : null, version: { increment: 1 }, changedBy: admin.name },
    });
    const action = isArchived ? "discount_archived" : "discount_restored";
    if (count > 0) await audit(tx, { by: admin, action, object: `discount:${id}` });
  });
}
