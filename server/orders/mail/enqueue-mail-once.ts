import "server-only";
import type { OrderMailKind } from "@/domain/orders/mail";
import type { Sql } from "../../platform/db";
import { enqueue } from "../../platform/queue";

/**
 * Has a mail sent to the order's shopper, once. The row is the promise: whoever writes it first sends the mail, in
 * the same transaction.
 * @param refundId the refund that the mail tells of; each is told once
 */
export async function enqueueMailOnce(
  sql: Sql,
  orderId: string,
  kind: OrderMailKind,
  refundId?: string,
): Promise<void> {
  const effect = refundId === undefined ? `mail:${kind}` : `mail:${kind}:${refundId}`;
  const { rowCount } = await sql.query({
    name: "enqueue-mail-once",
    text: "INSERT INTO order_effects (order_id, effect) VALUES ($1, $2) ON CONFLICT DO NOTHING",
    values: [orderId, effect],
  });
  if (rowCount !== 1) return;
  await enqueue(sql, "send-order-mail", { orderId, kind, ...(refundId === undefined ? {} : { refundId }) });
}
