import "server-only";
import { cursorText, readCursor } from "@/domain/list-cursor";
import { maskPayload } from "@/domain/webhooks/mask-payload";
import {
  EVENT_STATES,
  type EventCounts,
  type EventRow,
  type EventState,
  type EventView,
} from "@/domain/webhooks/views";
import { requireAdmin } from "../accounts/session";
import { pool } from "../platform/db";

export const EVENTS_PER_PAGE = 50;
/** Events are counted up to this number: an exact count of a million rows is slow and of no use. */
export const COUNTED = 10_000;

export type EventPage = { rows: EventRow[]; older: string | null };

const isEventId = (id: string) => /^[\w-]{1,255}$/.test(id);

export const EVENT_COLUMNS = `e.id, e.type, e.object_id AS "objectId", e.state, e.reason_code AS "reasonCode",
  e.reason_detail AS "reasonDetail", e.attempts,
  e.order_id AS "orderId", o.number AS "orderNumber", e.received_at AS "receivedAt", e.decided_at AS "decidedAt"`;

/** The inbox, newest first. `after` is the `older` of the page before; anything else starts at the newest. */
export async function listEvents(state: EventState | undefined, after?: string): Promise<EventPage> {
  await requireAdmin("webhooks.read");
  const cursor = readCursor(after, isEventId);
  // As a literal, not a parameter: so the planner can use the partial index of a rare state.
  const isState = state ? `e.state = '${EVENT_STATES.find((known) => known === state)}'` : "true";
  const { rows } = await pool().query<EventRow>(
    `SELECT ${EVENT_COLUMNS} FROM stripe_events e LEFT JOIN orders o ON o.id = e.order_id
      WHERE ${isState}
        AND ($1::timestamptz IS NULL OR (e.received_at <= $1 AND (e.received_at < $1 OR e.id > $2)))
      ORDER BY e.received_at DESC, e.id LIMIT ${EVENTS_PER_PAGE + 1}`,
    [cursor?.at ?? null, cursor?.id ?? null],
  );
  const last = rows[EVENTS_PER_PAGE - 1];
  const hasMore = rows.length > EVENTS_PER_PAGE && last !== undefined;
  return {
    rows: rows.slice(0, EVENTS_PER_PAGE),
    older: hasMore ? cursorText({ at: last.receivedAt, id: last.id }) : null,
  };
}

export async function countEvents(): Promise<EventCounts> {
  await requireAdmin("webhooks.read");
  const counts = EVENT_STATES.map(
    (state) =>
      `(SELECT count(*)::int FROM (SELECT 1 FROM stripe_events WHERE state = '${state}' LIMIT ${COUNTED + 1}) c) AS "${state}"`,
  );
  const { rows } = await pool().query<EventCounts>(`SELECT ${counts.join(", ")}`);
  return rows[0] ?? { received: 0, applied: 0, ignored: 0, dead: 0 };
}

/** One event of the inbox; null when there is none of this id. */
export async function getEvent(id: string): Promise<EventView | null> {
  await requireAdmin("webhooks.read");
  const { rows } = await pool().query<Omit<EventView, "payload"> & { payload: unknown }>(
    `SELECT ${EVENT_COLUMNS}, e.livemode, e.payload,
            CASE WHEN e.state = 'received' AND e.claimed_until > now() THEN e.claimed_until END AS "nextTryAt"
       FROM stripe_events e LEFT JOIN orders o ON o.id = e.order_id WHERE e.id = $1`,
    [id],
  );
  const [row] = rows;
  return row ? { ...row, payload: JSON.stringify(maskPayload(row.payload), null, 2) } : null;
}
