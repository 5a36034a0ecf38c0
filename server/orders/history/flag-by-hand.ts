import "server-only";
import { MAX_FLAG_NOTE, tidyNote } from "@/domain/notes/order-notes";
import { audit } from "../../accounts/audit/audit";
import { requireAdmin } from "../../accounts/session";
import { transaction } from "../../platform/db";
import { loadOrderSnapshot } from "../reconcile/load-order-snapshot";
import { flagOrder, readHandFlag } from "./flag-order";

export type FlagByHandResult =
  | { kind: "flagged" }
  | { kind: "empty" | "too_long" | "unknown_order" }
  /** It needs review already, and for this it goes on needing it: nothing changed. */
  | { kind: "flagged_before"; reason: string };

/**
 * An admin flags an order for review, with the reason in words: nothing of it is sent until it is marked as reviewed.
 * What it was flagged for before is not overwritten.
 * @throws when the admin may not
 */
export async function flagByHand(orderId: string, typed: string): Promise<FlagByHandResult> {
  const admin = await requireAdmin("orders.review");
  const note = tidyNote(typed);
  if (note === "") return { kind: "empty" };
  if (note.length > MAX_FLAG_NOTE) return { kind: "too_long" };
  return transaction(async (tx) => {
    const order = await loadOrderSnapshot(tx, orderId, true);
    if (!order) return { kind: "unknown_order" };
    if (order.conflict !== null) {
      const former = await readHandFlag(tx, orderId);
      // The second click of a double click.
      const isSame = order.conflict === "by_hand" && former?.note === note;
      return isSame ? { kind: "flagged" } : { kind: "flagged_before", reason: order.conflict };
    }
    await flagOrder(tx, order, "by_hand", { cause: "admin", causeRef: admin.name }, { note });
    const object = `order:${orderId}`;
    await audit(tx, { by: admin, action: "order_flagged", object, after: { conflict: "by_hand" } });
    return { kind: "flagged" };
  });
}
