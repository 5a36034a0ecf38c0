import type { Pool } from "pg";
import { copyOf, truthOf } from "./copies.ts";
import type { Faults } from "./count-faults.ts";
import type { Model } from "./scenarios.ts";

export async function fillNaive(pool: Pool, models: Model[], count: number, seed: number): Promise<void> {
  await pool.query(
    "CREATE TABLE naive_orders (id text PRIMARY KEY, state text, total bigint, refunded bigint DEFAULT 0)",
  );
  await pool.query("CREATE TABLE naive_mails (order_id text)");
  const ids = Array.from({ length: count }, (_, index) => copyOf(index, models, seed).orderId);
  await pool.query(
    "INSERT INTO naive_orders (id, state) SELECT id, 'awaiting_payment' FROM unnest($1::text[]) AS c (id)",
    [ids],
  );
}

/** The same questions as to the shop. Orders of which no event was sent are not held against it. */
export async function countNaiveFaults(
  pool: Pool,
  models: Model[],
  count: number,
  seed: number,
): Promise<Faults> {
  const { rows } = await pool.query<{
    id: string;
    state: string;
    total: number;
    refunded: number;
    mails: number;
  }>(
    `SELECT id, state, total::float8 AS total, refunded::float8 AS refunded,
            (SELECT count(*)::int FROM naive_mails m WHERE m.order_id = o.id) AS mails FROM naive_orders o`,
  );
  const found = new Map(rows.map((row) => [row.id, row]));
  const faults: Faults = { lost: 0, doubled: 0, wrongAmounts: 0, examples: [] };
  const note = (kind: "lost" | "doubled" | "wrongAmounts", row: unknown, truth: unknown) => {
    faults[kind] += 1;
    if (faults[kind] === 1) faults.examples.push(`${kind}: ${JSON.stringify({ row, truth })}`);
  };
  for (let index = 0; index < count; index += 1) {
    const copy = copyOf(index, models, seed);
    const truth = truthOf(copy);
    const row = found.get(copy.orderId);
    if (copy.isForgotten || !row) continue;
    if (row.state === "awaiting_payment" || (truth.isPaid && row.mails === 0)) note("lost", row, truth);
    else if (row.mails > 1) note("doubled", row, truth);
    else if (truth.isPaid && (row.total !== truth.total || row.refunded !== truth.refunded))
      note("wrongAmounts", row, truth);
  }
  return faults;
}
