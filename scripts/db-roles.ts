// npm run db:roles: two PostgreSQL roles with no more rights than the shop and the admin need.
import { parseArgs } from "node:util";
import pg from "pg";
import { migrate } from "./database.ts";
import { type Part, quote } from "./db-grants.ts";
import { buildQueue, makeRole, readGrants, urlFor } from "./make-role.ts";
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

runCommand(async () => {
  const options = readArguments();
  if (options.help) return console.log(HELP);
  const database = await openShopEnvironment("unused");
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
  const { statements, unknownTables } = await readGrants(client, names);
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
    console.log(`  DATABASE_URL=${urlFor(url, names[part], passwords[part] ?? "PASSWORD")}`);
    if (!passwords[part]) console.log("  Its password is unchanged; --new-passwords sets a new one.");
  }
  if (unknownTables.length > 0)
    console.log(`\nNeither role has any right on these tables: ${unknownTables.join(", ")}.`);
  console.log(
    "\nThe passwords are shown only once. Migrations stay with the owner: run npm run migrate and this again after an update.",
  );
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
