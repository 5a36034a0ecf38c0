// npm run backup: everything of the shop that cannot be made again, in a folder.
import {
  createReadStream,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
} from "node:fs";
import { dirname, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { askPassphrase } from "./backup/ask-passphrase.ts";
import { dumpTables } from "./backup/dump-tables.ts";
import { filesOf, type Manifest, writeManifest } from "./backup/manifest.ts";
import { sealSecrets } from "./backup/secrets-file.ts";
import { showProgress } from "./backup/show-progress.ts";
import { copyIntoBackup, writeBackupFile } from "./backup/write-file.ts";
import { reach } from "./database.ts";
import { runCommand, SetupError } from "./setup-error.ts";
import { DATA_DIR, openShopEnvironment, wantsSandbox } from "./shop-environment.ts";
import { readIdentity } from "./shop-identity.ts";

const HELP = `npm run backup -- FOLDER

Writes the shop into FOLDER, which must be new or empty: every table as it is at one moment, the pictures, the secrets
(encrypted with a passphrase), and the sandbox's objects where the shop uses the sandbox. The shop may be open
meanwhile. npm run restore -- FOLDER makes the shop from it.

  --without-secrets  leaves the secrets out: without APP_SECRET, which you then keep yourself, the order links that
                     were mailed are dead after a restore
  --help             prints this text

The passphrase is asked for; unattended it is piped in, or read from BACKUP_PASSPHRASE. Without it the secrets of the
backup cannot be read by anyone. Not in the backup: .env.local with your Stripe keys and settings, who is signed in, and
invitations that were not used. The exit code is 0 when the backup is whole; FOLDER does not exist before it is.`;

runCommand(async () => {
  const { values, positionals } = readArguments();
  if (values.help) return console.log(HELP);
  const [name, ...others] = positionals;
  if (!name || others.length > 0)
    throw new SetupError(
      "Name one folder for the backup.",
      "npm run backup -- backups/monday (--help shows more)",
    );
  const folder = resolve(name);
  requireNew(folder);
  const passphrase = values["without-secrets"] ? null : await askPassphrase(true);
  const partial = makePartial(folder);
  try {
    const manifest = await writeBackup(partial, passphrase);
    if (existsSync(folder)) rmdirSync(folder);
    renameSync(partial, folder);
    print(name, manifest);
  } catch (error) {
    rmSync(partial, { recursive: true, force: true });
    throw error;
  }
});

function readArguments() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: { "without-secrets": { type: "boolean" }, help: { type: "boolean", short: "h" } },
    });
  } catch (error) {
    throw new SetupError((error as Error).message, "npm run backup -- --help lists the options.");
  }
}

function requireNew(folder: string): void {
  if (!existsSync(folder) || readdirSync(folder).length === 0) return;
  throw new SetupError(`${folder} is not empty.`, "name a new folder: a backup never replaces another.");
}

/** Where the backup is made until it is whole. Only its owner may read it: it holds the shop's customers. */
function makePartial(folder: string): string {
  const partial = `${folder}.partial`;
  mkdirSync(dirname(folder), { recursive: true });
  try {
    mkdirSync(partial, { mode: 0o700 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    throw new SetupError(
      `${partial} exists: a backup into this folder is under way, or was broken off.`,
      "if none is under way, remove that folder; it is no whole backup.",
    );
  }
  const discard = () => {
    rmSync(partial, { recursive: true, force: true });
    process.exit(130);
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, discard);
  return partial;
}

async function writeBackup(folder: string, passphrase: string | null): Promise<Manifest> {
  const progress = showProgress();
  const { url } = await openShopEnvironment();
  const { APP_SECRET: appSecret = "", NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: actionsKey = "" } = process.env;
  const madeAt = new Date().toISOString();
  progress.begin("tables");
  const database = await reach(url, async (client) => ({
    shopId: await readIdentity(client, appSecret),
    ...(await dumpTables(client, folder, (table, rows) => progress.show(`${table}, ${rows} rows`))),
  }));
  progress.begin("pictures");
  const media = process.env.MEDIA_DIR ?? join(DATA_DIR, "media");
  // After the tables: what they name is there.
  const pictures = await copyIntoBackup(media, folder, "pictures", (done) => progress.show(`${done} files`));
  const sandbox = await copySandbox(folder);
  const secrets =
    passphrase === null ? null : await sealSecrets(folder, passphrase, { appSecret, actionsKey });
  progress.end();
  const { version } = JSON.parse(readFileSync("package.json", "utf8")) as { version: string };
  const manifest = await writeManifest(folder, { version, madeAt, ...database, pictures, sandbox, secrets });
  // At the end: a backup does not say of itself that it was made.
  await noteBackup(url);
  return manifest;
}

/** For the page "Going live" of the admin. A database of an earlier version may have no audit: it is backed up all the same. */
async function noteBackup(url: string): Promise<void> {
  await reach(url, async (client) => {
    const { rows } = await client.query("SELECT to_regclass('audit_entries') AS audit");
    if (rows[0]?.audit === null) return;
    await client.query("INSERT INTO audit_entries (actor, action) VALUES ('command', 'backup_made')");
  });
}

/** After the tables too: every payment that an order names is in it. */
async function copySandbox(folder: string): Promise<Manifest["sandbox"]> {
  const journal = join(DATA_DIR, "sandbox", "journal.jsonl");
  if (!wantsSandbox() || !existsSync(journal)) return null;
  return writeBackupFile(folder, "sandbox/journal.jsonl", createReadStream(journal));
}

function print(folder: string, manifest: Manifest): void {
  const { tables, pictures, sandbox, secrets } = manifest;
  const rows = tables.reduce((sum, table) => sum + table.rows, 0);
  const orders = tables.find(({ name }) => name === "orders")?.rows ?? 0;
  const bytes = filesOf(manifest).reduce((sum, file) => sum + file.bytes, 0);
  console.log(
    `${folder}: ${rows} rows of ${tables.length} tables (${orders} orders), ${pictures.length} files of pictures` +
      `${sandbox ? ", the sandbox's objects" : ""}, ${(bytes / 1_048_576).toFixed(1)} MB.`,
  );
  if (!secrets)
    console.log(
      "WITHOUT SECRETS: keep APP_SECRET yourself (in secrets.json or your environment). Without it the order links that were mailed are dead after a restore.",
    );
  console.log("Keep it as carefully as the shop: it holds your customers' orders and addresses.");
}
