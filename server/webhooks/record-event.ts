import "server-only";
import { crashPoint } from "../platform/crash-point";
import { db, pool, sqlState } from "../platform/db";
import { env } from "../platform/env";
import { log } from "../platform/log";
import type { SignedEvent } from "../stripe/webhook-signature";
import { notifyInbox } from "./notify-inbox";

/**
 * Stores an event once. One plain INSERT: the row is the job.
 * @throws when the database did not store it; Stripe must then be told to send it again
 */
export async function recordEvent(event: SignedEvent, body: string): Promise<void> {
  crashPoint("webhook:before_insert");
  try {
    await insert(event, body);
  } catch (error) {
    if (!isNoJsonb(error)) throw error;
    // Every delivery of it would fail: storing it with U+FFFD in place of the character is better than losing it.
    await insert(event, repaired(body));
  }
  crashPoint("webhook:stored");
  notifyInbox();
}

// The session's return address holds the reference, which opens the order: nothing reads it here, and it is not kept.
async function insert({ id, type, objectId, livemode }: SignedEvent, payload: string): Promise<void> {
  // On the pool, without Prisma: of all statements this one must be the fastest and fail the least.
  await pool().query({
    name: "record-event",
    text: `INSERT INTO stripe_events (id, type, object_id, livemode, payload)
           VALUES ($1, $2, $3, $4,
             CASE WHEN jsonb_typeof($5::jsonb #> '{data,object}') = 'object'
                  THEN $5::jsonb #- '{data,object,return_url}' #- '{data,object,success_url}' ELSE $5::jsonb END)
           ON CONFLICT (id) DO NOTHING`,
    // Thin events do not say their mode; they came to our endpoint, which is of our mode.
    values: [id, type, objectId, livemode ?? env().isLive, payload],
  });
}

/** JSON may hold U+0000 and lone surrogates; PostgreSQL's jsonb can hold neither. */
function isNoJsonb(error: unknown): boolean {
  const code = sqlState(error);
  return code === "22P05" || code === "22P02";
}

function repaired(body: string): string {
  return JSON.stringify(JSON.parse(body), (_, value: unknown) =>
    typeof value === "string" ? value.toWellFormed().replaceAll("\0", "\ufffd") : value,
  );
}

// Anyone can send unsigned requests: however many come, each process writes to the database this often at most.
const FLUSH_MS = 5_000;

let waiting = 0;
let isFlushing = false;

/**
 * Counts a delivery that none of our secrets has signed. Nothing of it is kept: together with missing events the
 * count shows that the secret may be wrong.
 */
export function countRefusal(): void {
  waiting += 1;
  if (isFlushing) return;
  isFlushing = true;
  setTimeout(() => void flush(), FLUSH_MS).unref();
}

async function flush(): Promise<void> {
  const count = waiting;
  waiting = 0;
  isFlushing = false;
  try {
    // By hand: the day of the database's clock, and a count that several processes add to.
    await db().$executeRaw`
      INSERT INTO webhook_refusals AS r (day, count, last_at) VALUES (current_date, ${count}, now())
      ON CONFLICT (day) DO UPDATE SET count = r.count + excluded.count, last_at = now()`;
  } catch (error) {
    log.warn({ err: error, count }, "refused deliveries could not be counted");
  }
}
