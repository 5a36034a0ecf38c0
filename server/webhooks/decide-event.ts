import "server-only";
import type { Admin } from "@/domain/accounts/roles";
import { audit } from "../accounts/audit/audit";
import { requireAdmin } from "../accounts/session";
import { recordOrderEvent } from "../orders/history/record-order-event";
import { db, Prisma, transaction } from "../platform/db";
import { log } from "../platform/log";
import { notifyInbox } from "./notify-inbox";

/**
 * An admin has an event that waits or was given up tried again from the beginning. The records still change only to
 * what Stripe says. @returns false when the event was decided in the meantime
 */
export async function retryEvent(id: string): Promise<boolean> {
  const admin = await requireAdmin("webhooks.retry");
  const isDone = await decide(id, admin, "webhook_event_retried", {
    set: Prisma.sql`state = 'received', attempts = 0, claimed_until = now(), decided_at = NULL`,
    where: Prisma.sql`state IN ('received', 'dead')`,
  });
  if (isDone) notifyInbox();
  return isDone;
}

/** An admin dismisses an event that was given up: nothing needs to be done. @returns false when its state changed */
export async function leaveEvent(id: string): Promise<boolean> {
  const admin = await requireAdmin("webhooks.decide");
  return decide(id, admin, "webhook_event_ignored", {
    set: Prisma.sql`state = 'ignored', decided_at = now(),
      reason_detail = coalesce(reason_detail, '{}') || jsonb_build_object('dismissedBy', ${admin.name}::text)`,
    where: Prisma.sql`state = 'dead'`,
  });
}

type Change = { set: Prisma.Sql; where: Prisma.Sql };

function decide(
  id: string,
  admin: Admin,
  kind: "webhook_event_retried" | "webhook_event_ignored",
  { set, where }: Change,
): Promise<boolean> {
  return transaction(async (tx) => {
    // By hand: the database's clock, and a detail that is added to what is there.
    const [event] = await tx.$queryRaw<{ type: string; orderId: string | null }[]>`
      UPDATE stripe_events SET ${set} WHERE id = ${id} AND ${where} RETURNING type, order_id AS "orderId"`;
    if (!event) return false;
    log.info(
      { event: id, cause: "admin" },
      kind === "webhook_event_retried" ? "event retried by an admin" : "event dismissed by an admin",
    );
    if (event.orderId) {
      const by = { cause: "admin", causeRef: admin.name } as const;
      await recordOrderEvent(tx, event.orderId, by, {
        kind,
        data: { eventId: id, type: event.type },
      });
    }
    const action = kind === "webhook_event_retried" ? "event_retried" : "event_ignored";
    await audit(tx, { by: admin, action, object: `event:${id}` });
    return true;
  });
}

/** Makes an event due now, whatever it was waiting for. */
export async function retryNow(eventId: string): Promise<void> {
  // By hand: workers compare the time with the database's clock.
  await db().$executeRaw`
    UPDATE stripe_events SET claimed_until = now() WHERE id = ${eventId} AND state = 'received'`;
  notifyInbox();
}

const NAMED = Prisma.sql`e.payload #>> '{data,object,metadata,order}'`;

/**
 * Retries events that were given up because their order was not in the records and now is, for example after a
 * backup was restored. @returns how many
 */
export async function reviveEvents(): Promise<number> {
  // By hand: the order is named within the payload. Compared as uuid, so that the primary key is used: compared as
  // text, every order would be read each minute.
  return db().$executeRaw`
    UPDATE stripe_events e SET state = 'received', attempts = 0, claimed_until = now(), decided_at = NULL
     WHERE e.state = 'dead' AND e.reason_code = 'unknown_order'
       AND EXISTS (SELECT 1 FROM orders o
                    WHERE o.id = CASE WHEN pg_input_is_valid(${NAMED}, 'uuid') THEN (${NAMED})::uuid END)`;
}
