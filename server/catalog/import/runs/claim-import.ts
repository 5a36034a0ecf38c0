import "server-only";
import { randomUUID } from "node:crypto";
import type { ImportFault, ImportState } from "@/domain/catalog/imports/import";
import { db } from "../../../platform/db";
import type { StockRule } from "../../write/merge-product";

export type ClaimedImport = {
  id: string;
  claim: string;
  state: Extract<ImportState, "checking" | "importing" | "undoing">;
  stockRule: StockRule;
  allowsRemovals: boolean;
  adminId: string | null;
  adminName: string | null;
  undoneBy: string | null;
  beganAt: Date | null;
  attempts: number;
};

// The statements of this file are by hand: processes compare a claim's times with the database's clock.

const BEAT_MS = 1_000;
// A process that is silent for this long is dead.
const CLAIM = "60 seconds";

/** The import that waits longest for a process, or whose process died; null when there is none. */
export async function claimImport(): Promise<ClaimedImport | null> {
  const claim = randomUUID();
  const [taken] = await db().$queryRaw<ClaimedImport[]>`
    UPDATE catalog_imports SET claim = ${claim}::uuid, claimed_until = now() + ${CLAIM}::interval, attempts = attempts + 1
     WHERE id = (SELECT id FROM catalog_imports
                  WHERE (state IN ('checking', 'undoing') OR (state = 'importing' AND NOT is_command))
                    AND (claimed_until IS NULL OR claimed_until < now())
                  ORDER BY state = 'checking', created_at LIMIT 1 FOR UPDATE SKIP LOCKED)
    RETURNING id, claim, state, stock_rule AS "stockRule", allows_removals AS "allowsRemovals", admin_id AS "adminId",
              admin_name AS "adminName", undone_by AS "undoneBy", began_at AS "beganAt", attempts`;
  return taken ?? null;
}

/** The import is another process's by now. */
export class ClaimLost extends Error {
  constructor() {
    super("Another process works on the import.");
    this.name = "ClaimLost";
  }
}

export type Progress = { done: number; total: number };

/** Keeps a claim, and stores the progress once a second. */
export function keepClaim({ id, claim }: Pick<ClaimedImport, "id" | "claim">) {
  let progress: Progress | null = null;
  let isLost = false;
  const beat = async () => {
    const count = await db().$executeRaw`
      UPDATE catalog_imports SET claimed_until = now() + ${CLAIM}::interval,
             done = coalesce(${progress?.done ?? null}, done), total = coalesce(${progress?.total ?? null}, total),
             attempts = CASE WHEN ${progress?.done ?? 0} > done THEN 0 ELSE attempts END
       WHERE id = ${id}::uuid AND claim = ${claim}::uuid`;
    isLost = count === 0;
  };
  const timer = setInterval(() => void beat().catch(() => undefined), BEAT_MS);
  return {
    /** @throws ClaimLost */
    report: (now: Progress) => {
      progress = now;
      if (isLost) throw new ClaimLost();
    },
    end: () => clearInterval(timer),
  };
}

/** Ends a phase, if the claim still holds. */
export async function leaveState(
  { id, claim, state }: Pick<ClaimedImport, "id" | "claim" | "state">,
  next: ImportState,
  fault: ImportFault | null = null,
): Promise<void> {
  await db().$executeRaw`
    UPDATE catalog_imports SET state = ${next}, claim = NULL, claimed_until = NULL,
           fault = ${fault === null ? null : JSON.stringify(fault)}::jsonb,
           finished_at = CASE WHEN ${state} = 'importing' THEN now() ELSE finished_at END,
           undone_at = CASE WHEN ${next} = 'undone' THEN now() ELSE undone_at END
     WHERE id = ${id}::uuid AND claim = ${claim}::uuid AND state = ${state}`;
}

const KEPT_FOR = "90 days";

/** Ends what a killed command left, and deletes files that are not needed any more and imports of the last season. */
export async function tidyImports(): Promise<void> {
  await db().$executeRaw`
    UPDATE catalog_imports SET state = 'failed', finished_at = now()
     WHERE is_command AND state = 'importing' AND claimed_until < now()`;
  await db().$executeRaw`
    UPDATE catalog_imports SET state = 'discarded' WHERE state = 'checked' AND created_at < now() - interval '7 days'`;
  await db().$executeRaw`
    DELETE FROM catalog_import_chunks c USING catalog_imports i
     WHERE i.id = c.import_id AND i.state NOT IN ('checking', 'checked', 'importing')`;
  await db().$executeRaw`
    DELETE FROM catalog_imports WHERE created_at < now() - ${KEPT_FOR}::interval AND state NOT IN ('importing', 'undoing')`;
}
