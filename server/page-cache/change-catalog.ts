import "server-only";
import { randomUUID } from "node:crypto";
import pg from "pg";
import type { Tx } from "../platform/db";
import { env } from "../platform/env";
import { announcePaths, CHANGE_CHANNEL, SITEMAP } from "./announce-changes";

/** The name by which the connection of a web process is known in pg_stat_activity as long as it lives. */
export const WEB_PROCESS = "latchkey web";
/** On it web processes confirm. */
export const CONFIRM_CHANNEL = "latchkey_catalog_done";

const MAX_WAIT_MS = 15_000;
const LOOK_MS = 100;
// A process whose connection broke is back in a moment, with its old pages until it has forgotten them.
const RETURN_MS = 1_000;

/** What a write to the catalog needs; only `changeCatalog` gives it, so that no write goes without the wait. */
export type CatalogChange = {
  /** Announces pages with the transaction. */
  announce: (tx: Tx, paths: string[]) => Promise<void>;
};

/** How many live web processes have forgotten the old pages, and how many have not said so. */
export type Confirmation = { confirmed: number; unconfirmed: number };

export type WaitOptions = { onWait?: (confirmation: Confirmation) => void; maxWaitMs?: number };

/**
 * The one door for changes of what the catalog shows: `write` announces the changed pages in its transactions, and
 * when it is done this waits until every live web process has forgotten them, 15 seconds at most. From then on the
 * first answer of each of them is the new page. Never call it in a transaction: nothing is announced before a commit.
 * @throws what `write` throws, and the database's error when the connection is lost while it waits
 */
export async function changeCatalog<T>(
  write: (change: CatalogChange) => Promise<T>,
  options: WaitOptions = {},
): Promise<{ result: T; pages: Confirmation }> {
  let isAnnounced = false;
  const result = await write({
    announce: async (tx, paths) => {
      if (paths.length === 0) return;
      isAnnounced = true;
      await announcePaths(tx, [...paths, SITEMAP]);
    },
  });
  return { result, pages: isAnnounced ? await awaitWebProcesses(options) : { confirmed: 0, unconfirmed: 0 } };
}

/**
 * PostgreSQL delivers notifications in the order of commits, so a process that answers this question has heard of
 * everything committed before. A process is one live connection of the name `WEB_PROCESS`: one that ends is given a
 * second to come back, and one that starts in the meantime is asked too, because the question is repeated.
 */
async function awaitWebProcesses({ onWait, maxWaitMs = MAX_WAIT_MS }: WaitOptions): Promise<Confirmation> {
  const client = new pg.Client({
    connectionString: env().DATABASE_URL,
    application_name: "latchkey announcer",
  });
  // The query that runs into the lost connection tells of it.
  client.on("error", () => undefined);
  await client.connect();
  try {
    const question = randomUUID();
    const answered = new Set<number>();
    let wake = () => {};
    client.on("notification", ({ payload, processId }) => {
      if (payload !== question) return;
      answered.add(processId);
      wake();
    });
    await client.query(`LISTEN ${CONFIRM_CHANNEL}`);
    const deadline = Date.now() + maxWaitMs;
    let known = new Set<number>();
    let returnUntil = 0;
    for (;;) {
      const { rows } = await client.query<{ pid: number }>(
        "SELECT pid FROM pg_stat_activity WHERE application_name = $1 AND datname = current_database()",
        [WEB_PROCESS],
      );
      const live = new Set(rows.map(({ pid }) => pid));
      if (!known.isSubsetOf(live)) returnUntil = Date.now() + RETURN_MS;
      known = live;
      const confirmed = live.intersection(answered).size;
      const confirmation = { confirmed, unconfirmed: live.size - confirmed };
      onWait?.(confirmation);
      const isDone = confirmation.unconfirmed === 0 && Date.now() >= returnUntil;
      if (isDone || Date.now() >= deadline) return confirmation;
      const answer = new Promise<void>((done) => {
        wake = done;
        setTimeout(done, LOOK_MS);
      });
      await client.query("SELECT pg_notify($1, $2)", [CHANGE_CHANNEL, JSON.stringify({ confirm: question })]);
      await answer;
    }
  } finally {
    await client.end().catch(() => undefined);
  }
}
