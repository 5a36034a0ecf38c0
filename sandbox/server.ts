import { randomBytes, randomUUID } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { createAdaptorServer, type HttpBindings } from "@hono/node-server";
import { Hono } from "hono";
import { createHttpApi } from "./api/http-api.ts";
import { forgetOldAnswers } from "./api/idempotency.ts";
import { createRequestLog } from "./api/request-log.ts";
import { createRouter } from "./api/router.ts";
import { createClock } from "./clock/clock.ts";
import { createControlApi } from "./control/control-api.ts";
import { createFaults } from "./faults/faults.ts";
import { seedIds } from "./objects/ids.ts";
import { createPages } from "./pages/create-pages.ts";
import { ownHostOnly } from "./protocol/callers.ts";
import { endpoints } from "./registry/endpoints.ts";
import { SCHEDULED_TASKS } from "./registry/scheduled-tasks.ts";
import type { Task } from "./store/rows.ts";
import { SetupError } from "./store/setup-error.ts";
import { openStore } from "./store/store.ts";
import { createDeliveries } from "./webhooks/deliver.ts";
import { createListeners } from "./webhooks/listeners.ts";
import { queueEvent } from "./webhooks/queue-delivery.ts";
import { createSender } from "./webhooks/send.ts";
import { beginWork, SYSTEM } from "./work/work.ts";

export interface SandboxOptions {
  /** 0 takes any free port. */
  port: number;
  host?: string;
  /** Where the objects live; without it they are gone when the process ends. */
  dataDir?: string | undefined;
  memory?: boolean;
  /** The address that a shopper's browser reaches the sandbox under. */
  publicOrigin?: string | undefined;
  /** Makes ids and times the same in every run with the same requests. */
  seed?: number | undefined;
  /** How long a receiver of webhooks may take to answer. */
  webhookTimeoutMs?: number;
}

/** When a seeded sandbox's clock starts, standing until it is moved: 1 January 2026. */
const SEEDED_START = Date.UTC(2026, 0, 1) / 1000;

/** Stripe gives a receiver some seconds; how many is not published. */
const WEBHOOK_TIMEOUT_MS = 10_000;

export interface RunningSandbox {
  url: string;
  port: number;
  close(): Promise<void>;
}

/** Starts a sandbox in this process. Throws SetupError when the port or the data folder is taken. */
export async function startSandbox(options: SandboxOptions): Promise<RunningSandbox> {
  const host = options.host ?? "127.0.0.1";
  const store = openStore(options.memory || options.dataDir === undefined ? null : options.dataDir);
  const { seed = null } = options;
  // What is on disk has taken ids already: going on from there must not draw them again.
  seedIds(seed === null ? null : seed + store.changesRead);
  const faults = createFaults();
  const sender = createSender(options.webhookTimeoutMs ?? WEBHOOK_TIMEOUT_MS);
  const listeners = createListeners();
  const log = createRequestLog();
  let origin = options.publicOrigin ?? "";

  const source = {
    store,
    now: () => clock.now(),
    publicOrigin: () => origin,
    listeners,
    queueEvent,
    countEvents: (type: string) =>
      faults.take("no_event", { type }) ? 0 : faults.take("twin_event", { type }) ? 2 : 1,
  };
  const { deliver } = createDeliveries({ store, faults, sender, listeners, now: source.now });
  const runTask = (task: Task): Promise<void> | void => {
    const { kind, target } = task;
    if (kind === "deliver") return deliver(target);
    store.transaction(() => SCHEDULED_TASKS[kind](beginWork(source, SYSTEM), target));
  };
  const clock = createClock(store, runTask, seed === null ? null : SEEDED_START);
  forgetOldAnswers(store, clock.now());

  const deliverNow = async (): Promise<void> => void (await clock.advance(0));
  const folder = options.memory ? null : (options.dataDir ?? null);
  const installation = readOrMake(folder, "installation", () => randomUUID());
  const installationKey = readOrMake(
    folder,
    "installation-key",
    () => `sk_test_${randomBytes(24).toString("hex")}`,
  );
  const parts = {
    ...source,
    installation,
    installationKey,
    route: createRouter(endpoints),
    faults,
    log,
    clock,
    deliverNow,
  };
  const app = new Hono<{ Bindings: HttpBindings }>();
  app.use("*", ownHostOnly(source.publicOrigin));
  app.route("/", createPages(parts));
  app.route("/_sandbox", createControlApi(parts));
  app.route("/v1", createHttpApi(parts));

  const server = createAdaptorServer({ fetch: app.fetch });
  server.on("upgrade", listeners.upgrade);
  const closeParts = (): void => {
    clock.stop();
    sender.close();
    store.close();
  };
  try {
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject);
      server.listen(options.port, host, resolve);
    });
  } catch (error) {
    closeParts();
    throw explainListenError(error, options.port, host);
  }
  const { port } = server.address() as AddressInfo;
  const url = `http://${host === "0.0.0.0" || host === "::" ? "127.0.0.1" : host}:${port}`;
  origin ||= url;
  const close = async (): Promise<void> => {
    clock.stop();
    listeners.close();
    await new Promise<void>((resolve) => {
      server.close(() => resolve());
      // Kept-alive connections, and those that a fault lets hang, would keep it open indefinitely.
      if ("closeAllConnections" in server) server.closeAllConnections();
    });
    closeParts();
  };
  return { url, port, close };
}

function explainListenError(error: unknown, port: number, host: string): unknown {
  const { code } = error as NodeJS.ErrnoException;
  if (code === "EADDRINUSE") {
    return new SetupError(
      `Port ${port} is taken on ${host}. Stop what uses it, or choose another one: --port ${port + 1}.`,
    );
  }
  if (code === "EACCES")
    return new SetupError(
      `Port ${port} needs more rights than this user has. Choose one above 1023: --port 12111.`,
    );
  return error;
}

/**
 * What tells this sandbox from others is made once and lies in a file of the data folder: its id, by which a program
 * that was given its address sees whether it is still the same, and its key.
 */
function readOrMake(folder: string | null, name: string, make: () => string): string {
  if (folder === null) return make();
  const file = join(folder, name);
  if (!existsSync(file)) writeFileSync(file, make(), { mode: 0o600 });
  return readFileSync(file, "utf8").trim();
}
