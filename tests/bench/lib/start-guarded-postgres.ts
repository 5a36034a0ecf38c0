import { fork } from "node:child_process";
import { rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { type Postgres, startPostgres } from "../../../scripts/postgres.ts";
import { onClose } from "./closing.ts";

const GUARD = fileURLToPath(new URL("guard-postgres.mjs", import.meta.url));

/**
 * A PostgreSQL that goes away with the run, and its files with it, however the run ends: it is a daemon, and would
 * outlive a run that is killed.
 * @returns the server, and where its files really are
 */
export async function startGuardedPostgres(
  folder: string,
  password: string,
  settings: string[] = [],
): Promise<{ server: Postgres; files: string }> {
  const server = await startPostgres(folder, password, settings);
  const files = await filesOf(server.urlFor("postgres"));
  const guard = fork(GUARD, [files], { detached: true, stdio: ["ignore", "ignore", "ignore", "ipc"] });
  guard.unref();
  guard.channel?.unref();
  onClose(() => {
    server.stop();
    rmSync(files, { recursive: true, force: true });
    if (guard.connected) guard.disconnect();
  });
  return { server, files };
}

/** Not always the folder that was asked for (scripts/postgres.ts). */
async function filesOf(url: string): Promise<string> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    const { rows } = await client.query<{ folder: string }>(
      "SELECT current_setting('data_directory') AS folder",
    );
    return rows[0]?.folder ?? "";
  } finally {
    await client.end();
  }
}
