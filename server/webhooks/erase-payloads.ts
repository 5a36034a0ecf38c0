import "server-only";
import { db, type Tx } from "../platform/db";

/**
 * Erases the payloads of these orders' events, in the caller's transaction. Of each stays what its order is found by, so
 * that it can be tried again. Those that come later lose theirs by a trigger.
 * @param email and of all events that name this address, in lower case
 * @returns how many
 */
export function erasePayloads(tx: Tx, orderIds: string[], email: string | null): Promise<number> {
  // By hand: a function of the database, and the address anywhere in a payload.
  return tx.$executeRaw`
    UPDATE stripe_events SET payload = payload_without_person(payload), erased_at = now()
     WHERE erased_at IS NULL AND (order_id = ANY (${orderIds}::uuid[])
        OR strpos(lower(payload::text), ${email === null ? null : JSON.stringify(email)}) > 0)`;
}

/** Erases payloads of handled events that came more than so many days ago, in the caller's transaction. @returns how many */
export function eraseOldPayloads(tx: Tx, days: number, limit: number): Promise<number> {
  // By hand: rows that another process works on are left to it.
  return tx.$executeRaw`
    UPDATE stripe_events SET payload = payload_without_person(payload), erased_at = now()
     WHERE id IN (SELECT id FROM stripe_events WHERE erased_at IS NULL AND state IN ('applied', 'ignored')
         AND received_at < now() - make_interval(days => ${days}::int)
       ORDER BY received_at LIMIT ${limit} FOR UPDATE SKIP LOCKED)`;
}

/** Erases the payload of an event that was handled in the very moment in which its order was erased. */
export async function eraseRacedPayloads(): Promise<void> {
  await db().$executeRaw`
    UPDATE stripe_events e SET payload = payload_without_person(e.payload), erased_at = now()
      FROM orders o WHERE o.erased_at > now() - interval '10 minutes' AND e.order_id = o.id AND e.erased_at IS NULL`;
}
