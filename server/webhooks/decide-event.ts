import "server-only";
import { requireAdmin } from "../accounts/session";
import { recordOrderEvent } from "../orders/history/record-order-event";
import { pool, transaction } from "../platform/db";
import { log } from "../platform/log";
import { notifyInbox } from "./notify-inbox";

/**
 * An admin has an event that waits or was given up tried again from the beginning. The records still change only to
 * what Stripe says. @returns false when the event was decided in the meantime
 */
export async function retryEvent(id: string): Promise<boolean> {
  const admin = await requireAdmin("webhooks.retry");
  const isDone = await decide(id, admin.name, "webhook_event_retried", {
    sql: `UPDATE stripe_events SET state = 'received', attempts = 0, claimed_until = now(), decided_at = NULL
           WHERE id = $1 AND state IN ('received', 'dead') RETURNING type, order_id AS "orderId"`,
    values: [id],
  });
  if (isDone) notifyInbox();
  return isDone;
}

/** An admin dismisses an event that was given up: nothing needs to be done. @returns false when its state changed */
export async function leaveEvent(id: string): Promise<boolean> {
  const admin = await requireAdmin("webhooks.decide");
  return decide(id, admin.name, "webhook_event_ignored", {
    sql: `UPDATE stripe_events SET state = 'ignored', decided_at = now(), reason_detail = coalesce(reason_detail, '{}') || jsonb_build_object('dismissedBy', $2::text)
           WHERE id = $1 AND state = 'dead' RETURNING type, order_id AS "orderId"`,
    values: [id, admin.name],
  });
}

type Change = { sql: string; values: unknown[] };

function decide(
  id: string,
  admin: string,
  kind: "webhook_event_retried" | "webhook_event_ignored",
  { sql, values }: Change,
): Promise<boolean> {
  return transaction(async (connection) => {
    const { rows } = await connection.query<{ type: string; orderId: string | null }>(sql, values);
    const [event] = rows;
    if (!event) return false;
    log.info(
      { event: id, cause: "admin" },
      kind === "webhook_event_retried" ? "event retried by an admin" : "event dismissed by an admin",
    );
    if (event.orderId) {
      const by = { cause: "admin", causeRef: admin } as const;
      await recordOrderEvent(connection, event.orderId, by, {
        kind,
        data: { eventId: id, type: event.type },
      });
    }
    return true;
  });
}

/** Makes an event due now, whatever it was waiting for. */
export async function retryNow(eventId: string): Promise<void> {
  await pool().query("UPDATE stripe_events SET claimed_until = now() WHERE id = $1 AND state = 'received'", [
    eventId,
  ]);
  notifyInbox();
}

const NAMED = "e.payload #>> '{data,object,metadata,order}'";

/**
 * Retries events that were given up because their order was not in the records and now is, for example after a
 * backup was restored. @returns how many
 */
export async function reviveEvents(): Promise<number> {
  // Compared as uuid, so that the primary key is used: compared as text, every order would be read each minute.
  const { rowCount } = await pool().query(
    `UPDATE stripe_events e SET state = 'received', attempts = 0, claimed_until = now(), decided_at = NULL
      WHERE e.state = 'dead' AND e.reason_code = 'unknown_order'
        AND EXISTS (SELECT 1 FROM orders o WHERE o.id = CASE WHEN pg_input_is_valid(${NAMED}, 'uuid') THEN (${NAMED})::uuid END)`,
  );
  return rowCount ?? 0;
}
