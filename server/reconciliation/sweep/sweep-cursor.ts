import "server-only";
import { z } from "zod";
import { pool } from "../../platform/db";

export const LISTS = ["sessions", "refunds", "disputes"] as const;
export type ListName = (typeof LISTS)[number];

// The orders that a walk found different: one that reconciling does not repair is told once, not in every sweep.
const different = z.array(z.string()).default([]);

const place = z.object({
  /** Seconds since 1970: everything older was swept and does not change any more. */
  from: z.number(),
  /** Of the last walk that was done. */
  different,
  /** A walk under way: from the newest object at its start back to `from`. */
  walk: z
    .object({
      top: z.number(),
      after: z.string(),
      /** The oldest object that it met and that may still change. */
      oldestOpen: z.number().nullable(),
      different,
    })
    .nullable(),
});
export type SweepPlace = z.infer<typeof place>;

/** Where a list's sweep stands. The first one begins with the shop's first order. */
export async function readPlace(list: ListName): Promise<SweepPlace> {
  const { rows } = await pool().query<{ place: unknown }>(
    "SELECT place FROM reconcile_cursors WHERE list = $1",
    [list],
  );
  const parsed = place.safeParse(rows[0]?.place);
  if (parsed.success) return parsed.data;
  const first = await pool().query<{ from: number }>(
    "SELECT floor(extract(epoch FROM coalesce(min(placed_at), now())))::int AS from FROM orders",
  );
  return { from: first.rows[0]?.from ?? 0, different: [], walk: null };
}

export async function savePlace(list: string, saved: object): Promise<void> {
  await pool().query(
    `INSERT INTO reconcile_cursors (list, place, updated_at) VALUES ($1, $2::jsonb, now())
     ON CONFLICT (list) DO UPDATE SET place = excluded.place, updated_at = now()`,
    [list, JSON.stringify(saved)],
  );
}
