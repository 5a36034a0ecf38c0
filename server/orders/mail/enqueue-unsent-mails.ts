import "server-only";
import { ORDER_MAILS, subjectOf } from "@/domain/orders/mail";
import { db } from "../../platform/db";
import { queue } from "../../platform/queue";

/**
 * Has a worker send every mail that was promised and is not in the outbox, or waits there: after a restore, whose backup
 * holds no jobs. Safe to repeat: the outbox holds each mail once.
 * @returns how many
 */
export async function enqueueUnsentMails(): Promise<number> {
  // By hand: an effect names its mail behind a prefix.
  const unsent = await db().$queryRaw<{ orderId: string; mail: string }[]>`
    SELECT e.order_id AS "orderId", substr(e.effect, 6) AS mail
      FROM order_effects e LEFT JOIN mails m ON m.order_id = e.order_id AND m.kind = substr(e.effect, 6)
     WHERE e.effect LIKE 'mail:%' AND (m.id IS NULL OR m.state = 'queued')`;
  const boss = await queue();
  for (const { orderId, mail } of unsent) {
    const [name, id] = mail.split(":");
    const kind = ORDER_MAILS.find((known) => known === name);
    if (!kind) continue;
    await boss.send("send-order-mail", { orderId, kind, ...subjectOf(kind, id) });
  }
  return unsent.length;
}
