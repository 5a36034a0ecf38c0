import "server-only";
import pg from "pg";
import { z } from "zod";
import { env } from "../platform/env";
import { log } from "../platform/log";
import { type Announcement, CHANGE_CHANNEL, DONE_CHANNEL, WEB_PROCESS } from "./announce-changes";

/** Stands for every page. */
export const ALL_PATHS = "*";

// A render that read the old price may be under way when its page is forgotten, and is stored after that.
// No page takes this long to render: forgetting it a second time ends what such a render left behind.
const SECOND_LOOK_MS = 2_000;
const FIRST_RETRY_MS = 200;
const MAX_RETRY_MS = 5_000;
// A connection that a network silently dropped would never say so.
const HEARTBEAT_MS = 10_000;
// Above this it is cheaper to forget everything than to name every page.
const MAX_PATHS = 1_000;

const announcement: z.ZodType<Announcement> = z.object({ id: z.string(), paths: z.array(z.string()) });

type Options = { secondLookMs?: number };

/**
 * Calls `onPaths` with the pages to forget whenever the catalog changes, and acknowledges when it is done;
 * `["*"]` after a lost connection, because what was announced meanwhile is not known. It returns after the
 * first attempt to connect, and goes on trying for ever.
 * @returns a function that ends the listening
 */
export async function listenForCatalogChanges(
  onPaths: (paths: string[]) => Promise<void>,
  { secondLookMs = SECOND_LOOK_MS }: Options = {},
): Promise<() => Promise<void>> {
  const timers = new Set<NodeJS.Timeout>();
  let client: pg.Client | undefined;
  let isStopped = false;
  let retryMs = FIRST_RETRY_MS;

  function later(work: () => void, ms: number) {
    const timer = setTimeout(() => {
      timers.delete(timer);
      work();
    }, ms);
    timers.add(timer.unref());
  }

  async function forget(paths: string[]) {
    const named = paths.length > MAX_PATHS ? [ALL_PATHS] : paths;
    await onPaths(named);
    later(() => {
      onPaths(named).catch((error) => log.warn({ err: error }, "pages were not forgotten a second time"));
    }, secondLookMs);
  }

  async function connect(isFirst: boolean) {
    const opened = new pg.Client({
      connectionString: env().DATABASE_URL,
      application_name: "latchkey web, starting",
      connectionTimeoutMillis: 5_000,
      keepAlive: true,
    });
    const lost = onlyOnce((error?: Error) => {
      client = undefined;
      opened.end().catch(() => undefined);
      if (isStopped) return;
      log.warn({ err: error }, "the connection that hears of catalog changes was lost");
      later(() => void connect(false), retryMs);
      retryMs = Math.min(retryMs * 2, MAX_RETRY_MS);
    });
    opened.on("error", lost);
    opened.on("end", () => lost());
    const receive = inBatches(async (batch: Announcement[]) => {
      await forget([...new Set(batch.flatMap(({ paths }) => paths))]);
      await opened.query("SELECT pg_notify($1, id) FROM unnest($2::text[]) AS id", [
        DONE_CHANNEL,
        batch.map(({ id }) => id),
      ]);
    }, lost);
    opened.on("notification", ({ payload }) => {
      const parsed = announcement.safeParse(safeJson(payload));
      if (parsed.success) receive(parsed.data);
      else log.warn("a catalog announcement could not be read");
    });
    try {
      await opened.connect();
      await opened.query(`LISTEN ${CHANGE_CHANNEL}`);
      if (!isFirst) await forget([ALL_PATHS]);
      // Counted as a live web process only from here on: before, nobody would get an answer from it.
      await opened.query(`SET application_name = '${WEB_PROCESS}'`);
      if (isStopped) return void opened.end();
      client = opened;
      retryMs = FIRST_RETRY_MS;
      beat(opened, lost);
    } catch (error) {
      lost(error as Error);
    }
  }

  function beat(opened: pg.Client, lost: (error?: Error) => void) {
    later(() => {
      if (client !== opened) return;
      const silence = setTimeout(() => lost(new Error("no answer to a heartbeat")), HEARTBEAT_MS).unref();
      opened
        .query("SELECT 1")
        .then(() => beat(opened, lost), lost)
        .finally(() => clearTimeout(silence));
    }, HEARTBEAT_MS);
  }

  await connect(true);
  return async () => {
    isStopped = true;
    for (const timer of timers) clearTimeout(timer);
    await client?.end().catch(() => undefined);
  };
}

function onlyOnce(act: (error?: Error) => void): (error?: Error) => void {
  let isDone = false;
  return (error) => {
    if (isDone) return;
    isDone = true;
    act(error);
  };
}

function safeJson(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? "");
  } catch {
    return undefined;
  }
}

/** Handles what arrives while it is busy together in the next round; a failure is reported once. */
export function inBatches<T>(handle: (batch: T[]) => Promise<void>, onError: (error: Error) => void) {
  let waiting: T[] = [];
  let isBusy = false;
  return async (item: T) => {
    waiting.push(item);
    if (isBusy) return;
    isBusy = true;
    try {
      while (waiting.length > 0) {
        const batch = waiting;
        waiting = [];
        await handle(batch);
      }
    } catch (error) {
      onError(error as Error);
    }
    isBusy = false;
  };
}
