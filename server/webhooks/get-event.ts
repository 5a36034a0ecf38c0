import "server-only";
import { maskPayload } from "@/domain/webhooks/mask-payload";
import { requireAdmin } from "../accounts/session";
import { pool } from "../platform/db";
import { EVENT_COLUMNS, type EventRow } from "./list-events";

export type EventView = EventRow & {
  livemode: boolean;
  /** When it is tried again, while it waits. */
  nextTryAt: Date | null;
  /** What Stripe sent, as text, without persons and secrets. */
  payload: string;
};

/** One event of the inbox; null when there is none of this id. */
export async function getEvent(id: string): Promise<EventView | null> {
  await requireAdmin("view");
  const { rows } = await pool().query<Omit<EventView, "payload"> & { payload: unknown }>(
    `SELECT ${EVENT_COLUMNS}, e.livemode, e.payload,
            CASE WHEN e.state = 'received' AND e.claimed_until > now() THEN e.claimed_until END AS "nextTryAt"
       FROM stripe_events e LEFT JOIN orders o ON o.id = e.order_id WHERE e.id = $1`,
    [id],
  );
  const [row] = rows;
  return row ? { ...row, payload: JSON.stringify(maskPayload(row.payload), null, 2) } : null;
}
