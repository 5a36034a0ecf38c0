import "server-only";
import type { OrderMailKind } from "@/domain/orders/mail";
import type { Tx } from "../../platform/db";
import { enqueue } from "../../platform/queue";

/**
 * Sends a mail to the order's shopper, once: the transaction that writes the row first also writes the job.
 * @param refundId the refund that the mail is about; each gets a mail of its own
 */
export async function enqueueMailOnce(
  tx: Tx,
  orderId: string,
  kind: OrderMailKind,
  refundId?: string,
): Promise<void> {
  const effect = refundId === undefined ? `mail:${kind}` : `mail:${kind}:${refundId}`;
  // By hand: Prisma plans a createMany again each time, which is a tenth of reconciling an order.
  const count = await tx.$executeRaw`
    INSERT INTO order_effects (order_id, effect) VALUES (${orderId}::uuid, ${effect}) ON CONFLICT DO NOTHING`;
  if (count !== 1) return;
  await enqueue(tx, "send-order-mail", { orderId, kind, ...(refundId === undefined ? {} : { refundId }) });
}
