import "server-only";
import type { EventReason, EventReasonDetail } from "@/domain/webhooks/reasons";
import { pool } from "../platform/db";

const BATCH = 100;
// The rows of a worker that died are free again after this time. A live worker renews its claim long before.
const CLAIM_SECONDS = 60;
const RENEW_MS = 15_000;

export type ClaimedEvent = {
  id: string;
  type: string;
  livemode: boolean;
  payload: unknown;
  attempts: number;
  receivedAt: Date;
};

export type Verdict = {
  event: ClaimedEvent;
  state: "applied" | "ignored" | "dead" | "later";
  reason: EventReason | null;
  detail: EventReasonDetail | null;
  orderId: string | null;
};

/** Claims events that are due, for this worker alone and for one minute. @returns at most one batch */
export async function claimEvents(): Promise<ClaimedEvent[]> {
  const { rows } = await pool().query<ClaimedEvent>(
    `UPDATE stripe_events SET attempts = attempts + 1, claimed_until = now() + make_interval(secs => $2)
      WHERE id IN (SELECT id FROM stripe_events WHERE state = 'received' AND claimed_until <= now()
                    ORDER BY claimed_until LIMIT $1 FOR UPDATE SKIP LOCKED)
     RETURNING id, type, livemode, payload, attempts, received_at AS "receivedAt"`,
    [BATCH, CLAIM_SECONDS],
  );
  return rows;
}

/**
 * Renews the claim while the work goes on: with a slow Stripe a batch takes minutes, and a second worker that
 * claimed the same rows would count attempts for nothing.
 * @param open the events that are not finished; read again at each renewal
 * @returns a function that stops the renewals
 */
export function keepClaim(open: ReadonlySet<ClaimedEvent>): () => void {
  // A renewal that fails is made up for by the next one, or by the next worker.
  const timer = setInterval(() => void renew([...open]).catch(() => undefined), RENEW_MS);
  return () => clearInterval(timer);
}

async function renew(events: ClaimedEvent[]): Promise<void> {
  await pool().query(
    `UPDATE stripe_events e SET claimed_until = now() + make_interval(secs => $3)
      FROM unnest($1::text[], $2::int[]) AS c (id, attempts)
     WHERE e.id = c.id AND e.attempts = c.attempts AND e.state = 'received'`,
    [events.map(({ id }) => id), events.map(({ attempts }) => attempts), CLAIM_SECONDS],
  );
}

/**
 * Writes the outcome of claimed events. "Applied" and "ignored" count even when another worker has claimed the row
 * in the meantime; only the holder of the claim may postpone an event or give it up.
 */
export async function finishEvents(verdicts: Verdict[]): Promise<void> {
  if (verdicts.length === 0) return;
  await pool().query({
    name: "finish-events",
    text: `UPDATE stripe_events e SET
       state = CASE WHEN f.state = 'later' THEN e.state ELSE f.state::"EventState" END,
       reason_code = f.reason::"EventReason", reason_detail = f.detail, order_id = coalesce(f.order_id, e.order_id),
       decided_at = CASE WHEN f.state = 'later' THEN NULL ELSE now() END,
       claimed_until = CASE WHEN f.state = 'later'
         THEN now() + make_interval(secs => least(600, power(2, f.attempts)::int)) ELSE e.claimed_until END
      FROM unnest($1::text[], $2::text[], $3::text[], $4::jsonb[], $5::uuid[], $6::int[])
        AS f (id, state, reason, detail, order_id, attempts)
     WHERE e.id = f.id AND e.state = 'received' AND (e.attempts = f.attempts OR f.state IN ('applied', 'ignored'))`,
    values: [
      verdicts.map(({ event }) => event.id),
      verdicts.map(({ state }) => state),
      verdicts.map(({ reason }) => reason),
      verdicts.map(({ detail }) => detail && JSON.stringify(detail)),
      verdicts.map(({ orderId }) => orderId),
      verdicts.map(({ event }) => event.attempts),
    ],
  });
}
