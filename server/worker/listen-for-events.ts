import "server-only";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { env } from "../platform/env";

const RECONNECT_MS = 1_000;

/**
 * Calls `onNotify` whenever an event was stored, and after each connection for events stored before it.
 * Reconnects once a second while the database is away.
 */
export function listenForEvents(onNotify: () => void) {
  let isOpen = true;
  let client: pg.Client | undefined;
  const loop = (async () => {
    while (isOpen) {
      client = new pg.Client({ connectionString: env().DATABASE_URL, application_name: "latchkey worker" });
      client.on("error", () => undefined);
      client.on("notification", onNotify);
      // Not logged: the worker polls in the meantime and logs when the database is away.
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
