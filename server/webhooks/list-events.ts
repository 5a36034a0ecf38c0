import "server-only";
import { maskPayload } from "@/domain/webhooks/mask-payload";
import type { EventReason } from "@/domain/webhooks/reasons";
import { requireAdmin } from "../accounts/session";
import { type EventState, pool } from "../platform/db";

export const EVENTS_PER_PAGE = 50;
/** Counting further would read a table of a million rows for a number that nobody needs. */
export const COUNTED = 10_000;

export type EventRow = {
  id: string;
  type: string;
  objectId: string;
  state: EventState;
  reasonCode: EventReason | null;
  reasonDetail: unknown;
  attempts: number;
  orderId: string | null;
  orderNumber: number | null;
  receivedAt: Date;
  decidedAt: Date | null;
};

export type EventPage = { rows: EventRow[]; older: string | null };
/** By state; `COUNTED + 1` stands for more. */
export type EventCounts = Record<EventState, number>;

const CURSOR = /^(\d{1,14})\.([\w-]{1,255})$/;
const STATES: EventState[] = ["received", "applied", "ignored", "dead"];

export const EVENT_COLUMNS = `e.id, e.type, e.object_id AS "objectId", e.state, e.reason_code AS "reasonCode",
  e.reason_detail AS "reasonDetail", e.attempts,
  e.order_id AS "orderId", o.number AS "orderNumber", e.received_at AS "receivedAt", e.decided_at AS "decidedAt"`;

/** The inbox, newest first. `after` is the `older` of the page before; anything else starts at the newest. */
export async function listEvents(state: EventState | undefined, after?: string): Promise<EventPage> {
  await requireAdmin("webhooks.read");
  const [, time, id] = CURSOR.exec(after ?? "") ?? [];
  // The state is one of four words: as a literal, the planner can use the index of the rare ones.
  const isState = state ? `e.state = '${STATES.find((known) => known === state)}'` : "true";
  const { rows } = await pool().query<EventRow>(
    `SELECT ${EVENT_COLUMNS} FROM stripe_events e LEFT JOIN orders o ON o.id = e.order_id
      WHERE ${isState}
        AND ($1::timestamptz IS NULL OR (e.received_at <= $1 AND (e.received_at < $1 OR e.id > $2)))
      ORDER BY e.received_at DESC, e.id LIMIT ${EVENTS_PER_PAGE + 1}`,
    [time ? new Date(Number(time)) : null, id ?? null],
  );
  const last = rows[EVENTS_PER_PAGE - 1];
  const hasMore = rows.length > EVENTS_PER_PAGE && last !== undefined;
  return {
    rows: rows.slice(0, EVENTS_PER_PAGE),
    older: hasMore ? `${last.receivedAt.getTime()}.${last.id}` : null,
  };
}

export async function countEvents(): Promise<EventCounts> {
  await requireAdmin("webhooks.read");
  const counts = STATES.map(
    (state) =>
      `(SELECT count(*)::int FROM (SELECT 1 FROM stripe_events WHERE state = '${state}' LIMIT ${COUNTED + 1}) c) AS "${state}"`,
  );
  const { rows } = await pool().query<EventCounts>(`SELECT ${counts.join(", ")}`);
  return rows[0] ?? { received: 0, applied: 0, ignored: 0, dead: 0 };
}

export type EventView = EventRow & {
  livemode: boolean;
  /** When it is tried again, while it waits. */
  nextTryAt: Date | null;
  /** What Stripe sent, as text, without persons and secrets. */
  payload: string;
};

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
