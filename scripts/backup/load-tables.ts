import { createReadStream } from "node:fs";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import type pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { quote } from "../db-grants.ts";
import { tablesOf } from "./dump-tables.ts";
import type { Manifest } from "./manifest.ts";
import { setMark } from "./unfinished.ts";

/** At least so many order numbers are left out after a restore: docs/decisions/0021. */
const MIN_GAP = 1_000;
const GAP_FACTOR = 10;

/**
 * Fills the migrated, empty tables: all of it is committed at once, or nothing. Keys and checks hold meanwhile; the
 * tables' own triggers do not run, because they were run when the rows were made.
 * @param mark written with the rows: what is loaded and not finished
 */
export async function loadTables(
  client: pg.Client,
  folder: string,
  { tables, sequences, madeAt }: Manifest,
  mark: string,
  onTable: (name: string, rows: number) => void,
): Promise<void> {
  await client.query("BEGIN");
  try {
    const present = await tablesOf(client);
    const filled = present.filter((name) => name !== "_prisma_migrations").map(quote);
    for (const table of filled) await client.query(`ALTER TABLE ${table} DISABLE TRIGGER USER`);
    // Rows that migrations make.
    await client.query(`TRUNCATE ${filled.join(", ")}`);
    for (const name of await inOrderOfKeys(
      client,
      tables.map((table) => table.name),
    )) {
      const table = tables.find((one) => one.name === name);
      if (!table) continue;
      await loadTable(client, folder, table);
      onTable(name, table.rows);
    }
    for (const { name, last } of sequences)
      if (last !== null) await client.query("SELECT setval($1::regclass, $2)", [quote(name), last]);
    await skipOrderNumbers(client, madeAt);
    await forgetRuns(client, present);
    for (const table of filled) await client.query(`ALTER TABLE ${table} ENABLE TRIGGER USER`);
    await setMark(client, mark);
    await client.query("COMMIT");
  } catch (error) {
    await client.query("ROLLBACK").catch(() => undefined);
    throw error;
  }
}

async function loadTable(
  client: pg.Client,
  folder: string,
  { name, columns, rows, file }: Manifest["tables"][number],
): Promise<void> {
  const stream = client.query(copyFrom(`COPY ${quote(name)} (${columns.map(quote).join(", ")}) FROM STDIN`));
  await pipeline(createReadStream(join(folder, ...file.path.split("/"))), createGunzip(), stream);
  if (stream.rowCount !== rows) throw new Error(`${name} has ${stream.rowCount} rows instead of ${rows}`);
}

/** A table after those that its foreign keys name. */
async function inOrderOfKeys(client: pg.Client, names: string[]): Promise<string[]> {
  const { rows: keys } = await client.query<{ name: string; needs: string }>(
    `SELECT a.relname AS name, b.relname AS needs FROM pg_constraint c
       JOIN pg_class a ON a.oid = c.conrelid JOIN pg_class b ON b.oid = c.confrelid
      WHERE c.contype = 'f' AND a.oid <> b.oid AND a.relnamespace = 'public'::regnamespace`,
  );
  const ordered: string[] = [];
  const open = new Set(names);
  while (open.size > 0) {
    const next = [...open].find((name) => !keys.some((key) => key.name === name && open.has(key.needs)));
    if (next === undefined) throw new Error(`the keys of ${[...open].join(", ")} need one another`);
    ordered.push(next);
    open.delete(next);
  }
  return ordered;
}

/**
 * Orders of the time since the backup may have been paid, and their numbers are in mails: they must not be given
 * again. Ten times what the last month before it lets expect is left out; reconciling goes further where Stripe
 * knows a higher one.
 */
async function skipOrderNumbers(client: pg.Client, madeAt: string): Promise<void> {
  await client.query(
    `SELECT setval('orders_number_seq', (ceil((s.last + greatest($1::int, least(1e8, g.gap))) / 1000) * 1000)::bigint)
       FROM (SELECT coalesce(last_value, start_value - 1) AS last FROM pg_sequences
              WHERE schemaname = 'public' AND sequencename = 'orders_number_seq') s,
            (SELECT $2::int * count(*) / 30.0 * greatest(0, extract(epoch FROM now() - $3::timestamptz) / 86400) AS gap
               FROM orders WHERE placed_at > $3::timestamptz - interval '30 days') g`,
    [MIN_GAP, GAP_FACTOR, madeAt],
  );
}

/** A run that was under way has no process; and after a restore the worker sweeps at once, not within the hour. */
async function forgetRuns(client: pg.Client, tables: string[]): Promise<void> {
  if (!tables.includes("reconcile_runs")) return;
  await client.query(
    "DELETE FROM reconcile_runs WHERE state = 'running' OR finished_at > now() - interval '1 hour'",
  );
}
