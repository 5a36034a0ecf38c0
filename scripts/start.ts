// npm start: everything a shop needs, started in order, stopped together.
import type { ChildProcess } from "node:child_process";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { isLoopback, listenAddresses, ownUrl } from "../domain/listening.ts";
import { checkVariables } from "../server/platform/env.ts";
import { openAppRole } from "./app-role.ts";
import { buildIfNeeded } from "./build.ts";
import { startChild, stopChild, WEB_PROCESS, waitUntilUp } from "./children.ts";
import { type Database, migrate, reach } from "./database.ts";
import { describeOldParts, FLOORS, isBelow, newestNode } from "./floors.ts";
import { buildQueue } from "./make-role.ts";
import { freePort, isPortFree } from "./ports.ts";
import { openSandboxAccount } from "./sandbox-account.ts";
import { keepSandboxPlace, SANDBOX_PORT } from "./sandbox-place.ts";
import { runCommand, SetupError } from "./setup-error.ts";
import { DATA_DIR, openShopEnvironment, wantsSandbox } from "./shop-environment.ts";
import { keepIdentity } from "./shop-identity.ts";

const HELP = `npm start        sets up and opens the shop: database, demo catalog, sandbox, build, server, worker
npm run dev      the same with hot reload

PORT=3000          the port that the shop listens on
HOST=localhost     the IP address that it listens on: this machine alone, or 0.0.0.0 for every network
DATA_DIR=.data     the folder for the files of database, pictures, secrets and sandbox
DATABASE_URL       a PostgreSQL of your own instead of the embedded one
Everything else: .env.example`;

const HOST = process.env.HOST || "localhost";
const running: ChildProcess[] = [];
const closing: (() => void)[] = [];

runCommand(async () => {
  const { values } = parseArgs({
    options: { dev: { type: "boolean" }, help: { type: "boolean", short: "h" } },
  });
  if (values.help) return console.log(HELP);
  checkVariables(process.env);
  const port = Number(process.env.PORT || 3000);
  await requirePort(port);
  stopOnSignals();
  const database = await step("database", () => openShopEnvironment());
  closing.push(database.stop);
  if (database.note) console.log(`  ${database.note}`);
  const applied = await step("migrations", () => migrate(database.url));
  if (applied > 0) console.log(`  ${applied} applied`);
  const { APP_SECRET = "" } = process.env;
  await reach(database.url, (client) => keepIdentity(client, APP_SECRET));
  process.env.PORT = String(port);
  process.env.APP_ORIGIN ??= `http://localhost:${port}`;
  if (wantsSandbox()) await step("sandbox (a local Stripe)", () => startSandbox(port));
  await step("configuration", checkConfiguration);
  const node = newestNode();
  await warnOfOldParts(database, node.version);
  const url = database.isEmbedded
    ? await step("database role", () => makeAppRole(database.url))
    : database.url;
  await step("demo catalog", fillEmptyShop);
  await warn();
  if (!values.dev) await step("build (a minute, the first time)", async () => buildIfNeeded());
  await step("shop", () => startWeb({ port, url, node: node.file, isDev: values.dev === true }));
  announce(process.env.SURFACE === "shop" ? null : await makeSetUpLink());
}).catch(() => undefined);

async function step<T>(name: string, work: () => Promise<T>): Promise<T> {
  const started = Date.now();
  process.stdout.write(`  ${name} …`);
  try {
    const result = await work();
    console.log(` ${((Date.now() - started) / 1_000).toFixed(1)} s`);
    return result;
  } catch (error) {
    console.log(" failed");
    throw error;
  }
}

/** What a killed shop left behind ends by itself within two seconds: wait for it before reporting an error. */
async function requirePort(port: number): Promise<void> {
  for (let tries = 0; tries < 20; tries += 1) {
    if ((await isPortFree(port)) && (await isPortFree(port, listenAddresses(HOST)[0]))) return;
    await new Promise((done) => setTimeout(done, 200));
  }
  throw new SetupError(
    `Port ${port} is taken by another program.`,
    `Stop that program, or choose another port: PORT=${port + 1} npm start`,
  );
}

async function startSandbox(port: number): Promise<void> {
  const sandboxPort = await freePort(Number(process.env.SANDBOX_PORT || SANDBOX_PORT));
  const url = `http://127.0.0.1:${sandboxPort}`;
  const { hostname } = new URL(process.env.APP_ORIGIN ?? url);
  const publicOrigin = `http://${hostname}:${sandboxPort}`;
  // The payment form of a shop that other machines may open comes from the sandbox.
  const isOpen = ["0.0.0.0", "::"].includes(HOST) && !isLoopback(hostname);
  const args = [
    "--port",
    String(sandboxPort),
    "--data",
    join(DATA_DIR, "sandbox"),
    "--public-origin",
    publicOrigin,
    ...(isOpen ? ["--host", HOST] : []),
  ];
  const sandbox = keep(startChild(["sandbox/main.ts", ...args], {}));
  if (!(await waitUntilUp(`${url}/_sandbox/health`, sandbox, 20))) {
    throw new SetupError(
      "The sandbox did not start.",
      "Read its message above, or choose another port: SANDBOX_PORT=12112 npm start",
    );
  }
  await keepSandboxPlace(url);
  Object.assign(process.env, await openSandboxAccount(url, `${ownUrl(HOST, port)}/webhooks/stripe`));
  // STRIPE_ACCOUNT of a shop that still uses the sandbox: the sandbox's keys belong to another account.
  delete process.env.STRIPE_ACCOUNT;
}

