import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import pg from "pg";

export type RunningShop = {
  origin: string;
  sandbox: string;
  admin: { email: string; password: string } | null;
  process: ChildProcess;
  /** What npm start has printed. */
  output: () => string;
};

type Where = { port: number; sandboxPort: number; dataDir: string; env?: Record<string, string> };

/** Runs `npm start` as a newcomer would, in a data folder of its own, and waits until it says that the shop is open. */
export async function startShop({ port, sandboxPort, dataDir, env = {} }: Where): Promise<RunningShop> {
  const child = spawn(
    process.execPath,
    ["node_modules/tsx/dist/cli.mjs", "--tsconfig", "tsconfig.scripts.json", "scripts/start.ts"],
    {
      env: {
        ...process.env,
        PORT: String(port),
        SANDBOX_PORT: String(sandboxPort),
        DATA_DIR: dataDir,
        LOG_LEVEL: "warn",
        // Tests ask for more checkouts than an ordinary shop.
        CHECKOUTS_PER_HOUR: "1000000",
        ...env,
      },
      stdio: ["ignore", "pipe", "pipe"],
      detached: true,
    },
  );
  let printed = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8");
    stream.on("data", (text: string) => {
      printed += text;
    });
  }
  const until = Date.now() + 900_000;
  while (!printed.includes("Ctrl-C stops everything")) {
    if (child.exitCode !== null || Date.now() > until) throw new Error(`the shop did not open:\n${printed}`);
    await new Promise((done) => setTimeout(done, 100));
  }
  const [, link] = /Create your account {2}(\S+)/.exec(printed) ?? [];
  return {
    origin: `http://localhost:${port}`,
    sandbox: `http://127.0.0.1:${sandboxPort}`,
    admin: link ? await createAccount(link) : null,
    process: child,
    output: () => printed,
  };
}

const ADMIN = { email: "owner@shop.test", password: "otter lamp quay nine" };
const INPUT = /<input type="hidden"[^>]*? name="([^"]*)"(?: value="([^"]*)")?/g;

/** Opens the link that the start printed and sends its form, as a browser without JavaScript does. */
async function createAccount(link: string): Promise<typeof ADMIN> {
  const page = await (await fetch(link)).text();
  const body = new FormData();
  const plain = (text = "") => text.replaceAll("&quot;", '"').replaceAll("&amp;", "&");
  for (const [, name, value] of page.matchAll(INPUT)) body.append(plain(name), plain(value));
  for (const [name, value] of Object.entries(ADMIN)) body.set(name, value);
  const headers = { origin: new URL(link).origin, "sec-fetch-site": "same-origin" };
  const answer = await fetch(link, { method: "POST", headers, body, redirect: "manual" });
  if (answer.headers.get("location")?.endsWith("/admin") !== true)
    throw new Error(`no account was made: ${answer.status} ${(await answer.text()).slice(0, 500)}`);
  return ADMIN;
}

/** Ctrl-C. */
export async function stopShop(shop: RunningShop): Promise<void> {
  if (shop.process.exitCode !== null || shop.process.signalCode !== null) return;
  shop.process.kill("SIGINT");
  await once(shop.process, "exit");
}

/** A power cut for `npm start` and all that it is made of; the database lives on, as one elsewhere would. */
export async function killShop(shop: RunningShop): Promise<void> {
  const ended = once(shop.process, "exit");
  process.kill(-(shop.process.pid ?? 0), "SIGKILL");
  await ended;
}

/** Where the shop's embedded database listens now. */
export function databaseUrlOf(dataDir: string): string {
  const pidFile = `${dataDir}/postgres/postmaster.pid`;
  if (!existsSync(pidFile)) throw new Error("the database is not running");
  const port = readFileSync(pidFile, "utf8").split("\n")[3];
  const { databasePassword } = JSON.parse(readFileSync(`${dataDir}/secrets.json`, "utf8"));
  return `postgresql://latchkey:${databasePassword}@127.0.0.1:${port}/latchkey`;
}

/** Runs SQL in the shop's embedded database. */
export async function query<T>(dataDir: string, text: string, values: unknown[] = []): Promise<T[]> {
  const client = new pg.Client(databaseUrlOf(dataDir));
  await client.connect();
  try {
    return (await client.query(text, values)).rows as T[];
  } finally {
    await client.end();
  }
}

/** The sandbox's side door: faults, clock. */
export async function control(
  shop: RunningShop,
  path: string,
  body?: object,
  method = "POST",
): Promise<void> {
  const answer = await fetch(`${shop.sandbox}/_sandbox/${path}`, {
    method,
    headers: { "content-type": "application/json" },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
}

/** Pays a session the way the Stripe CLI does: no browser ever comes back. */
export async function payWithoutBrowser(sandbox: string, sessionId: string): Promise<void> {
  const post = async (path: string, body: Record<string, string>) => {
    const answer = await fetch(`${sandbox}/v1/${path}`, {
      method: "POST",
      headers: { authorization: "Bearer sk_test_sandbox_all_permissions" },
      body: new URLSearchParams(body),
    });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as { id: string };
  };
  const method = await post("payment_methods", { type: "card", "card[token]": "tok_visa" });
  await post(`payment_pages/${sessionId}/confirm`, {
    payment_method: method.id,
    email: "jo@shopper.test",
    "shipping[name]": "Jo Shopper",
    "shipping[address][line1]": "1 Quay Street",
    "shipping[address][city]": "Galway",
    "shipping[address][postal_code]": "H91 AA00",
    "shipping[address][country]": "IE",
  });
}
