import "server-only";
import { MAX_ORDER_NOTE, tidyNote } from "@/domain/notes/order-notes";
import { parseOrderEvent } from "@/domain/orders/history";
import { audit } from "../../accounts/audit/audit";
import { requireAdmin } from "../../accounts/session";
import { transaction } from "../../platform/db";
import { loadOrderSnapshot } from "../reconcile/load-order-snapshot";
import { recordOrderEvent } from "./record-order-event";

export type OrderNoteInput = {
  orderId: string;
  /** Made when the form was rendered: the same one again is the same note. */
  requestId: string;
  text: string;
};

/**
 * Writes a note into an order's history. Shoppers never see it; its words are in no log and not in the audit.
 * @throws when the admin may not
 */
export async function saveOrderNote(
  input: OrderNoteInput,
): Promise<"saved" | "empty" | "too_long" | "unknown_order"> {
  const admin = await requireAdmin("orders.note");
  const { orderId, requestId } = input;
  const text = tidyNote(input.text);
  if (text === "") return "empty";
  if (text.length > MAX_ORDER_NOTE) return "too_long";
  return transaction(async (tx) => {
    // Its row is locked: of a double click, the second one finds what the first one wrote.
    if (!(await loadOrderSnapshot(tx, orderId, true))) return "unknown_order";
    const written = await tx.orderEvent.findFirst({
      where: { orderId, kind: "note", data: { path: ["requestId"], equals: requestId } },
      select: { id: true },
    });
    if (written) return "saved";
    await recordOrderEvent(
      tx,
      orderId,
      { cause: "admin", causeRef: admin.name },
      { kind: "note", data: { text, requestId, writerId: admin.id } },
    );
    await audit(tx, { by: admin, action: "order_noted", object: `order:${orderId}` });
    return "saved";
  });
}

const EVENT_ID = /^\d{1,18}$/;

/**
 * Takes back a note of one's own: it is shown no more. The history keeps its line and gets a second one.
 * @returns gone: there is no such note, or it was taken back before
 * @throws when the admin may not
 */
export async function removeOrderNote(
  orderId: string,
  noteId: string,
): Promise<"removed" | "not_yours" | "gone"> {
  const admin = await requireAdmin("orders.note");
  if (!EVENT_ID.test(noteId)) return "gone";
  return transaction(async (tx) => {
    if (!(await loadOrderSnapshot(tx, orderId, true))) return "gone";
    const row = await tx.orderEvent.findFirst({ where: { orderId, id: BigInt(noteId) } });
    const note = row && parseOrderEvent(row);
    if (note?.kind !== "note" || note.data.writerId === undefined) return "gone";
    const removed = await tx.orderEvent.findFirst({
      where: { orderId, kind: "note_removed", data: { path: ["noteId"], equals: noteId } },
      select: { id: true },
    });
    if (removed) return "gone";
    if (note.data.writerId !== admin.id) return "not_yours";
    const by = { cause: "admin", causeRef: admin.name } as const;
    await recordOrderEvent(tx, orderId, by, { kind: "note_removed", data: { noteId } });
    await audit(tx, { by: admin, action: "order_note_removed", object: `order:${orderId}` });
    return "removed";
  });
}
