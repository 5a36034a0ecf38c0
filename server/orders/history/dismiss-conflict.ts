import "server-only";
import { requireAdmin } from "../../accounts/session";
import { transaction } from "../../platform/db";
import { addTimelineEntry } from "./add-timeline-entry";
import { clearConflict } from "./flag-order";

/**
 * A person has dealt with what an order needed attention for. Only the note goes; money and stock stay as they are.
 * @param conflict what the person saw: another one that came meanwhile stays
 * @throws when the admin may not
 */
export async function dismissConflict(orderId: string, conflict: string): Promise<boolean> {
  const admin = await requireAdmin("refund");
  return transaction(async (sql) => {
    if (!(await clearConflict(sql, orderId, conflict))) return false;
    const by = { cause: "admin", causeRef: admin.name } as const;
    await addTimelineEntry(sql, orderId, by, `Dealt with by hand: ${conflict.replaceAll("_", " ")}`);
    return true;
  });
}
