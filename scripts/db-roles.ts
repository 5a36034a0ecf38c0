// npm run db:roles: two PostgreSQL roles with no more rights than the shop and the admin need.
import { createHash, createHmac, pbkdf2Sync, randomBytes } from "node:crypto";
import { parseArgs } from "node:util";
import pg from "pg";
import { migrate } from "./database.ts";
import { GRANTS, grantStatements, type Part, quote } from "./db-grants.ts";
import { runCommand, SetupError } from "./setup-error.ts";
import { openShopEnvironment, useNoStripe } from "./shop-environment.ts";

const HELP = `npm run db:roles        creates two database roles, NAME_shop and NAME_admin, with the rights that each surface needs

  --name NAME       the beginning of the roles' names (latchkey)
  --new-passwords   sets new passwords for existing roles
  --sql             changes nothing: prints the statements, for a database administrator to run
  --help            prints this text

Run it as the owner of the tables (DATABASE_URL), again after every update. Passwords are generated and printed
once; set SHOP_DB_PASSWORD and ADMIN_DB_PASSWORD to choose them yourself.`;

const PARTS = ["shop", "admin"] as const;
const SCRAM_ROUNDS = 4_096;

runCommand(async () => {
  const options = readArguments();
  if (options.help) return console.log(HELP);
  const database = await openShopEnvironment();
  useNoStripe();
  await migrate(database.url);
  await buildQueue();
  const client = new pg.Client({ connectionString: database.url, connectionTimeoutMillis: 5_000 });
  await client.connect();
  try {
    await makeRoles(client, database.url, options);
  } catch (error) {
    if ((error as { code?: string }).code !== "42501") throw error;
    throw new SetupError(
      `This database user is not allowed to do that: ${(error as Error).message}. Nothing was changed.`,
      "Run it as the owner of the tables with CREATEROLE, or give the output of npm run db:roles -- --sql to the database administrator.",
    );
  } finally {
    await client.end();
  }
});

type Options = ReturnType<typeof readArguments>;

async function makeRoles(client: pg.Client, url: string, options: Options): Promise<void> {
  const names = { shop: `${options.name}_shop`, admin: `${options.name}_admin` };
  const { rows: databases } = await client.query<{ name: string }>("SELECT current_database() AS name");
  const [tables, queueTables] = [await tablesOf(client, "public"), await tablesOf(client, "pgboss")];
  const statements = grantStatements({ ...names, database: databases[0]?.name ?? "" }, tables, queueTables);
  if (options.sql)
    return console.log(
      [...PARTS.map((part) => `CREATE ROLE ${quote(names[part])} LOGIN`), ...statements]
        .join(";\n")
        .concat(";"),
    );
  const passwords: Partial<Record<Part, string>> = {};
  await client.query("BEGIN");
  try {
    for (const part of PARTS) {
      const made = await makeRole(
        client,
        names[part],
        givenPassword(part),
        options["new-passwords"] === true,
      );
      if (made) passwords[part] = made;
    }
    for (const statement of statements) await client.query(statement);
    await client.query("COMMIT");
  } catch (error) {
    await client.query("ROLLBACK").catch(() => undefined);
    throw error;
  }
  for (const part of PARTS) {
    console.log(`\n${part === "shop" ? "The shop (SURFACE=shop)" : "The admin (SURFACE=admin)"}`);
    console.log(`  DATABASE_URL=${urlFor(url, names[part], passwords[part])}`);
    if (!passwords[part]) console.log("  Its password is unchanged; --new-passwords sets a new one.");
  }
  const unknown = tables.filter((table) => !(table in GRANTS));
  if (unknown.length > 0) console.log(`\nNeither role has any right on these tables: ${unknown.join(", ")}.`);
  console.log(
    "\nThe passwords are shown only once. Migrations stay with the owner: run npm run migrate and this again after an update.",
  );
}

/** @returns the password when it was set just now */
async function makeRole(
  client: pg.Client,
  name: string,
  given: string | undefined,
  isRenewed: boolean,
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

function givenPassword(part: Part): string | undefined {
  const name = `${part.toUpperCase()}_DB_PASSWORD`;
  const given = process.env[name];
  if (given === undefined || given === "") return undefined;
  // SCRAM normalizes other characters in a way of its own.
  if (/^[!-~]{16,128}$/.test(given)) return given;
  throw new SetupError(
    `${name} must have 16 to 128 printable ASCII characters and no space.`,
    `${name}=$(openssl rand -hex 24) npm run db:roles`,
  );
}

/** The jobs' tables and queues, which the roles may use and not make. */
async function buildQueue(): Promise<void> {
  const { queue, closeQueue } = await import("../server/platform/queue.ts");
  const { closeDb } = await import("../server/platform/db.ts");
  await queue();
  await closeQueue();
  await closeDb();
}

async function tablesOf(client: pg.Client, schema: string): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT relname AS name FROM pg_class WHERE relnamespace = to_regnamespace($1) AND relkind IN ('r', 'p', 'v') ORDER BY relname`,
    [schema],
  );
  return rows.map(({ name }) => name);
}

function urlFor(owner: string, name: string, password: string | undefined): string {
  const url = new URL(owner);
  url.username = encodeURIComponent(name);
  url.password = password === undefined ? "PASSWORD" : encodeURIComponent(password);
  return url.href;
}

function readArguments() {
  try {
    const { values } = parseArgs({
      options: {
        name: { type: "string", default: "latchkey" },
        "new-passwords": { type: "boolean" },
        sql: { type: "boolean" },
        help: { type: "boolean", short: "h" },
      },
    });
    if (!/^[a-z][a-z0-9_]{0,50}$/.test(values.name))
      throw new Error("--name takes lowercase letters, digits and _");
    return values;
  } catch (error) {
    throw new SetupError((error as Error).message, "npm run db:roles -- --help");
  }
}
