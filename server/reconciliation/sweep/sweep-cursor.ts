import "server-only";
import { z } from "zod";
import { db } from "../../platform/db";

export const LISTS = ["sessions", "refunds", "disputes"] as const;
export type ListName = (typeof LISTS)[number];

// The orders that the last walk found different: one that reconciling does not repair is reported once, not each time.
const different = z.array(z.string()).default([]);

const place = z.object({
  /** Seconds since 1970: older objects were swept and do not change any more. */
  from: z.number(),
  /** Of the last finished walk. */
  different,
  /** A walk under way: from the newest object at its start back to `from`. */
  walk: z
    .object({
      top: z.number(),
      after: z.string(),
      /** The creation time of the oldest object so far that may still change. */
      oldestOpen: z.number().nullable(),
      different,
    })
    .nullable(),
});
export type SweepPlace = z.infer<typeof place>;

/** The place of a list's sweep. The first sweep goes back to the shop's first order. */
export async function readPlace(list: ListName): Promise<SweepPlace> {
  const cursor = await db().reconcileCursor.findUnique({ where: { list } });
  const parsed = place.safeParse(cursor?.place);
  if (parsed.success) return parsed.data;
  const first = await db().order.findFirst({ select: { placedAt: true }, orderBy: { placedAt: "asc" } });
  const from = Math.floor((first?.placedAt.getTime() ?? Date.now()) / 1_000);
  return { from, different: [], walk: null };
}

export async function savePlace(list: string, saved: object): Promise<void> {
  // By hand: two processes may save at once, and the time is compared with the database's clock.
  await db().$executeRaw`
    INSERT INTO reconcile_cursors (list, place, updated_at) VALUES (${list}, ${JSON.stringify(saved)}::jsonb, now())
    ON CONFLICT (list) DO UPDATE SET place = excluded.place, updated_at = now()`;
}
