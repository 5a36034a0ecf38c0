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
import { db, PLANNED_EACH_TIME, Prisma } from "../platform/db";

export const EVENTS_PER_PAGE = 50;
/** Events are counted up to this number: an exact count of a million rows is slow and of no use. */
export const COUNTED = 10_000;

export type EventPage = { rows: EventRow[]; older: string | null };

const isEventId = (id: string) => /^[\w-]{1,255}$/.test(id);

// As a literal, not a parameter: so the planner can use the partial index of a rare state.
const IS_STATE: Record<EventState, Prisma.Sql> = {
  received: Prisma.sql`e.state = 'received'`,
  applied: Prisma.sql`e.state = 'applied'`,
  ignored: Prisma.sql`e.state = 'ignored'`,
  dead: Prisma.sql`e.state = 'dead'`,
};

/** The inbox, newest first. `after` is the `older` of the page before; anything else starts at the newest. */
export async function listEvents(state: EventState | undefined, after?: string): Promise<EventPage> {
  await requireAdmin("webhooks.read");
  const cursor = readCursor(after, isEventId);
  const conditions = [
    ...(state ? [IS_STATE[state]] : []),
    ...(cursor
      ? [Prisma.sql`e.received_at <= ${cursor.at} AND (e.received_at < ${cursor.at} OR e.id > ${cursor.id})`]
      : []),
  ];
  // By hand: Prisma Client passes a state as a parameter.
  const rows = await db().$queryRaw<EventRow[]>`${PLANNED_EACH_TIME}
    SELECT e.id, e.type, e.object_id AS "objectId", e.state, e.reason_code AS "reasonCode",
           e.reason_detail AS "reasonDetail", e.attempts, e.order_id AS "orderId", o.number AS "orderNumber",
           e.received_at AS "receivedAt", e.decided_at AS "decidedAt"
      FROM stripe_events e LEFT JOIN orders o ON o.id = e.order_id
      ${conditions.length > 0 ? Prisma.sql`WHERE ${Prisma.join(conditions, " AND ")}` : Prisma.empty}
     ORDER BY e.received_at DESC, e.id LIMIT ${EVENTS_PER_PAGE + 1}`;
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
    (state) => Prisma.sql`(SELECT count(*)::int FROM (
      SELECT 1 FROM stripe_events e WHERE ${IS_STATE[state]} LIMIT ${COUNTED + 1}) c) AS ${Prisma.raw(state)}`,
  );
  // By hand: Prisma Client does not stop counting at a number.
  const rows = await db().$queryRaw<EventCounts[]>`SELECT ${Prisma.join(counts)}`;
  return rows[0] ?? { received: 0, applied: 0, ignored: 0, dead: 0 };
}

/** One event of the inbox; null when there is none of this id. */
export async function getEvent(id: string): Promise<EventView | null> {
  await requireAdmin("webhooks.read");
  const event = await db().stripeEvent.findUnique({
    where: { id },
    include: { order: { select: { number: true } } },
  });
  if (!event) return null;
  const { order, claimedUntil, ...row } = event;
  return {
    ...row,
    orderNumber: order?.number ?? null,
    nextTryAt: row.state === "received" && claimedUntil > new Date() ? claimedUntil : null,
    payload: JSON.stringify(maskPayload(row.payload), null, 2),
  };
}
