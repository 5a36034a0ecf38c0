import "server-only";
import pg from "pg";
import { z } from "zod";
import { env } from "../platform/env";
import { log } from "../platform/log";
import { ALL_PATHS, CHANGE_CHANNEL, type Message } from "./announce-changes";
import { CONFIRM_CHANNEL, WEB_PROCESS } from "./change-catalog";

const FIRST_RETRY_MS = 50;
const MAX_RETRY_MS = 5_000;
const FORGET_AGAIN_MS = 500;
// A connection that a network silently dropped would never say so. The other way round PostgreSQL finds out after
// 25 seconds that this machine is gone, and no change waits for it any longer.
const HEARTBEAT_MS = 10_000;
const KEEPALIVES =
  "SET tcp_keepalives_idle = 10; SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 3";
// Above this it is cheaper to forget everything than to name every page.
const MAX_PATHS = 1_000;

const message: z.ZodType<Message> = z.union([
  z.object({ paths: z.array(z.string()) }),
  z.object({ confirm: z.string() }),
]);

/**
 * Calls `forget` with the pages that changed whenever the catalog does, and confirms afterwards; with `["*"]` after
 * a lost connection, because what was announced in the meantime is not known. It returns after the first attempt to
 * connect, and keeps trying.
 * @returns a function that ends the listening
 */
export async function listenForChanges(
  forget: (paths: string[]) => Promise<void>,
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

  async function connect(isFirst: boolean) {
    const opened = new pg.Client({
      connectionString: env().DATABASE_URL,
      application_name: WEB_PROCESS,
      connectionTimeoutMillis: 5_000,
      keepAlive: true,
    });
    let isLost = false;
    const lost = (error?: Error) => {
      if (isLost) return;
      isLost = true;
      client = undefined;
      opened.end().catch(() => undefined);
      if (isStopped) return;
      log.warn({ err: error }, "the connection that hears of catalog changes was lost");
      later(() => void connect(false), retryMs);
      retryMs = Math.min(retryMs * 2, MAX_RETRY_MS);
    };
    opened.on("error", lost);
    opened.on("end", () => lost());
    const listening = opened.connect().then(() => opened.query(`${KEEPALIVES}; LISTEN ${CHANGE_CHANNEL}`));
    const receive = inBatches(async (batch: Message[]) => {
      await listening;
      await act(batch, opened, () => isLost);
      retryMs = FIRST_RETRY_MS;
    }, lost);
    // The first of its messages, so that nothing is confirmed before.
    if (!isFirst) receive({ paths: [ALL_PATHS] });
    opened.on("notification", ({ payload }) => {
      const parsed = message.safeParse(safeJson(payload));
      if (parsed.success) receive(parsed.data);
      else log.warn("a catalog announcement could not be read");
    });
    try {
      await listening;
      if (isStopped) return void opened.end();
      client = opened;
      beat(opened, lost);
    } catch (error) {
      lost(error as Error);
    }
  }

  async function act(batch: Message[], opened: pg.Client, isLost: () => boolean) {
    const paths = new Set(batch.flatMap((one) => ("paths" in one ? one.paths : [])));
    const questions = new Set(batch.flatMap((one) => ("confirm" in one ? one.confirm : [])));
    if (paths.size > 0) await forgetUntilDone(paths.size > MAX_PATHS ? [ALL_PATHS] : [...paths], isLost);
    for (const question of questions)
      await opened.query("SELECT pg_notify($1, $2)", [CONFIRM_CHANNEL, question]);
  }

  /** The connection stays open while it fails, so that changes wait for this process and say so. */
  async function forgetUntilDone(paths: string[], isLost: () => boolean) {
    while (!isStopped && !isLost()) {
      try {
        return await forget(paths);
      } catch (error) {
        log.warn({ err: error }, "pages that changed could not be forgotten; trying again");
        await new Promise<void>((done) => later(done, FORGET_AGAIN_MS));
      }
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

/** Handles what arrives while it is busy together in the next round; a failure is reported once. */
function inBatches<T>(handle: (batch: T[]) => Promise<void>, onError: (error: Error) => void) {
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

function safeJson(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? "");
  } catch {
    return undefined;
  }
}
