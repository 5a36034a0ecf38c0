import "server-only";
import { db } from "../../platform/db";

/** The last event of any order's history. */
export async function lastEntry(): Promise<bigint> {
  const last = await db().orderEvent.findFirst({ select: { id: true }, orderBy: { id: "desc" } });
  return last?.id ?? 0n;
}

/** How many orders a sweep changed since, as their history says. */
export async function countRepaired(since: bigint): Promise<number> {
  // By hand: Prisma Client would read every row to count the orders.
  const [counted] = await db().$queryRaw<{ repaired: number }[]>`
    SELECT count(DISTINCT order_id)::int AS repaired FROM order_events WHERE id > ${since} AND actor_kind = 'sweep'`;
  return counted?.repaired ?? 0;
}

/** Which of these orders a sweep changed since. */
export async function findRepaired(since: bigint, orderIds: string[]): Promise<Set<string>> {
  // By hand: one parameter for any number of orders.
  const rows = await db().$queryRaw<{ id: string }[]>`
    SELECT DISTINCT order_id AS id FROM order_events
     WHERE id > ${since} AND actor_kind = 'sweep' AND order_id = ANY (${orderIds}::uuid[])`;
  return new Set(rows.map(({ id }) => id));
}
