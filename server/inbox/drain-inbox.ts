import "server-only";
import { readDoorbell } from "@/domain/event";
import { crashPoint } from "../crash-point";
import { pool } from "../db";
import { env } from "../env";
import { log } from "../log";
import { settleOrder, UnknownOrderError } from "../orders/settle-order";
import type { CallName } from "../stripe/calls";
import { orderOfMetadata } from "../stripe/payment-facts";
import { isKeyTrouble } from "../stripe/stripe-call-error";
import { tryClosedFunctions } from "../stripe/try-closed-functions";

const BATCH = 100;
const SETTLE_AT_ONCE = 8;
// Longer than any settling takes; a worker that died gives its rows back after it.
const CLAIM_SECONDS = 60;
const MOST_ATTEMPTS = 12;
const WAITING = "waits for a key: ";

// What this process knows to be switched off; null before its first look.
let knownClosed: Set<CallName> | null = null;

type Claimed = {
  id: string;
  type: string;
  livemode: boolean;
  payload: unknown;
  attempts: number;
};

type Ring = { event: Claimed; orderId: string; sessionId: string | null; paymentIntentId: string | null };
type Verdict = {
  event: Claimed;
  state: "applied" | "ignored" | "dead" | "later";
  reason: string | null;
  orderId: string | null;
};

/**
 * Claims stored events, settles each order that they ring for once, and finishes the rows.
 * @returns how many rows it took; fewer than a batch means that the inbox is empty for now
 */
export async function drainInbox(): Promise<number> {
  const closed = await tryClosedFunctions();
  const isAnyMended = knownClosed === null || [...knownClosed].some((call) => !closed.has(call));
  if (isAnyMended) await bringForward();
  knownClosed = closed;
  // Nothing can be settled: events stay as they came until the key may read.
  if (closed.has("readCheckoutSession")) return 0;
  const events = await claim();
  if (events.length === 0) return 0;
  crashPoint("inbox:claimed");
  const { rings, ignored } = await sortOut(events);
  const groups = [...Map.groupBy(rings, ({ orderId }) => orderId).values()];
  const settled: Verdict[] = [];
  const work = groups.values();
  const lanes = Array.from({ length: SETTLE_AT_ONCE }, async () => {
    for (const group of work) settled.push(...(await settleGroup(group)));
  });
  await Promise.all(lanes);
  crashPoint("inbox:settled");
  await finish([...ignored, ...settled]);
  return events.length;
}

/** What waited for a key does not wait for its next try as well. */
async function bringForward(): Promise<void> {
  await pool().query(
    "UPDATE stripe_events SET claimed_until = now() WHERE state = 'received' AND claimed_until > now() AND starts_with(reason, $1)",
    [WAITING],
  );
}

async function claim(): Promise<Claimed[]> {
  const { rows } = await pool().query<Claimed>(
    `UPDATE stripe_events SET attempts = attempts + 1, claimed_until = now() + make_interval(secs => $2)
      WHERE id IN (SELECT id FROM stripe_events WHERE state = 'received' AND claimed_until <= now()
                    ORDER BY claimed_until LIMIT $1 FOR UPDATE SKIP LOCKED)
     RETURNING id, type, livemode, payload, attempts`,
    [BATCH, CLAIM_SECONDS],
  );
  return rows;
}

/** Which order does each event ring for? Those without our metadata are found by their payment intent. */
async function sortOut(events: Claimed[]): Promise<{ rings: Ring[]; ignored: Verdict[] }> {
  const bells = events.map((event) => ({ event, bell: readDoorbell(event, env().isLive, orderOfMetadata) }));
  const intents = bells.flatMap(({ bell }) =>
    bell.kind === "ring" && bell.orderId === null && bell.paymentIntentId ? [bell.paymentIntentId] : [],
  );
  const ordersByIntent = await findOrders(intents);
  const rings: Ring[] = [];
  const ignored: Verdict[] = [];
  for (const { event, bell } of bells) {
    const orderId =
      bell.kind === "ring" ? (bell.orderId ?? ordersByIntent.get(bell.paymentIntentId ?? "")) : undefined;
    if (bell.kind === "ring" && orderId) rings.push({ ...bell, event, orderId });
    else
      ignored.push({
        event,
        state: "ignored",
        reason: bell.kind === "ignore" ? bell.reason : "foreign",
        orderId: null,
      });
  }
  return { rings, ignored };
}

async function findOrders(intents: string[]): Promise<Map<string, string>> {
  if (intents.length === 0) return new Map();
  const { rows } = await pool().query<{ id: string; intent: string }>(
    "SELECT id, stripe_payment_intent_id AS intent FROM orders WHERE stripe_payment_intent_id = ANY ($1)",
    [intents],
  );
  return new Map(rows.map(({ intent, id }) => [intent, id]));
}

async function settleGroup(group: Ring[]): Promise<Verdict[]> {
  const [first] = group;
  if (!first) return [];
  const sessionIds = new Set(group.flatMap(({ sessionId }) => sessionId ?? []));
  const paymentIntentIds = group.flatMap(({ paymentIntentId }) => paymentIntentId ?? []);
  const ring = {
    cause: "event" as const,
    causeRef: `${first.event.type} ${first.event.id}`,
    paymentIntentIds,
  };
  try {
    for (const sessionId of sessionIds.size > 0 ? sessionIds : [undefined])
      await settleOrder(first.orderId, sessionId === undefined ? ring : { ...ring, sessionId });
    return group.map(({ event, orderId }) => ({ event, state: "applied", reason: null, orderId }));
  } catch (error) {
    if (isKeyTrouble(error)) knownClosed?.add(error.call);
    else log.error({ err: error, orderId: first.orderId }, "an order could not be settled from its events");
    return group.map(({ event, orderId }) => failed(event, orderId, error));
  }
}

/** A missing permission or a rolled key is the configuration's fault: such events wait, however long. */
function failed(event: Claimed, orderId: string, error: unknown): Verdict {
  const waitsForPerson = isKeyTrouble(error);
  const reason =
    error instanceof UnknownOrderError
      ? "unknown order"
      : `${waitsForPerson ? WAITING : ""}${(error as Error).message}`.slice(0, 500);
  const isDead = event.attempts >= MOST_ATTEMPTS && !waitsForPerson;
  const knownOrder = error instanceof UnknownOrderError ? null : orderId;
  return { event, state: isDead ? "dead" : "later", reason, orderId: knownOrder };
}

/** The claim guards the row: whoever claimed it later has another number of attempts. */
async function finish(verdicts: Verdict[]): Promise<void> {
  await pool().query(
    `UPDATE stripe_events e SET
       state = CASE WHEN f.state = 'later' THEN e.state ELSE f.state::"EventState" END,
       reason = f.reason, order_id = coalesce(f.order_id, e.order_id),
       decided_at = CASE WHEN f.state = 'later' THEN NULL ELSE now() END,
       claimed_until = CASE WHEN f.state = 'later'
         THEN now() + make_interval(secs => least(600, power(2, f.attempts)::int)) ELSE e.claimed_until END
      FROM unnest($1::text[], $2::text[], $3::text[], $4::uuid[], $5::int[]) AS f (id, state, reason, order_id, attempts)
     WHERE e.id = f.id AND e.state = 'received' AND e.attempts = f.attempts`,
    [
      verdicts.map(({ event }) => event.id),
      verdicts.map(({ state }) => state),
      verdicts.map(({ reason }) => reason),
      verdicts.map(({ orderId }) => orderId),
      verdicts.map(({ event }) => event.attempts),
    ],
  );
}
