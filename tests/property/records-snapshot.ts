import pg from "pg";
import type { TestShop } from "../support/test-shop.ts";

type Row = Record<string, unknown>;
/** All that the records have of one order, its variant and its events; and how many mails were ordered. */
export type Snapshot = { rows: Record<string, Row[]>; mailJobs: number };

// Written with the order, not part of its state: the trigger, and when.
const NO_STATE = new Set(["order_events"]);
const NO_STATE_COLUMNS = new Set(["reconcile_version", "attempts", "number", "payload"]);

const VERDICT = new Set(["state", "reason_code", "reason_detail", "order_id"]);

export async function openSnapshots(testShop: TestShop) {
  const tables = (
    await testShop.sql<{ name: string }>(
      `SELECT table_name AS name FROM information_schema.columns
        WHERE table_schema = 'public' AND column_name = 'order_id' AND table_name NOT IN ('stripe_events', 'stock_movements') ORDER BY 1`,
    )
  ).map(({ name }) => name);

  // The database computes them, and takes them from nobody.
  const generated = new Set(
    (
      await testShop.sql<{ name: string }>(
        `SELECT table_name || '.' || column_name AS name FROM information_schema.columns
          WHERE table_schema = 'public' AND is_generated = 'ALWAYS'`,
      )
    ).map(({ name }) => name),
  );

  const take = async (orderId: string, variantId: string, jobsBefore = 0): Promise<Snapshot> => {
    const part = (table: string, where: string) =>
      `'${table}', (SELECT coalesce(jsonb_agg(to_jsonb(t)), '[]') FROM ${table} t WHERE ${where})`;
    const [taken] = await testShop.sql<{ rows: Snapshot["rows"]; jobs: number }>(
      `SELECT jsonb_build_object(${[
        part("orders", "id = $1"),
        part("variants", "id = $2"),
        part("stripe_events", "true"),
        ...tables.map((table) => part(table, "order_id = $1")),
      ].join(", ")}) AS rows,
        (SELECT count(*)::int FROM pgboss.job WHERE name = 'send-order-mail') AS jobs`,
      [orderId, variantId],
    );
    return { rows: taken?.rows ?? {}, mailJobs: jobsBefore + (taken?.jobs ?? 0) };
  };

  /** Makes the records what they were, with no mail waiting. */
  const restore = async ({ rows }: Snapshot): Promise<void> => {
    const fill = (table: string) => {
      const [first] = rows[table] ?? [];
      if (!first) return "";
      const columns = Object.keys(first).filter((name) => !generated.has(`${table}.${name}`));
      const values = pg.escapeLiteral(JSON.stringify(rows[table]));
      return `INSERT INTO ${table} (${columns}) SELECT ${columns} FROM jsonb_populate_recordset(null::${table}, ${values}::jsonb);`;
    };
    const [order] = rows.orders ?? [];
    const [variant] = rows.variants ?? [];
    await testShop.sql(
      `BEGIN; DELETE FROM stripe_events; DELETE FROM orders WHERE id = '${order?.id}';
       DELETE FROM pgboss.job WHERE name = 'send-order-mail';
       UPDATE variants SET on_hand = ${variant?.on_hand}, reserved = ${variant?.reserved} WHERE id = '${variant?.id}';
       ${["orders", ...tables, "stripe_events"].map(fill).join("\n")} COMMIT;`,
    );
  };

  return { take, restore };
}

/** Two snapshots with the same text are the same state: times, and the ids of rows made on the way, apart. */
export function stateOf({ rows, mailJobs }: Snapshot): string {
  const kept = Object.entries(rows).filter(([table]) => !NO_STATE.has(table));
  const state = kept.map(([table, list]) => [
    table,
    list
      .filter((row) => !isSeenInPassing(table, row))
      .map((row) => stateOfRow(table, row))
      .toSorted(),
  ]);
  return JSON.stringify([state, mailJobs]);
}

/** A card that was declined is told of where the shop looked before the next one paid: Stripe names the last try. */
const isSeenInPassing = (table: string, { effect }: Row): boolean =>
  table === "order_effects" && String(effect).startsWith("attempt:");

function stateOfRow(table: string, row: Row): string {
  const isOwnId = (name: string) => name === "id" && !["orders", "variants", "stripe_events"].includes(table);
  const isTime = (name: string) => /_(at|until)$/.test(name);
  // A refund made elsewhere names no order: before the order knows its payment, its event is not ours. What
  // it would have told is read with the next one, so the verdict on a decided event is no part of the records.
  const isVerdict = (name: string) =>
    table === "stripe_events" && row.state !== "received" && VERDICT.has(name);
  const kept = Object.entries(row).filter(
    ([name]) => !isOwnId(name) && !isTime(name) && !isVerdict(name) && !NO_STATE_COLUMNS.has(name),
  );
  // A mail about a refund names its row.
  return JSON.stringify(kept.toSorted()).replaceAll(/mail:refunded:[0-9a-f-]{36}/g, "mail:refunded");
}
