import "server-only";
import type { EventReason, EventReasonDetail } from "@/domain/webhooks/reasons";
import { db, PLANNED_EACH_TIME, Prisma } from "../platform/db";

const BATCH = Prisma.sql`100`;
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
  // By hand: SKIP LOCKED, and the database's clock. A kept plan would be that of the empty inbox of an idle worker.
  return db().$queryRaw<ClaimedEvent[]>`${PLANNED_EACH_TIME}
    UPDATE stripe_events SET attempts = attempts + 1, claimed_until = now() + make_interval(secs => ${CLAIM_SECONDS})
     WHERE id IN (SELECT id FROM stripe_events WHERE state = 'received' AND claimed_until <= now()
                   ORDER BY claimed_until LIMIT ${BATCH} FOR UPDATE SKIP LOCKED)
    RETURNING id, type, livemode, payload, attempts, received_at AS "receivedAt"`;
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
  const ids = events.map(({ id }) => id);
  const attempts = events.map((event) => event.attempts);
  // By hand: many rows, each with the attempt of its claim, and the database's clock.
  await db().$executeRaw`
    UPDATE stripe_events e SET claimed_until = now() + make_interval(secs => ${CLAIM_SECONDS})
      FROM unnest(${ids}::text[], ${attempts}::int[]) AS c (id, attempts)
     WHERE e.id = c.id AND e.attempts = c.attempts AND e.state = 'received'`;
}

/**
 * Writes the outcome of claimed events. "Applied" and "ignored" count even when another worker has claimed the row
 * in the meantime; only the holder of the claim may postpone an event or give it up.
 */
export async function finishEvents(verdicts: Verdict[]): Promise<void> {
  if (verdicts.length === 0) return;
  const ids = verdicts.map(({ event }) => event.id);
  const states = verdicts.map(({ state }) => state);
  const reasons = verdicts.map(({ reason }) => reason);
  const details = verdicts.map(({ detail }) => detail && JSON.stringify(detail));
  const orderIds = verdicts.map(({ orderId }) => orderId);
  const attempts = verdicts.map(({ event }) => event.attempts);
  // By hand: many rows, each with an outcome of its own, and the database's clock.
  await db().$executeRaw`
    UPDATE stripe_events e SET
       state = CASE WHEN f.state = 'later' THEN e.state ELSE f.state::"EventState" END,
       reason_code = f.reason::"EventReason", reason_detail = f.detail, order_id = coalesce(f.order_id, e.order_id),
       decided_at = CASE WHEN f.state = 'later' THEN NULL ELSE now() END,
       claimed_until = CASE WHEN f.state = 'later'
         THEN now() + make_interval(secs => least(600, power(2, f.attempts)::int)) ELSE e.claimed_until END
      FROM unnest(${ids}::text[], ${states}::text[], ${reasons}::text[], ${details}::jsonb[], ${orderIds}::uuid[],
             ${attempts}::int[]) AS f (id, state, reason, detail, order_id, attempts)
     WHERE e.id = f.id AND e.state = 'received' AND (e.attempts = f.attempts OR f.state IN ('applied', 'ignored'))`;
}
