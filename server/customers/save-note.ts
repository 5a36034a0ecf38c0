import "server-only";
import { MAX_CUSTOMER_NOTE } from "@/domain/customers/views";
import { audit } from "../accounts/audit/audit";
import { requireAdmin } from "../accounts/session";
import { transaction } from "../platform/db";

/**
 * Replaces what the shop notes of a customer.
 * @param before the note that the form was made from: a note that was changed meanwhile is not overwritten
 */
export async function saveNote(
  id: string,
  note: string,
  before: string,
): Promise<"saved" | "changed" | "too_long"> {
  const admin = await requireAdmin("customers.write");
  if (note.length > MAX_CUSTOMER_NOTE) return "too_long";
  return transaction(async (tx) => {
    const { count } = await tx.customer.updateMany({ where: { id, note: before }, data: { note } });
    if (count === 0) return "changed";
    await audit(tx, { by: admin, action: "customer_noted", object: `customer:${id}` });
    return "saved";
  });
}
