import "server-only";
import { randomUUID } from "node:crypto";
import { isTaken } from "@/domain/orders/states";
import { type Tx, transaction } from "../../platform/db";
import { requireSurface } from "../../platform/surface";
import { enqueueMailOnce } from "../mail/enqueue-mail-once";
import { MAX_MAILS_AN_HOUR } from "../place/free-order";

/** The answer comes after so long, whether or not there is such an order: its time tells nothing either. */
const ANSWER_MS = 400;

/**
 * Sends the link of an order's withdrawal form to its shopper, who has lost the order's link. A stranger learns nothing:
 * the answer is the same for every number and address, and the mail goes to the order's own address alone, three times
 * an hour at most.
 */
export async function sendWithdrawalLink(number: number, email: string): Promise<void> {
  requireSurface("shop");
  await Promise.all([
    transaction((tx) => enqueueLink(tx, number, email)),
    new Promise((done) => setTimeout(done, ANSWER_MS)),
  ]);
}

async function enqueueLink(tx: Tx, number: number, email: string): Promise<void> {
  const address = email.trim().toLowerCase();
  const order = await tx.order.findUnique({
    where: { number },
    select: { id: true, email: true, paymentState: true },
  });
  if (order?.email?.toLowerCase() !== address || !isTaken(order.paymentState)) return;
  // As for the mails of free orders: requests for one address wait for each other.
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`mails to ${address}`}, 0))`;
  // By hand: an address in any case, and mails that are promised.
  const [row] = await tx.$queryRaw<{ count: number }[]>`
    SELECT ((SELECT count(*) FROM orders o JOIN order_effects e ON e.order_id = o.id
              WHERE lower(o.email) = ${address} AND e.effect LIKE 'mail:withdrawal_link:%'
                AND e.done_at > now() - interval '1 hour')
          + (SELECT count(*) FROM orders WHERE is_free AND lower(email) = ${address}
              AND placed_at > now() - interval '1 hour'))::int AS count`;
  if ((row?.count ?? 0) >= MAX_MAILS_AN_HOUR) return;
  await enqueueMailOnce(tx, order.id, "withdrawal_link", { linkId: randomUUID() });
}
