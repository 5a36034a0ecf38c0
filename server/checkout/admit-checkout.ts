import "server-only";
import { db } from "../platform/db";
import { env } from "../platform/env";
import { readWork, spendChallenge } from "./proof-of-work";

/** `work`: the browser must show a proof of work first. `busy`: no more checkouts open in this minute. */
export type Admission = "admitted" | "work" | "busy";

// More than five times what is usual is abnormal.
const ABNORMAL = 5;
const FIVE_MINUTES_OF_AN_HOUR = 0.6;
/** Checkouts a minute for each one an hour that is usual: above it none opens, proof or not. */
const CEILING = 6;
const MAX_WAITED_A_MINUTE = 1;
const MAX_DECLINES = 10;

/**
 * Whether a checkout may be opened now. It counts all visitors together, because a program changes its address and keeps
 * no cookies. While more is asked for than is usual, a browser must show a proof of work, which it does by itself in
 * about a second; one without JavaScript waits, and few of those pass in a minute.
 * @param work what the browser answered to a challenge; null when it was asked for nothing yet
 */
export async function admitCheckout(work: string | null): Promise<Admission> {
  const usual = await usualAnHour();
  const ceiling = Math.ceil(usual * CEILING);
  const answer = work === null ? null : readWork(work);
  if (answer === null) {
    await countAsked();
    if (await isAbnormal(usual)) return "work";
  } else if (!(await spendChallenge(answer.challenge))) return "work";
  const waited = answer?.kind === "waited" ? 1 : 0;
  if (await takePlace(waited, ceiling)) return "admitted";
  return waited ? "work" : "busy";
}

/** By hand, like the next: counters that several processes add to. */
async function countAsked(): Promise<void> {
  await db().$executeRaw`
    INSERT INTO checkout_minutes AS m (minute, asked) VALUES (date_trunc('minute', now()), 1)
    ON CONFLICT (minute) DO UPDATE SET asked = m.asked + 1`;
}

async function takePlace(waited: 0 | 1, ceiling: number): Promise<boolean> {
  const count = await db().$executeRaw`
    INSERT INTO checkout_minutes AS m (minute, admitted, waited)
    VALUES (date_trunc('minute', now()), 1, ${waited}::int)
    ON CONFLICT (minute) DO UPDATE SET admitted = m.admitted + 1, waited = m.waited + ${waited}::int
     WHERE m.admitted < ${ceiling}::int AND m.waited + ${waited}::int <= ${MAX_WAITED_A_MINUTE}::int`;
  return count === 1;
}

async function isAbnormal(usual: number): Promise<boolean> {
  // By hand: sums over three spans in one statement.
  const [row] = await db().$queryRaw<{ hour: number; minutes: number; declines: number }[]>`
    SELECT coalesce(sum(asked), 0)::int AS hour,
           coalesce(sum(asked) FILTER (WHERE minute > now() - interval '5 minutes'), 0)::int AS minutes,
           (SELECT count(*)::int FROM stripe_events WHERE type = 'payment_intent.payment_failed'
               AND received_at > now() - interval '5 minutes') AS declines
      FROM checkout_minutes WHERE minute > now() - interval '1 hour'`;
  const { hour = 0, minutes = 0, declines = 0 } = row ?? {};
  return hour > usual || minutes > usual * FIVE_MINUTES_OF_AN_HOUR || declines > MAX_DECLINES;
}

const DAYS = 14;
const REMEMBERED_MS = 10 * 60_000;
const shared = globalThis as { latchkeyUsual?: { anHour: number; at: number } };

/** Five times the paid orders of an hour, on average of two weeks: what nobody paid makes nothing usual. */
async function usualAnHour(): Promise<number> {
  const { CHECKOUTS_PER_HOUR } = env();
  const known = shared.latchkeyUsual;
  if (known && Date.now() - known.at < REMEMBERED_MS) return Math.max(CHECKOUTS_PER_HOUR, known.anHour);
  const placedAt = { gt: new Date(Date.now() - DAYS * 24 * 60 * 60_000) };
  const paid = await db().order.count({ where: { placedAt, paidAt: { not: null }, isFree: false } });
  const anHour = (ABNORMAL * paid) / (DAYS * 24);
  shared.latchkeyUsual = { anHour, at: Date.now() };
  return Math.max(CHECKOUTS_PER_HOUR, anHour);
}

/** Deletes what no limit counts any more. */
export async function forgetAdmissions(): Promise<void> {
  const before = new Date(Date.now() - 2 * 60 * 60_000);
  await db().checkoutMinute.deleteMany({ where: { minute: { lt: before } } });
  await db().spentProof.deleteMany({ where: { expiresAt: { lt: new Date() } } });
}
