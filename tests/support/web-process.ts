import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { WEB_PROCESS } from "../../scripts/children.ts";
import { databaseUrlOf } from "./running-shop.ts";

export type WebProcess = {
  port: number;
  pid: number;
  /** Freezes it, as a machine without any time for it does, and lets it go on. */
  freeze: () => void;
  thaw: () => void;
  stop: () => Promise<void>;
};

type Where = {
  port: number;
  /** The shop whose database, secrets and pictures it shares. */
  dataDir: string;
  sandbox: string;
  /** Its keys, and whatever else differs. */
  env: Record<string, string>;
  /** Gets what it prints. */
  onOutput?: (text: string) => void;
};

/** One more web process of this build next to a running shop, without a worker; waits until it answers. */
export async function startWebProcess({ port, dataDir, sandbox, env, onOutput }: Where): Promise<WebProcess> {
  const secrets = JSON.parse(readFileSync(`${dataDir}/secrets.json`, "utf8"));
  const child = spawn(process.execPath, WEB_PROCESS, {
    env: {
      ...process.env,
      NODE_ENV: "production",
      PORT: String(port),
      APP_ORIGIN: `http://localhost:${port}`,
      APP_SECRET: secrets.appSecret,
      NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: secrets.actionsKey,
      DATABASE_URL: databaseUrlOf(dataDir),
      MEDIA_DIR: `${dataDir}/media`,
      STRIPE_SANDBOX_URL: sandbox,
      WORKER: "off",
      // Tests start more checkouts in an hour than a shop of their size.
      CHECKOUTS_PER_HOUR: "1000000",
      LOG_LEVEL: "silent",
      ...env,
    },
    stdio: onOutput ? ["ignore", "pipe", "pipe"] : "ignore",
  });
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding("utf8").on("data", onOutput ?? (() => {}));
  await untilUp(`http://127.0.0.1:${port}/health`, child);
  return {
    port,
    pid: child.pid ?? 0,
    freeze: () => void child.kill("SIGSTOP"),
    thaw: () => void child.kill("SIGCONT"),
    stop: () => stop(child),
  };
}

async function untilUp(url: string, child: ChildProcess): Promise<void> {
  for (let tries = 0; tries < 600 && child.exitCode === null; tries += 1) {
    const answer = await fetch(url).catch(() => null);
    if (answer?.ok) return;
    await new Promise((done) => setTimeout(done, 100));
  }
  throw new Error(`no web process came up at ${url}`);
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  child.kill("SIGTERM");
  await ended;
}

/** A key of the sandbox, with these permissions when they are given, as it is when they are not. */
export async function sandboxKey(
  sandbox: string,
  name: string,
  permissions?: readonly string[],
): Promise<string> {
  const answer = await fetch(`${sandbox}/_sandbox/keys`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ name, ...(permissions ? { permissions } : {}) }),
  });
  const { key }: { key?: string } = await answer.json();
  if (!key) throw new Error(`the sandbox has no key named ${name}`);
  return key;
}
