import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { existsSync, openSync, readFileSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import pg from "pg";
import { waitUntilUp } from "../../../scripts/children.ts";
import { migrate } from "../../../scripts/database.ts";
import { freePort } from "../../../scripts/ports.ts";
import { startPostgres } from "../../../scripts/postgres.ts";
import { closeFolder, onClose } from "../../bench/lib/closing.ts";
import { startGuardedPostgres } from "../../bench/lib/start-guarded-postgres.ts";
import { makeTemporaryFolder } from "../../support/temporary-folder.ts";

export type Stage = {
  databaseUrl: string;
  sandboxUrl: string;
  folder: string;
  /** kill -9 of the postmaster, and the same data started again on the same port. */
  crashDatabase: () => Promise<void>;
  /** @returns how many connections were ended */
  cutConnections: (most: number) => Promise<number>;
};

/** PostgreSQL with its own durable settings, and the sandbox, both processes of their own. */
export async function openStage(): Promise<Stage> {
  const folder = makeTemporaryFolder("chaos");
  closeFolder(folder);
  const port = await freePort();
  const password = randomBytes(12).toString("hex");
  const data = join(folder, "postgres");
  const settings = [`port=${port}`];
  const { server, files } = await startGuardedPostgres(data, password, settings);
  const admin = async <T>(text: string): Promise<T[]> => {
    const client = new pg.Client(server.urlFor("postgres"));
    client.on("error", () => undefined);
    await client.connect();
    try {
      return (await client.query(text)).rows as T[];
    } finally {
      await client.end();
    }
  };
  await admin("CREATE DATABASE chaos");
  const databaseUrl = server.urlFor("chaos");
  await migrate(databaseUrl);

  const crashDatabase = async () => {
    const pidFile = join(files, "postmaster.pid");
    const pid = Number(readFileSync(pidFile, "utf8").split("\n")[0]);
    const children = childrenOf(pid);
    process.kill(pid, "SIGKILL");
    while ([pid, ...children].some(isAlive)) await new Promise((done) => setTimeout(done, 50));
    // Where nobody collects dead processes, its number stays taken, and a new server would think that it runs.
    rmSync(pidFile, { force: true });
    // Its children notice within a moment that it is gone; until then their memory keeps a new one from starting.
    for (let attempt = 1; ; attempt += 1) {
      await new Promise((done) => setTimeout(done, 1_000));
      try {
        await startPostgres(data, password, settings);
        return;
      } catch (error) {
        if (attempt === 30) throw error;
      }
    }
  };
  const cutConnections = async (most: number) => {
    const rows = await admin<{ ended: boolean }>(
      `SELECT pg_terminate_backend(pid) AS ended FROM
         (SELECT pid FROM pg_stat_activity WHERE datname = 'chaos' ORDER BY random() LIMIT ${most}) AS chosen`,
    );
    return rows.filter(({ ended }) => ended).length;
  };
  return { databaseUrl, sandboxUrl: await openSandbox(folder), folder, crashDatabase, cutConnections };
}

function childrenOf(pid: number): number[] {
  const file = `/proc/${pid}/task/${pid}/children`;
  return existsSync(file) ? readFileSync(file, "utf8").split(" ").filter(Boolean).map(Number) : [];
}

/** Whether a process still does anything: one that is dead and was not collected does not. */
function isAlive(pid: number): boolean {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
  } catch {
    return false;
  }
}

async function openSandbox(folder: string): Promise<string> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const args = [
    "--import=tsx",
    "sandbox/main.ts",
    "--memory",
    "--port",
    String(port),
    "--public-origin",
    url,
  ];
  await openProcess({ args, env: {}, health: `${url}/_sandbox/health`, log: join(folder, "sandbox.log") });
  return url;
}

type Desired = { args: string[]; cwd?: string; env: Record<string, string>; health: string; log: string };

/** A process of its own group, so that kill -9 takes all of it. @returns kills it; nothing of it is asked to end */
export async function openProcess({ args, cwd = ".", env, health, log }: Desired) {
  const file = openSync(log, "a");
  const follow = `--import=${pathToFileURL("scripts/follow-parent.mjs")}`;
  const child: ChildProcess = spawn(process.execPath, [follow, ...args], {
    cwd,
    env: {
      ...process.env,
      LOG_LEVEL: "error",
      NEXT_TELEMETRY_DISABLED: "1",
      ...env,
      NODE_ENV: "production",
      LATCHKEY_PARENT: String(process.pid),
      TSX_TSCONFIG_PATH: resolve("tsconfig.scripts.json"),
    },
    stdio: ["ignore", file, file, "ipc"],
    detached: process.platform !== "win32",
  });
  const kill = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, "exit");
    process.kill(process.platform === "win32" ? (child.pid ?? 0) : -(child.pid ?? 0), "SIGKILL");
    await ended;
  };
  const forget = onClose(kill);
  if (!(await waitUntilUp(health, child, 90)))
    throw new Error(`${args.join(" ")} did not start:\n${readFileSync(log, "utf8").slice(-2_000)}`);
  return { kill: forget };
}
