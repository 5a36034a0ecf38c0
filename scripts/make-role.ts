// Database roles that may do what shop and admin need, and no more.
import { createHash, createHmac, pbkdf2Sync, randomBytes } from "node:crypto";
import type pg from "pg";
import { GRANTS, grantStatements, type Part, quote } from "./db-grants.ts";

const SCRAM_ROUNDS = 4_096;

/** `unknownTables`: those on which neither role gets a right. */
type Grants = { statements: string[]; unknownTables: string[] };

/**
 * Makes a role that may sign in and has no rights, or takes from an existing one what is too much.
 * @param given the password to set; without one, a new role gets a random one
 * @returns the password when it was set just now
 */
export async function makeRole(
  client: pg.Client,
  name: string,
  given: string | undefined,
  isRenewed = false,
): Promise<string | null> {
  const { rowCount } = await client.query("SELECT 1 FROM pg_roles WHERE rolname = $1", [name]);
  const rights = "LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS";
  if (rowCount === 0) await client.query(`CREATE ROLE ${quote(name)} LOGIN`);
  // Only a superuser may even mention some of these; a new role has none of them.
  const { rows } = await client.query<{ isSuper: boolean }>(
    `SELECT rolsuper AS "isSuper" FROM pg_roles WHERE rolname = current_user`,
  );
  if (rows[0]?.isSuper) await client.query(`ALTER ROLE ${quote(name)} ${rights}`);
  if (rowCount !== 0 && given === undefined && !isRenewed) return null;
  const password = given ?? randomBytes(24).toString("base64url");
  await client.query(`ALTER ROLE ${quote(name)} PASSWORD '${scramOf(password)}'`);
  return password;
}

/** What PostgreSQL keeps of a password (RFC 5803): so the password itself stands in no statement and no log. */
function scramOf(password: string): string {
  const salt = randomBytes(16);
  const salted = pbkdf2Sync(password, salt, SCRAM_ROUNDS, 32, "sha256");
  const keyed = (word: string) => createHmac("sha256", salted).update(word).digest();
  const stored = createHash("sha256").update(keyed("Client Key")).digest("base64");
  return `SCRAM-SHA-256$${SCRAM_ROUNDS}:${salt.toString("base64")}$${stored}:${keyed("Server Key").toString("base64")}`;
}

/** The jobs' tables and queues, which the roles may use and not make. */
export async function buildQueue(): Promise<void> {
  const { queue, closeQueue } = await import("../server/platform/queue.ts");
  const { closeDb } = await import("../server/platform/db.ts");
  await queue();
  await closeQueue();
  await closeDb();
}

/** The statements that bring the roles of shop and admin to exactly the rights of scripts/db-grants.ts. */
export async function readGrants(client: pg.Client, roles: Record<Part, string>): Promise<Grants> {
  const { rows } = await client.query<{ name: string }>("SELECT current_database() AS name");
  const [tables, queueTables] = [await tablesOf(client, "public"), await tablesOf(client, "pgboss")];
  const statements = grantStatements({ ...roles, database: rows[0]?.name ?? "" }, tables, queueTables);
  return { statements, unknownTables: tables.filter((table) => !(table in GRANTS)) };
}

async function tablesOf(client: pg.Client, schema: string): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT relname AS name FROM pg_class WHERE relnamespace = to_regnamespace($1) AND relkind IN ('r', 'p', 'v') ORDER BY relname`,
    [schema],
  );
  return rows.map(({ name }) => name);
}

/** The same database, as another role. */
export function urlFor(owner: string, name: string, password: string): string {
  const url = new URL(owner);
  url.username = encodeURIComponent(name);
  url.password = encodeURIComponent(password);
  return url.href;
}
