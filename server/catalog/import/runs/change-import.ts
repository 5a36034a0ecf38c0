import "server-only";
import type { AuditAction } from "@/domain/accounts/audit";
import type { Admin } from "@/domain/accounts/roles";
import { type ImportChoice, UNDO_DAYS } from "@/domain/catalog/imports/import";
import { audit } from "../../../accounts/audit/audit";
import { requireAdmin } from "../../../accounts/session";
import { Prisma, sqlState, type Tx, transaction } from "../../../platform/db";
import { enqueue } from "../../../platform/queue";

/** "running": another import or undo is under way. "gone": it is in another state by now, or its time is over. */
export type ImportStep = "done" | "running" | "gone";

/** Checks the file again, with other choices. @throws NotSignedInError, NotAllowedError */
export async function checkAgain(
  id: string,
  { stockRule, allowsRemovals }: ImportChoice,
): Promise<ImportStep> {
  const admin = await requireAdmin("catalog.write");
  return step(id, admin, "catalog_import_checked", (tx) =>
    tx.catalogImport.updateMany({
      where: { id, state: "checked" },
      data: { ...{ state: "checking", stockRule, allowsRemovals, done: 0 }, ...FRESH },
    }),
  );
}

/** Imports the checked file: its worker goes on whatever becomes of the page. @throws NotSignedInError, NotAllowedError */
export async function startImport(id: string): Promise<ImportStep> {
  const admin = await requireAdmin("catalog.write");
  return step(id, admin, "catalog_imported", (tx) =>
    tx.catalogImport.updateMany({
      where: { id, state: "checked" },
      data: {
        ...{ state: "importing", beganAt: new Date(), done: 0, adminId: admin.id, adminName: admin.name },
        ...FRESH,
      },
    }),
  );
}

/** Takes an import back, product by product, within a week. @throws NotSignedInError, NotAllowedError */
export async function undoImport(id: string): Promise<ImportStep> {
  const admin = await requireAdmin("catalog.write");
  return step(id, admin, "catalog_import_undone", (tx) =>
    tx.catalogImport.updateMany({
      where: { id, state: { in: ["done", "failed"] }, finishedAt: { gte: undoableSince() } },
      data: { ...{ state: "undoing", undoneBy: admin.name, done: 0 }, ...FRESH },
    }),
  );
}

/** Deletes a checked file that is not to be imported. @throws NotSignedInError, NotAllowedError */
export async function discardImport(id: string): Promise<ImportStep> {
  const admin = await requireAdmin("catalog.write");
  return step(id, admin, "catalog_import_discarded", (tx) =>
    tx.catalogImport.updateMany({ where: { id, state: "checked" }, data: { state: "discarded", ...FRESH } }),
  );
}

export const undoableSince = (): Date => new Date(Date.now() - UNDO_DAYS * 86_400_000);

const FRESH = { claim: null, claimedUntil: null, attempts: 0, fault: Prisma.DbNull };

/** A state is left once: of two clicks, and of two admins, the second finds it gone. */
async function step(
  id: string,
  admin: Admin,
  action: AuditAction,
  change: (tx: Tx) => Promise<{ count: number }>,
): Promise<ImportStep> {
  try {
    return await transaction(async (tx) => {
      const { count } = await change(tx);
      if (count === 0) return "gone";
      await enqueue(tx, "import-products", {});
      await audit(tx, { by: admin, action, object: `import:${id}` });
      return "done";
    });
  } catch (error) {
    if (sqlState(error) === "23505") return "running";
    throw error;
  }
}
