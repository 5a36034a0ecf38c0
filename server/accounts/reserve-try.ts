import "server-only";
import { createHash } from "node:crypto";
import { db, Prisma } from "../platform/db";

const TRIES = 10;
export const WINDOW_MS = 15 * 60_000;

export type Try = { isAllowed: boolean; count: number; retryAt: Date };

/**
 * Takes one of the tries that a subject (an account, an address) has in fifteen minutes, ten where nothing else is said. It is taken before the
 * password is checked, so that of a thousand concurrent tries only ten count.
 */
export async function reserveTry(subject: string, most = TRIES): Promise<Try> {
  const now = Date.now();
  // Both conditions see the row as the statement found it, and concurrent tries wait for each other here. The id is
  // random: a second unique index on the same value could refuse a try instead of counting it.
  const isOver = Prisma.sql`r.last_request <= ${now - WINDOW_MS}`;
  // By hand: counted under the row's lock, and answered in the same statement.
  const [row] = await db().$queryRaw<{ count: number; startedAt: bigint }[]>`
    INSERT INTO admin_rate_limits AS r (id, key, count, last_request)
    VALUES (gen_random_uuid()::text, ${keyOf(subject)}, 1, ${now})
    ON CONFLICT (key) DO UPDATE SET
      count = CASE WHEN ${isOver} THEN 1 ELSE least(r.count + 1, ${most + 1}) END,
      last_request = CASE WHEN ${isOver} THEN ${now} ELSE r.last_request END
    RETURNING count, last_request AS "startedAt"`;
  const { count = most + 1, startedAt = BigInt(now) } = row ?? {};
  return { isAllowed: count <= most, count, retryAt: new Date(Number(startedAt) + WINDOW_MS) };
}

/** Returns a try after a correct password. */
export async function releaseTry(subject: string): Promise<void> {
  await db().rateLimit.updateMany({
    where: { key: keyOf(subject), count: { gt: 0 } },
    data: { count: { decrement: 1 } },
  });
}

/** Deletes expired windows, so that invented addresses do not fill the table. */
export async function releaseOldTries(): Promise<void> {
  await db().rateLimit.deleteMany({ where: { lastRequest: { lte: Date.now() - WINDOW_MS } } });
}

// People type passwords into the wrong field, so only a hash of the input is stored.
const keyOf = (subject: string) => createHash("sha256").update(subject).digest("hex");
