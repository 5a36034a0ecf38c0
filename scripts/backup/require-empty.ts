import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";
import { SetupError } from "../setup-error.ts";
import { tablesOf } from "./dump-tables.ts";
import { readMark } from "./unfinished.ts";

// What makes a database a shop's; a start makes the other rows by itself.
const TELLING = ["orders", "products", "admin_users"];
const MAX_TRIES = 10;
const TRY_MS = 200;

/**
 * A restore replaces nothing.
 * @param mark of the backup
 * @returns whether this backup was loaded already, by a restore that did not finish
 * @throws SetupError when the database holds a shop
 */
export async function requireEmpty(client: pg.Client, mark: string): Promise<{ isLoaded: boolean }> {
  const loaded = await readMark(client);
  if (loaded === mark) return { isLoaded: true };
  const tables = await tablesOf(client);
  const found = loaded === null ? [] : ["another backup"];
  for (const table of TELLING.filter((name) => tables.includes(name))) {
    const { rows } = await client.query<{ count: number }>(`SELECT count(*)::int AS count FROM ${table}`);
    if (rows[0]?.count) found.push(`${rows[0].count} ${table.replace("_", " ")}`);
  }
  if (tables.length > 0 && !tables.includes("_prisma_migrations")) found.push("another application's tables");
  if (found.length === 0) return { isLoaded: false };
  throw new SetupError(
    `This database is not empty: it holds ${found.join(", ")}. A restore replaces nothing.`,
    "name an empty database in DATABASE_URL, or with the embedded one another data folder: DATA_DIR=.data-restored. Nothing was changed.",
  );
}

/** @throws SetupError while anything else is connected: what it writes would be lost, or mixed with the backup */
export async function requireAlone(client: pg.Client): Promise<void> {
  for (let tries = 0; tries < MAX_TRIES; tries += 1) {
    const { rows } = await client.query<{ count: number }>(
      `SELECT count(*)::int AS count FROM pg_stat_activity
        WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid()`,
    );
    if (rows[0]?.count === 0) return;
    // A connection of this command may be about to end.
    await sleep(TRY_MS);
  }
  throw new SetupError(
    "The shop is running, or another program is connected to its database.",
    "stop npm start, npm run worker and whatever else is connected, then restore. Nothing was changed.",
  );
}