/** Before anything is written: every wrong variable at once, each with its fix. */
async function checkConfiguration(): Promise<void> {
  const { env, ConfigurationError } = await import("../server/platform/env.ts");
  try {
    env();
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    throw new SetupError(
      error.message,
      "correct them in .env.local or the environment; .env.example explains each.",
    );
  }
}

async function makeAppRole(owner: string): Promise<string> {
  await buildQueue();
  return openAppRole(owner);
}

/** @throws SetupError where real money would be at stake on the embedded server that is too old */
async function warnOfOldParts({ version, isEmbedded, isSuperuser }: Database, node: string): Promise<void> {
  const { env } = await import("../server/platform/env.ts");
  const isOld = isBelow(version, FLOORS.postgresql.version);
  if (env().isLive && isEmbedded && isOld && process.env.ALLOW_OLD_POSTGRES !== "yes") {
    throw new SetupError(
      `The embedded PostgreSQL ${version} is older than ${FLOORS.postgresql.version} and has known holes (${FLOORS.postgresql.advisory}): not for live keys.`,
      "name a PostgreSQL of your own in DATABASE_URL, or set ALLOW_OLD_POSTGRES=yes to run on it all the same.",
    );
  }
  const warnings = describeOldParts({ node, postgres: version });
  if (isSuperuser && !isEmbedded)
    warnings.push(
      "DATABASE_URL names a superuser: whatever the shop's database user may do, an intruder may do. npm run db:roles makes one with no more rights than the shop needs.",
    );
  for (const warning of warnings) console.log(`  ${warning}`);
}

async function fillEmptyShop(): Promise<void> {
  const { importDemo } = await import("./import-demo.ts");
  await importDemo();
}

async function warn(): Promise<void> {
  const { describeForeignPrices } = await import("./foreign-prices.ts");
  const { describeMissingSeller } = await import("./missing-seller.ts");
  for (const warning of [await describeForeignPrices(), await describeMissingSeller()])
    if (warning) console.log(`  ${warning}`);
}

/** @returns where the first account is made, while there is none */
async function makeSetUpLink(): Promise<string | null> {
  const welcome = await import("../server/accounts/people/welcome.ts");
  const { closeDb } = await import("../server/platform/db.ts");
  const link = await welcome.makeSetUpLink();
  await closeDb();
  return link;
}

type Web = { port: number; url: string; node: string; isDev: boolean };

async function startWeb({ port, url, node, isDev }: Web): Promise<void> {
  const env = {
    NODE_ENV: isDev ? "development" : "production",
    NEXT_TELEMETRY_DISABLED: "1",
    DATABASE_URL: url,
  } as const;
  const web = keep(startChild(isDev ? ["scripts/serve.ts", "--dev"] : WEB_PROCESS, env, node));
  if (!(await waitUntilUp(`${ownUrl(HOST, port)}/health`, web, 90))) {
    throw new SetupError("The shop did not start.", "Read its message above.");
  }
}

/** A child that ends by itself ends everything: half a shop is worse than none. */
function keep(child: ChildProcess): ChildProcess {
  running.push(child);
  child.once("exit", (code, signal) => {
    if (isStopping) return;
    console.error(
      `\nA part of the shop ended (${signal ?? code}). Everything was stopped. Nothing is lost: npm start opens it again.`,
    );
    void stopAll().then(() => process.exit(1));
  });
  return child;
}

let isStopping = false;

async function stopAll(): Promise<void> {
  isStopping = true;
  for (const child of running.toReversed()) await stopChild(child);
  for (const close of closing) close();
}

function stopOnSignals(): void {
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.once(signal, () => {
      console.log("\nStopping …");
      void stopAll().then(() => process.exit(0));
    });
  }
}

function announce(setUpLink: string | null): void {
  const origin = process.env.APP_ORIGIN;
  console.log("");
  if (process.env.SURFACE !== "admin") console.log(`  Shop      ${origin}`);
  if (process.env.SURFACE !== "shop") console.log(`  Admin     ${origin}/admin`);
  if (process.env.STRIPE_SANDBOX_URL)
    console.log(`  Sandbox   ${process.env.STRIPE_SANDBOX_URL}  (no real money)`);
  if (setUpLink)
    console.log(
      `\n  Create your account  ${setUpLink}\n  The link works once, for a day; the next start prints another while there is no account.`,
    );
  console.log("\n  Ctrl-C stops everything.");
}
