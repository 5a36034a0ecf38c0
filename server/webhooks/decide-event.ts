import "server-only";
import { requireAdmin } from "../accounts/session";
import { recordOrderEvent } from "../orders/history/record-order-event";
import { pool, transaction } from "../platform/db";
import { log } from "../platform/log";
import { notifyInbox } from "./notify-inbox";

/**
 * An admin has an event that waits or was given up tried again, from the beginning. It changes the records only to
 * what Stripe says. @returns false when it was decided meanwhile
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

/** An admin has looked at an event that was given up, and nothing is to be done. @returns false when it changed */
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
      kind === "webhook_event_retried" ? "an event is tried again" : "an event is left alone",
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

/** Has the worker decide an event at its next look, whatever it was waiting for. */
export async function retryNow(eventId: string): Promise<void> {
  await pool().query("UPDATE stripe_events SET claimed_until = now() WHERE id = $1 AND state = 'received'", [
    eventId,
  ]);
  notifyInbox();
}

const NAMED = "e.payload #>> '{data,object,metadata,order}'";

/**
 * Events that were given up because the records did not know their order are tried again when they do: after a
 * backup was played back, for example. @returns how many
 */
export async function reviveEvents(): Promise<number> {
  // Compared as a uuid, or each minute every order would be read for one event that was given up.
  const { rowCount } = await pool().query(
    `UPDATE stripe_events e SET state = 'received', attempts = 0, claimed_until = now(), decided_at = NULL
      WHERE e.state = 'dead' AND e.reason_code = 'unknown_order'
        AND EXISTS (SELECT 1 FROM orders o WHERE o.id = CASE WHEN pg_input_is_valid(${NAMED}, 'uuid') THEN (${NAMED})::uuid END)`,
  );
  return rowCount ?? 0;
}
