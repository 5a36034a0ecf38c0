import "server-only";
import type { Tx } from "../platform/db";

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
