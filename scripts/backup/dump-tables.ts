// Every table of the shop as one moment has it, by COPY: what PostgreSQL itself uses to move rows between versions.
import { createGzip } from "node:zlib";
import type pg from "pg";
import { to as copyTo } from "pg-copy-streams";
import { quote } from "../db-grants.ts";
import { SetupError } from "../setup-error.ts";
import type { Manifest } from "./manifest.ts";
import { writeBackupFile } from "./write-file.ts";

/**
 * What must not come back: a session that was ended or a link that was used since. Everyone signs in again, and who
 * was invited is invited again.
 */
const LEFT_OUT = ["admin_sessions", "admin_verifications"];

/** Prisma's own, which the restore's migrations write. The jobs' schema (pgboss) is left out too: docs/decisions/0021. */
const OF_PRISMA = "_prisma_migrations";

type Dump = Pick<Manifest, "migrations" | "tables" | "sequences">;

/**
 * Writes all tables into the backup's folder. The shop may run meanwhile: one transaction sees one moment, and only
 * a migration has to wait for it.
 * @throws SetupError when the database's user may not read everything, or there is nothing to back up
 */
export async function dumpTables(
  client: pg.Client,
  folder: string,
  onTable: (name: string, rows: number) => void,
): Promise<Dump> {
  const names = await tablesOf(client);
  if (!names.includes(OF_PRISMA))
    throw new SetupError(
      "This database holds no shop yet.",
      "start the shop once, or correct DATABASE_URL and DATA_DIR",
    );
  await client.query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
  try {
    // Before the first SELECT, which takes the snapshot: no table changes its columns after that.
    await client.query(`LOCK TABLE ${names.map(quote).join(", ")} IN ACCESS SHARE MODE`);
    // Where a policy hides rows from this user, refuse; never leave them out silently.
    await client.query("SET LOCAL row_security = off");
    const migrations = await migrationsOf(client);
    const tables: Manifest["tables"] = [];
    for (const name of names.filter((one) => one !== OF_PRISMA && !LEFT_OUT.includes(one))) {
      const table = await dumpTable(client, folder, name);
      onTable(name, table.rows);
      tables.push(table);
    }
    const { rows: sequences } = await client.query<Manifest["sequences"][number]>(
      `SELECT sequencename AS name, last_value::text AS last FROM pg_sequences
        WHERE schemaname = 'public' ORDER BY sequencename`,
    );
    return { migrations, tables, sequences };
  } catch (error) {
    if ((error as { code?: string }).code === "42501")
      throw new SetupError(
        "The database's user may not read every table of the shop.",
        "back up as the owner of the tables: name it in DATABASE_URL for this command",
      );
    throw error;
  } finally {
    await client.query("ROLLBACK");
  }
}

async function dumpTable(
  client: pg.Client,
  folder: string,
  name: string,
): Promise<Manifest["tables"][number]> {
  const columns = await columnsOf(client, name);
  const stream = client.query(copyTo(`COPY ${quote(name)} (${columns.map(quote).join(", ")}) TO STDOUT`));
  const file = await writeBackupFile(folder, `tables/${name}.gz`, stream, createGzip());
  return { name, columns, rows: stream.rowCount, file };
}

export async function tablesOf(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT relname AS name FROM pg_class
      WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') ORDER BY relname`,
  );
  return rows.map(({ name }) => name);
}

async function migrationsOf(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT DISTINCT migration_name AS name FROM _prisma_migrations
      WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL ORDER BY 1`,
  );
  return rows.map(({ name }) => name);
}

/** Without those that PostgreSQL calculates. */
async function columnsOf(client: pg.Client, table: string): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT attname AS name FROM pg_attribute
      WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = '' ORDER BY attnum`,
    [quote(table)],
  );
  return rows.map(({ name }) => name);
}
