import "server-only";
import type { MailSubject, OrderMailKind } from "@/domain/orders/mail";
import type { Tx } from "../../platform/db";
import { enqueue } from "../../platform/queue";

/** The subject as it stands in the name of the mail: one of the ids, or nothing for a mail about the order. */
export const mailName = (
  kind: OrderMailKind,
  { refundId, fulfillmentId, returnId, linkId }: MailSubject,
): string => [kind, refundId ?? fulfillmentId ?? returnId ?? linkId].filter(Boolean).join(":");

/**
 * Sends a mail to the order's shopper, once: the transaction that writes the row first also writes the job.
 * @param afterSeconds how long it waits
 */
export async function enqueueMailOnce(
  tx: Tx,
  orderId: string,
  kind: OrderMailKind,
  subject: MailSubject = {},
  afterSeconds = 0,
): Promise<void> {
  const effect = `mail:${mailName(kind, subject)}`;
  // By hand: Prisma plans a createMany again each time, which is a tenth of reconciling an order.
  const count = await tx.$executeRaw`
    INSERT INTO order_effects (order_id, effect) VALUES (${orderId}::uuid, ${effect}) ON CONFLICT DO NOTHING`;
  if (count !== 1) return;
  await enqueue(tx, "send-order-mail", { orderId, kind, ...subject }, afterSeconds);
}
