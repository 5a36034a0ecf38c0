import "server-only";
import { FIRST_VISITS } from "@/domain/stock/limits";
import { db, Prisma } from "../platform/db";
import { sign } from "../platform/seal";

/** Codes that do not apply, in a quarter of an hour. */
export const MAX_TRIES = {
  /** Of one browser that keeps its cookies. */
  visitor: 10,
  /** Of all that brought no cookie, together: a program brings none. */
  firstVisits: 60,
  /** Of an address, where the shop can tell them apart: a household, an office. */
  address: 60,
  /** Of all together: who makes a cookie for each few tries gets no further. */
  all: 1_000,
} as const;
const MINUTES = 15;
const MAX_COUNT = 1_000_000;

type Trier = { openedBy: string | null; countedAs: string };

const limitsOf = ({ openedBy, countedAs }: Trier): [subject: string, most: number][] => [
  countedAs === FIRST_VISITS ? ["first visits", MAX_TRIES.firstVisits] : [countedAs, MAX_TRIES.visitor],
  ...(openedBy === null ? [] : [[`at ${openedBy}`, MAX_TRIES.address] as [string, number]]),
  ["all", MAX_TRIES.all],
];

/**
 * Takes a try for each code, before any is looked up: of a thousand requests at once no more than these pass.
 * @returns whether the codes may be looked up
 */
export async function takeTries(trier: Trier, codes: number): Promise<boolean> {
  const limits = limitsOf(trier)
    .map(([subject, most]) => ({ key: keyOf(subject), most }))
    .toSorted((one, other) => (one.key < other.key ? -1 : 1));
  const isOver = Prisma.sql`t.started_at <= now() - make_interval(mins => ${MINUTES}::int)`;
  // By hand: counters that several processes add to, in one order of their rows, and what they are then.
  const rows = await db().$queryRaw<{ key: string; count: number }[]>`
    INSERT INTO discount_tries AS t (key, started_at, count)
    SELECT key, now(), ${codes}::int FROM unnest(${limits.map(({ key }) => key)}::text[]) AS key
    ON CONFLICT (key) DO UPDATE SET
      count = CASE WHEN ${isOver} THEN ${codes}::int ELSE least(t.count + ${codes}::int, ${MAX_COUNT}::int) END,
      started_at = CASE WHEN ${isOver} THEN now() ELSE t.started_at END
    RETURNING key, count`;
  const made = new Map(rows.map(({ key, count }) => [key, count]));
  return limits.every(({ key, most }) => (made.get(key) ?? MAX_COUNT) <= most);
}

/** Returns the tries of codes that apply. */
export async function returnTries(trier: Trier, codes: number): Promise<void> {
  if (codes === 0) return;
  await db().discountTry.updateMany({
    where: { key: { in: limitsOf(trier).map(([subject]) => keyOf(subject)) }, count: { gte: codes } },
    data: { count: { decrement: codes } },
  });
}

/** Deletes what no limit counts any more. */
export async function forgetTries(): Promise<void> {
  await db().discountTry.deleteMany({ where: { startedAt: { lt: new Date(Date.now() - 60 * 60_000) } } });
}

// The database learns neither cookie nor address.
const keyOf = (subject: string): string => sign("discount-try", subject);
