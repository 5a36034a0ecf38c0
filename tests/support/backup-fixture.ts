import { createHash } from "node:crypto";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { keepIdentity } from "../../scripts/shop-identity.ts";
import { useDatabase } from "./database.ts";
import { type CommandOptions, runScript } from "./run-command.ts";
import { openScenario } from "./scenario.ts";
import { makeTemporaryFolder } from "./temporary-folder.ts";

export const PASSPHRASE = "otter lamp quay nine";
export const APP_SECRET = "a-secret-for-tests-that-is-long-enough";
const LEFT_OUT = ["admin_sessions", "admin_verifications", "_prisma_migrations"];

export async function query<T>(url: string, text: string, values: unknown[] = []): Promise<T[]> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    return (await client.query(text, values)).rows as T[];
  } finally {
    await client.end();
  }
}

/** A checksum of the rows of every table that a backup has, as text. */
export async function checksums(url: string): Promise<Record<string, string>> {
  const tables = await query<{ name: string }>(
    url,
    "SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' ORDER BY 1",
  );
  const sums: Record<string, string> = {};
  for (const { name } of tables.filter((one) => !LEFT_OUT.includes(one.name))) {
    const rows = await query<{ row: string }>(url, `SELECT t::text AS row FROM "${name}" t ORDER BY 1`);
    sums[name] = `${rows.length} ${createHash("sha256").update(JSON.stringify(rows)).digest("hex")}`;
  }
  return sums;
}

/** A database without any table; DATABASE_URL stays the shop's. */
export async function emptyDatabase(): Promise<string> {
  const { DATABASE_URL = "" } = process.env;
  const url = await useDatabase("template1");
  process.env.DATABASE_URL = DATABASE_URL;
  return url;
}

/** A shop with three orders, one of them refunded in part, an account, a picture; and a backup of it. */
export async function openBackedUpShop() {
  const home = makeTemporaryFolder("backup");
  const scenario = await openScenario();
  const { DATABASE_URL: shopUrl = "" } = process.env;
  const dataDir = (name: string) => join(home, name);
  const first = await scenario.sell();
  await scenario.sell({ quantity: 2 });
  await scenario.checkOut();
  const refund = {
    ...{ orderId: first.order.id, requestId: "request", amountMinor: 500n, currency: "eur" },
    ...{ reason: null, note: null },
  };
  await scenario.shop.refundOrder(refund);
  await scenario.testShop.sql(
    "INSERT INTO admin_users (id, name, email, role, updated_at) VALUES ('ada', 'Ada', 'ada@shop.test', 'owner', now())",
  );
  await scenario.testShop.sql(
    "INSERT INTO admin_sessions (id, user_id, token, expires_at, updated_at) VALUES ('s', 'ada', 'token', now() + interval '1 day', now())",
  );
  const client = new pg.Client(shopUrl);
  await client.connect();
  await keepIdentity(client, APP_SECRET);
  await client.end();
  mkdirSync(join(dataDir("shop"), "media", "ab12"), { recursive: true });
  writeFileSync(join(dataDir("shop"), "media", "ab12", "picture-480.webp"), "a picture");
  mkdirSync(join(dataDir("shop"), "sandbox"), { recursive: true });
  writeFileSync(join(dataDir("shop"), "sandbox", "journal.jsonl"), "[]\n");

  const ownEnv = { DATABASE_URL: shopUrl, DATA_DIR: dataDir("shop"), APP_SECRET };
  /** Backs the shop up. */
  const backUp = (folder: string, args: string[] = [], options: Partial<CommandOptions> = {}) =>
    runScript("backup", [folder, ...args], {
      input: `${PASSPHRASE}\n`,
      ...options,
      env: { ...ownEnv, ...options.env },
    });
  const backup = join(home, "monday");
  const rows = await checksums(shopUrl);
  return {
    ...{ home, scenario, shopUrl, dataDir, backUp, backup, rows },
    made: await backUp(backup),
    /** Restores with a data folder of this name. */
    restore: (folder: string, url: string, name: string, options: Partial<CommandOptions> = {}) =>
      runScript("restore", [folder], {
        input: `${PASSPHRASE}\n`,
        ...options,
        env: { DATABASE_URL: url, DATA_DIR: dataDir(name), ...options.env },
      }),
    close: async () => {
      await scenario.testShop.close();
      rmSync(home, { recursive: true, force: true });
    },
  };
}

export type BackedUpShop = Awaited<ReturnType<typeof openBackedUpShop>>;
