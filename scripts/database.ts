import { execFileSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { startPostgres } from "./postgres.ts";
import { SetupError } from "./setup-error.ts";

const MIGRATION_LOCK = 4242;
const MIGRATIONS = "prisma/migrations";
const DATABASE = "latchkey";
const OLDEST_POSTGRES = 18;

export type Database = {
  url: string;
  isEmbedded: boolean;
  /** Such as "18.6". */
  version: string;
  /** Its user may do everything on the server, other databases and files included. */
  isSuperuser: boolean;
  note: string | null;
  /** Ends the embedded server; a database of the merchant's own is left alone. */
  stop: () => void;
  /** The same, when this process started the server and nothing else is connected to it. */
  stopIfUnused: () => Promise<void>;
};

/** The database that DATABASE_URL names, or the embedded one, started and created where that is needed. */
export async function openDatabase(dataDir: string, password: string): Promise<Database> {
  const given = process.env.DATABASE_URL;
  if (given) {
    const server = await reach(given, describeServer);
    requireVersion(server.version);
    return { url: given, isEmbedded: false, ...server, note: null, ...LEFT_ALONE };
  }
  const server = await startPostgres(join(dataDir, "postgres"), password);
  const described = await reach(server.urlFor("postgres"), async (client) => {
    const found = await client.query("SELECT 1 FROM pg_database WHERE datname = $1", [DATABASE]);
    if (found.rowCount === 0) await client.query(`CREATE DATABASE ${DATABASE}`);
    return describeServer(client);
  });
  const { note, stop } = server;
  const url = server.urlFor(DATABASE);
  const stopIfUnused = async () => {
    if (server.isStarted && !(await isUsed(url))) stop();
  };
  return { url, isEmbedded: true, ...described, note, stop, stopIfUnused };
}

const LEFT_ALONE = { stop: () => undefined, stopIfUnused: () => Promise.resolve() };

async function isUsed(url: string): Promise<boolean> {
  const { rows } = await reach(url, (client) =>
    client.query<{ count: number }>(
      `SELECT count(*)::int AS count FROM pg_stat_activity
        WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()`,
    ),
  );
  return (rows[0]?.count ?? 0) > 0;
}

async function describeServer(client: pg.Client): Promise<Pick<Database, "version" | "isSuperuser">> {
  const { rows } = await client.query<{ number: number; isSuperuser: boolean }>(
    `SELECT current_setting('server_version_num')::int AS number, rolsuper AS "isSuperuser"
       FROM pg_roles WHERE rolname = current_user`,
  );
  const [{ number = 0, isSuperuser = false } = {}] = rows;
  return { version: `${Math.floor(number / 10_000)}.${number % 10_000}`, isSuperuser };
}

/** Ids come from the function uuidv7(), which PostgreSQL has since 18. */
function requireVersion(version: string): void {
  if (Number.parseInt(version, 10) >= OLDEST_POSTGRES) return;
  throw new SetupError(
    `The database that DATABASE_URL names is PostgreSQL ${version}; Latchkey needs ${OLDEST_POSTGRES} or later.`,
    "Update it, name another one, or remove DATABASE_URL to use the embedded database.",
  );
}

/** Connects for one piece of work. @throws SetupError when the database cannot be reached */
export async function reach<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  try {
    await client.connect();
  } catch (error) {
    const { hostname, port, pathname } = new URL(url);
    const name = decodeURIComponent(pathname.slice(1));
    throw new SetupError(
      `The database ${name} at ${hostname}:${port || 5432} cannot be reached: ${(error as Error).message || "no answer"}.`,
      "Start PostgreSQL, correct DATABASE_URL, or remove it to use the embedded database, which a new start brings up.",
    );
  }
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Applies the migrations that are missing, one process at a time. @returns how many there were to apply */
export async function migrate(url: string): Promise<number> {
  return reach(url, async (client) => {
    await lockMigrations(client);
    return migrateLocked(client, url);
  });
}

/** Whatever migrates waits until this connection ends. */
export async function lockMigrations(client: pg.Client): Promise<void> {
  await client.query("SELECT pg_advisory_lock($1)", [MIGRATION_LOCK]);
}

/**
 * Applies the migrations that are missing, on behalf of the connection that holds the lock.
 * @param folder where the migrations are
 * @returns how many there were to apply
 */
export async function migrateLocked(
  client: pg.Client,
  url: string,
  folder: string = MIGRATIONS,
): Promise<number> {
  const applied = await appliedMigrations(client);
  const missing = listMigrations(folder).filter((name) => !applied.has(name));
  if (missing.length > 0) deploy(url, folder);
  return missing.length;
}

/** The migrations of this version. */
export const listMigrations = (folder: string = MIGRATIONS): string[] =>
  readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);

async function appliedMigrations(client: pg.Client): Promise<Set<string>> {
  const { rows: tables } = await client.query("SELECT to_regclass('_prisma_migrations') AS name");
  if (tables[0]?.name === null) return new Set();
  const { rows } = await client.query(
    "SELECT migration_name FROM _prisma_migrations WHERE finished_at IS NOT NULL",
  );
  return new Set(rows.map((row) => row.migration_name));
}

function deploy(url: string, folder: string): void {
  try {
    execFileSync(process.execPath, ["node_modules/prisma/build/index.js", "migrate", "deploy"], {
      env: { ...process.env, DATABASE_URL: url, MIGRATIONS_DIR: folder },
      stdio: "pipe",
    });
  } catch (error) {
    const output = String((error as { stderr?: Buffer }).stderr ?? error);
    throw new SetupError(
      `The database could not be brought up to date:\n${output.trim()}`,
      "No migration was applied in part. See https://pris.ly/d/migrate-resolve, or restore your backup.",
    );
  }
}
