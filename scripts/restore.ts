// npm run restore: the shop as a backup has it, in an empty database.
import { cpSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import type pg from "pg";
import { askPassphrase } from "./backup/ask-passphrase.ts";
import { loadTables } from "./backup/load-tables.ts";
import { identify, type Manifest, newerBackup, readManifest, verifyFiles } from "./backup/manifest.ts";
import { requireAlone, requireEmpty } from "./backup/require-empty.ts";
import { type ShopSecrets, unsealSecrets } from "./backup/secrets-file.ts";
import { showProgress } from "./backup/show-progress.ts";
import { setMark } from "./backup/unfinished.ts";
import { putFile } from "./backup/write-file.ts";
import { type Database, listMigrations, lockMigrations, migrateLocked, reach } from "./database.ts";
import { readSecrets, writeSecrets } from "./secrets.ts";
import { runCommand, SetupError } from "./setup-error.ts";
import { DATA_DIR, openShopEnvironment, useNoStripe as standInForStripe } from "./shop-environment.ts";
import { readIdentity } from "./shop-identity.ts";

const HELP = `npm run restore -- FOLDER

Makes the shop that npm run backup wrote into FOLDER, in an empty database: one that is new, or without orders,
products and accounts. Every file is checked before anything is written. A backup of an earlier version is brought up to
date. The shop must be stopped. If it is broken off, run it again.

The passphrase of the backup is asked for; unattended it is piped in, or read from BACKUP_PASSPHRASE.
Afterwards: npm start, then npm run reconcile -- --repair, which brings back what Stripe knows of the time since.`;

const MIGRATIONS = "prisma/migrations";
const progress = showProgress();

runCommand(async () => {
  const { values, positionals } = readArguments();
  if (values.help) return console.log(HELP);
  const [name, ...others] = positionals;
  if (!name || others.length > 0)
    throw new SetupError(
      "Name the folder of the backup.",
      "npm run restore -- backups/monday (--help shows more)",
    );
  const folder = resolve(name);
  const manifest = readManifest(folder);
  const known = listMigrations();
  if (!manifest.migrations.every((migration) => known.includes(migration)))
    throw newerBackup(manifest.version);
  progress.begin("checksums");
  await verifyFiles(folder, manifest, (done, of) => progress.show(`${done} of ${of} files`));
  const secrets = await readShopSecrets(folder, manifest);
  const database = await openShopEnvironment("unused");
  await reach(database.url, (client) => restore(client, database, folder, manifest, secrets)).catch(explain);
  progress.end();
  await report(name, database, manifest);
});

function readArguments() {
  try {
    return parseArgs({ allowPositionals: true, options: { help: { type: "boolean", short: "h" } } });
  } catch (error) {
    throw new SetupError((error as Error).message, "npm run restore -- --help");
  }
}

/** @throws SetupError for a wrong passphrase, and where the installation is told to use another secret */
async function readShopSecrets(folder: string, { secrets }: Manifest): Promise<ShopSecrets | null> {
  if (!secrets) return null;
  progress.end();
  const found = unsealSecrets(join(folder, secrets.path), await askPassphrase(false));
  const { APP_SECRET } = process.env;
  if (!APP_SECRET || APP_SECRET === found.appSecret) return found;
  throw new SetupError(
    "APP_SECRET is set, and it is not the one of the backup: every order link that was mailed would be dead.",
    "remove APP_SECRET from the environment and .env.local; the restore puts the right one into secrets.json. Nothing was changed.",
  );
}

async function restore(
  client: pg.Client,
  { url }: Database,
  folder: string,
  manifest: Manifest,
  secrets: ShopSecrets | null,
): Promise<void> {
  const mark = identify(manifest);
  await requireAlone(client);
  // A start meanwhile waits for this connection before it makes tables.
  await lockMigrations(client);
  const { isLoaded } = await requireEmpty(client, mark);
  if (secrets) putSecrets(secrets);
  if (!isLoaded) {
    await putFiles(folder, manifest);
    progress.begin("tables");
    await makeTables(client, url, manifest.migrations);
    await loadTables(client, folder, manifest, mark, (table, rows) =>
      progress.show(`${table}, ${rows} rows`),
    );
  }
  progress.begin("today's version");
  await migrateLocked(client, url);
  await enqueueMails();
  await setMark(client, null);
}

/** The database is empty: what its own secret opened is nothing. */
function putSecrets(secrets: ShopSecrets): void {
  const file = join(DATA_DIR, "secrets.json");
  writeSecrets(file, { ...readSecrets(file), ...secrets });
  process.env.APP_SECRET = secrets.appSecret;
}

async function putFiles(folder: string, { pictures, sandbox }: Manifest): Promise<void> {
  progress.begin("pictures");
  const media = process.env.MEDIA_DIR ?? join(DATA_DIR, "media");
  for (const [index, file] of pictures.entries()) {
    await putFile(folder, file, join(media, ...file.path.split("/").slice(1)));
    progress.show(`${index + 1} of ${pictures.length} files`);
  }
  // A sandbox that is there plays Stripe, which no restore takes back in time.
  const journal = join(DATA_DIR, "sandbox", "journal.jsonl");
  if (sandbox && !existsSync(journal)) await putFile(folder, sandbox, journal);
}

/** The tables as the backup's version had them. What a start has made in the empty database goes first. */
async function makeTables(client: pg.Client, url: string, migrations: string[]): Promise<void> {
  await client.query("DROP SCHEMA IF EXISTS pgboss CASCADE");
  await client.query("DROP SCHEMA public CASCADE");
  await client.query("CREATE SCHEMA public");
  const folder = mkdtempSync(join(tmpdir(), "latchkey-migrations-"));
  try {
    for (const name of [...migrations, "migration_lock.toml"])
      cpSync(join(MIGRATIONS, name), join(folder, name), { recursive: true });
    await migrateLocked(client, url, folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Jobs are in no backup. Those that no schedule repeats are mails that were promised: the shop's rows name them. */
async function enqueueMails(): Promise<void> {
  standInForStripe();
  process.env.LOG_LEVEL = "silent";
  const { enqueueUnsentMails } = await import("../server/orders/mail/enqueue-unsent-mails.ts");
  const { closeDb } = await import("../server/platform/db.ts");
  const { closeQueue } = await import("../server/platform/queue.ts");
  try {
    await enqueueUnsentMails();
  } finally {
    await closeQueue();
    await closeDb();
  }
}

function explain(error: unknown): never {
  if ((error as { code?: string }).code !== "42501") throw error;
  throw new SetupError(
    `The database's user may not make the tables of the shop: ${(error as Error).message}.`,
    "restore as the owner of the database: name it in DATABASE_URL for this command, and run npm run db:roles afterwards",
  );
}

async function report(folder: string, { url, isEmbedded }: Database, manifest: Manifest): Promise<void> {
  const orders = manifest.tables.find(({ name }) => name === "orders")?.rows ?? 0;
  console.log(`Restored ${orders} orders and all else from ${folder}, as of ${manifest.madeAt}.`);
  const { APP_SECRET = "" } = process.env;
  const isOwn = await reach(url, (client) => readIdentity(client, APP_SECRET)).then(
    () => true,
    () => false,
  );
  if (!isOwn)
    console.log(
      "NO SECRETS: the backup was made without them, and this installation has another APP_SECRET. Set APP_SECRET to the shop's; if it is lost: npm run migrate -- --new-secret",
    );
  if (!isEmbedded)
    console.log("If the shop runs as the roles of npm run db:roles, run that again: their rights are gone.");
  console.log(
    "Next: npm start, then npm run reconcile -- --repair, which brings back the orders that were paid since. Everyone signs in again.",
  );
}
