import "server-only";
import type { Admin } from "@/domain/accounts/roles";
import {
  isUndoable,
  MAX_UNITS,
  type StockAnswer,
  type StockChange,
  type UndoAnswer,
} from "@/domain/stock/movements";
import { audit } from "../accounts/audit/audit";
import { requireAdmin } from "../accounts/session";
import { pathsOfProducts } from "../page-cache/announce-changes";
import { type CatalogChange, changeCatalog } from "../page-cache/change-catalog";
import { type Tx, transaction } from "../platform/db";
import { because, type StockCause } from "./stock-cause";

/**
 * Changes a variant's stock as a person says: units that came or went, or what was counted. Every page of the shop is right
 * when it returns.
 * @throws NotSignedInError, NotAllowedError
 */
export async function changeStock(change: StockChange): Promise<StockAnswer> {
  const admin = await requireAdmin("stock.write");
  const { result } = await changeCatalog((catalog) =>
    transaction((tx) => changeStockWithin(tx, catalog, admin, change)),
  );
  return result;
}

/**
 * The same in the caller's transaction, for an admin who may ("stock.write"); with several variants in the order of their
 * ids, as checkouts lock them. Nothing is written where the answer is not "changed": then the caller decides whether its
 * transaction ends.
 */
export async function changeStockWithin(
  tx: Tx,
  catalog: CatalogChange,
  admin: Admin,
  change: StockChange,
): Promise<StockAnswer> {
  const variant = await lockVariant(tx, change.variantId);
  if (!variant) return { kind: "unknown_variant" };
  const made = await tx.stockMovement.findUnique({ where: { requestId: change.requestId } });
  if (made) {
    const { onHand, reserved } = variant;
    return { kind: "changed", entry: String(made.id), delta: made.delta, isRepeat: true, onHand, reserved };
  }
  const isCount = change.kind === "count";
  return write(tx, catalog, admin, variant, isCount ? change.units : variant.onHand + change.units, {
    reason: isCount ? "count" : change.reason,
    ...(isCount ? { counted: change.units } : {}),
    requestId: change.requestId,
    note: change.note ?? "",
  });
}

/**
 * Takes an entry back by one of the opposite, once, while as many units are free. The entry stays.
 * @throws NotSignedInError, NotAllowedError
 */
export async function undoMovement(id: string): Promise<UndoAnswer> {
  const admin = await requireAdmin("stock.write");
  const { result } = await changeCatalog((catalog) =>
    transaction(async (tx): Promise<UndoAnswer> => {
      const known = /^\d{1,18}$/.test(id) ? BigInt(id) : 0n;
      const entry = await tx.stockMovement.findUnique({ where: { id: known } });
      if (!entry || !isUndoable(entry)) return { kind: "not_undoable" };
      const variant = await lockVariant(tx, entry.variantId);
      if (!variant) return { kind: "unknown_variant" };
      // After the lock: a second click waited for the first.
      if (await tx.stockMovement.findUnique({ where: { undoes: entry.id } }))
        return { kind: "undone_before" };
      return write(tx, catalog, admin, variant, variant.onHand - entry.delta, {
        reason: "correction",
        undoes: String(entry.id),
      });
    }),
  );
  return result;
}

type Locked = { id: string; productId: string; onHand: number; reserved: number; isCounted: boolean };

async function lockVariant(tx: Tx, id: string): Promise<Locked | undefined> {
  // By hand: a lock.
  const [variant] = await tx.$queryRaw<Locked[]>`
    SELECT id, product_id AS "productId", on_hand AS "onHand", reserved, is_counted AS "isCounted"
      FROM variants WHERE id = ${id}::uuid FOR NO KEY UPDATE`;
  return variant;
}

async function write(
  tx: Tx,
  catalog: CatalogChange,
  admin: Admin,
  { id, productId, onHand: before, reserved, isCounted }: Locked,
  onHand: number,
  cause: StockCause,
): Promise<StockAnswer> {
  if (!isCounted) return { kind: "not_counted" };
  if (onHand < reserved) return { kind: "below_reserved", asked: onHand, onHand: before, reserved };
  if (onHand > MAX_UNITS) return { kind: "above_maximum" };
  // By hand: the statement tells the ledger its reason.
  await tx.$executeRaw`
    UPDATE variants SET on_hand = ${onHand}::int FROM ${because({ ...cause, by: admin.name })} WHERE id = ${id}::uuid`;
  // The trigger has just written it, and the variant is locked.
  const entry = await tx.stockMovement.findFirstOrThrow({
    where: { variantId: id },
    orderBy: { id: "desc" },
    select: { id: true, delta: true },
  });
  if (before > reserved !== onHand > reserved)
    await catalog.announce(tx, await pathsOfProducts(tx, [productId]));
  await audit(tx, {
    by: admin,
    action: cause.undoes ? "stock_entry_undone" : "stock_changed",
    object: `variant:${id}`,
    before: { onHand: before },
    after: { onHand, reason: cause.reason, entry: Number(entry.id) },
  });
  return { kind: "changed", entry: String(entry.id), delta: entry.delta, isRepeat: false, onHand, reserved };
}
