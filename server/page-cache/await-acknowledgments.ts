import "server-only";
import pg from "pg";
import { env } from "../platform/env";
import { DONE_CHANNEL } from "./notify-paths";

/** The name by which a listening web process is known in pg_stat_activity. */
export const WEB_PROCESS = "latchkey web";

const WAIT_MS = 5_000;
// How often those who left are forgotten; an acknowledgment itself is noticed at once.
const LOOK_MS = 100;

/**
 * Runs `announce`, then waits until every live web process acknowledged each announcement it returned,
 * 5 seconds at most.
 * @returns its result, and whether all of them did
 */
export async function awaitAcknowledgments<T extends { announcements: string[] }>(
  announce: () => Promise<T>,
): Promise<T & { isAcknowledged: boolean }> {
  // A connection of its own: LISTEN before the announcement, or a quick answer would be missed.
  const client = new pg.Client({
    connectionString: env().DATABASE_URL,
    application_name: "latchkey announcer",
  });
  let failure: Error | undefined;
  client.on("error", (error) => {
    failure = error;
  });
  await client.connect();
  try {
    const answers = new Set<string>();
    let wake = () => {};
    client.on("notification", ({ payload, processId }) => {
      answers.add(`${processId} ${payload}`);
      wake();
    });
    await client.query(`LISTEN ${DONE_CHANNEL}`);
    const result = await announce();
    const deadline = Date.now() + WAIT_MS;
    for (;;) {
      const listeners = await webProcesses(client);
      const isAcknowledged = listeners.every((pid) =>
        result.announcements.every((id) => answers.has(`${pid} ${id}`)),
      );
      if (isAcknowledged || failure || Date.now() >= deadline) return { ...result, isAcknowledged };
      await new Promise<void>((done) => {
        wake = done;
        setTimeout(done, LOOK_MS);
      });
    }
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function webProcesses(client: pg.Client): Promise<number[]> {
  const { rows } = await client.query<{ pid: number }>(
    "SELECT pid FROM pg_stat_activity WHERE application_name = $1 AND datname = current_database()",
    [WEB_PROCESS],
  );
  return rows.map(({ pid }) => pid);
}
