// Whether a PostgreSQL server runs on a folder of data files, and where it listens.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, realpathSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { SetupError } from "./setup-error.ts";

// A server that begins, or ends, is given five seconds.
const MAX_TRIES = 25;
const TRY_MS = 200;

/**
 * The port of the server that runs on these files. A pid file alone proves nothing: the number may be another
 * program's by now, and a server that was killed keeps it until its parent has noticed.
 * @returns null when none runs; a pid file that was left behind is gone then
 */
export async function runningPort(dir: string, password: string): Promise<number | null> {
  const file = join(dir, "postmaster.pid");
  for (let tries = 0; tries < MAX_TRIES; tries += 1) {
    if (!existsSync(file)) return null;
    if (await isAnswering(dir, password)) return portInPidFile(dir);
    if (!isServerOf(pidInFile(file), dir)) {
      rmSync(file, { force: true });
      return null;
    }
    await sleep(TRY_MS);
  }
  throw new SetupError(
    `The embedded database in ${dir} does not answer (process ${pidInFile(file)}).`,
    `Read server.log in that folder. To start it again, end the process: kill ${pidInFile(file)}. Nothing is lost.`,
  );
}

async function isAnswering(dir: string, password: string): Promise<boolean> {
  const client = new pg.Client({
    host: "127.0.0.1",
    port: portInPidFile(dir),
    user: "latchkey",
    password,
    database: "postgres",
    connectionTimeoutMillis: 2_000,
  });
  try {
    await client.connect();
    const { rows } = await client.query<{ folder: string }>(
      "SELECT current_setting('data_directory') AS folder",
    );
    return realpathSync(rows[0]?.folder ?? "/") === realpathSync(dir);
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Whether the process is a PostgreSQL server on these files, as far as the system tells. */
function isServerOf(pid: number, dir: string): boolean {
  const words = commandOf(pid);
  const folder = words[words.indexOf("-D") + 1];
  if (!words.some((word) => /postgres(\.exe)?$/.test(word)) || folder === undefined) return false;
  return existsSync(folder) && realpathSync(folder) === realpathSync(dir);
}

function commandOf(pid: number): string[] {
  if (process.platform === "linux") {
    const file = `/proc/${pid}/cmdline`;
    return existsSync(file) ? readFileSync(file, "utf8").split("\0") : [];
  }
  return (
    spawnSync("ps", ["-o", "args=", "-p", String(pid)], { encoding: "utf8" })
      .stdout?.trim()
      .split(" ") ?? []
  );
}

const pidInFile = (file: string): number => Number.parseInt(readFileSync(file, "utf8"), 10);

/** Line 4 of postmaster.pid (PostgreSQL documentation, "storage-file-layout"). */
export function portInPidFile(dir: string): number {
  return Number(readFileSync(join(dir, "postmaster.pid"), "utf8").split("\n")[3]);
}
