import "server-only";
import type { WebhookHealth } from "@/domain/webhooks/views";
import { requireAdmin } from "../accounts/session";
import { db } from "../platform/db";
import { env } from "../platform/env";

// Before this time the event may still be on its way.
const GRACE = "10 minutes";
const ORDERS = 1_000;

/** The webhook's health, concluded from the events that came and the payments found without one: no key of the shop can ask Stripe for it. */
export async function getWebhookHealth(): Promise<WebhookHealth> {
  await requireAdmin("webhooks.read");
  // By hand: sums, a median and the database's clock, in one statement as of one moment.
  const [health] = await db().$queryRaw<Omit<WebhookHealth, "isOff">[]>`
     WITH last AS (SELECT max(received_at) AS at FROM stripe_events WHERE reason_code IS DISTINCT FROM 'other_mode'),
     paid AS (
       SELECT o.paid_at, EXISTS (SELECT 1 FROM stripe_events e WHERE e.order_id = o.id) AS is_heard
         FROM orders o
        WHERE o.paid_at BETWEEN now() - interval '1 day' AND now() - ${GRACE}::interval
          AND o.stripe_session_id IS NOT NULL
        ORDER BY o.paid_at DESC LIMIT ${ORDERS}),
     lags AS (
       SELECT extract(epoch FROM e.received_at) - (e.payload->>'created')::numeric AS seconds
         FROM (SELECT received_at, payload FROM stripe_events WHERE received_at > now() - interval '1 day'
                ORDER BY received_at DESC LIMIT 100) e
        WHERE jsonb_typeof(e.payload->'created') = 'number')
     SELECT last.at AS "lastEventAt",
            (SELECT greatest(0, percentile_cont(0.5) WITHIN GROUP (ORDER BY seconds))::float8 FROM lags) AS "lagSeconds",
            (SELECT min(received_at) FROM stripe_events WHERE state = 'received') AS "waitingSince",
            (SELECT count(*)::int FROM stripe_events WHERE state = 'dead') AS "deadCount",
            (SELECT min(decided_at) FROM stripe_events WHERE state = 'dead') AS "deadSince",
            (SELECT coalesce(sum(count), 0)::int FROM webhook_refusals WHERE day >= current_date - 1) AS refused,
            (SELECT count(*)::int FROM paid WHERE is_heard) AS heard,
            (SELECT count(*)::int FROM paid WHERE NOT is_heard) AS missed,
            (SELECT min(received_at) FROM stripe_events
              WHERE reason_code = 'other_mode' AND received_at > greatest(last.at, now() - interval '1 day')) AS "otherModeSince",
            (SELECT min(paid_at) FROM paid WHERE NOT is_heard AND paid_at > coalesce(last.at, '-infinity')) AS "silentSince"
       FROM last`;
  if (!health) throw new Error("the query for the webhook's health returned no row");
  const isOff = env().STRIPE_WEBHOOK_SECRET.length === 0;
  return { ...health, isOff, silentSince: isOff ? null : health.silentSince };
}
