import "server-only";
import { unitsOf } from "@/domain/fulfillment/sending-state";
import { requireAdmin } from "../../accounts/session";
import { db } from "../../platform/db";
import { TO_SEND } from "../admin/order-conditions";
import { SENT_UNITS, sendingLines } from "./load-sending";

/** Units of a variant that are sold and not sent yet: they lie there, and are no stock. @throws NotSignedInError, NotAllowedError */
export async function countUnitsToSend(variantId: string): Promise<number> {
  await requireAdmin("orders.read");
  // By hand: the condition in the words of its index.
  const waiting = await db().$queryRaw<{ id: string }[]>`
    SELECT o.id FROM orders o JOIN order_lines l ON l.order_id = o.id AND l.variant_id = ${variantId}::uuid WHERE ${TO_SEND}`;
  const orders = await db().order.findMany({
    where: { id: { in: waiting.map(({ id }) => id) } },
    select: {
      requiresShipping: true,
      lines: {
        where: { variantId },
        select: { id: true, quantity: true, requiresShipping: true, ...SENT_UNITS },
      },
    },
  });
  return orders.flatMap(sendingLines).reduce((sum, line) => sum + unitsOf(line).left, 0);
}
