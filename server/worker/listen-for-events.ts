import "server-only";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { env } from "../platform/env";

const RECONNECT_MS = 1_000;

/**
 * Calls `onNotify` whenever an event was stored, and after every connection, for what was stored before it.
 * One connection at a time, for ever: while the database is away it tries once a second.
 */
export function listenForEvents(onNotify: () => void) {
  let isOpen = true;
  let client: pg.Client | undefined;
  const loop = (async () => {
    while (isOpen) {
      client = new pg.Client({ connectionString: env().DATABASE_URL, application_name: "latchkey worker" });
      client.on("error", () => undefined);
      client.on("notification", onNotify);
      // Nothing to say: the poll drains meanwhile, and says so when it cannot.
      await listenOnce(client, onNotify).catch(() => undefined);
      if (isOpen) await sleep(RECONNECT_MS);
    }
  })();
  return {
    close: async () => {
      isOpen = false;
      await client?.end().catch(() => undefined);
      await loop;
    },
  };
}

/** Returns when the connection has ended. */
async function listenOnce(client: pg.Client, onNotify: () => void): Promise<void> {
  await client.connect();
  const ended = once(client, "end");
  await client.query("LISTEN latchkey_inbox");
  onNotify();
  await ended;
}
