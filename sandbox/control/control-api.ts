import { Hono } from "hono";
import { z } from "zod";
import type { RequestLog } from "../api/request-log.ts";
import type { Clock } from "../clock/clock.ts";
import type { Faults } from "../faults/faults.ts";
import { API_VERSION } from "../objects/stripe-objects.ts";
import type { Store } from "../store/store.ts";
import { showEvent } from "../webhooks/events.ts";
import type { WorkSource } from "../work/work.ts";
import { createFaultsApi } from "./faults-api.ts";
import { importBody, importObjects } from "./import-objects.ts";
import { createKeysApi } from "./keys-api.ts";
import { loopbackOnly } from "./loopback-only.ts";
import { createWebhooksApi } from "./webhooks-api.ts";

interface Parts extends WorkSource {
  store: Store;
  clock: Clock;
  faults: Faults;
  log: RequestLog;
  /** The same as long as the data folder is. */
  installation: string;
}

const clockBody = z.strictObject({
  advance_seconds: z
    .number()
    .int()
    .min(0)
    .max(366 * 24 * 3600),
});

/** The operator's control API, which Stripe does not have: keys, time, faults. */
export function createControlApi(parts: Parts): Hono {
  const { store, clock, faults, log } = parts;
  const app = new Hono();
  app.use("*", loopbackOnly);
  app.onError((error, context) => {
    const message = error instanceof z.ZodError ? z.prettifyError(error) : error.message;
    return context.json({ error: { message } }, 400);
  });

  const health = () => ({
    ok: true,
    installation: parts.installation,
    api_version: API_VERSION,
    now: clock.now(),
    public_origin: parts.publicOrigin(),
    waiting_tasks: store.tasks.size,
    faults: faults.list().length,
  });
  app.get("/health", (context) => context.json(health()));

  app.route("/keys", createKeysApi(parts));
  app.route("/faults", createFaultsApi(faults));

  app.post("/clock", async (context) => {
    const { advance_seconds } = clockBody.parse(await context.req.json());
    const { ran } = await clock.advance(advance_seconds);
    return context.json({ now: clock.now(), ran });
  });

  app.route("/", createWebhooksApi(parts));

  app.post("/objects", async (context) => {
    const body = importBody.parse(await context.req.json());
    return context.json({ imported: importObjects(store, body) });
  });

  app.get("/requests", (context) => {
    const limit = Math.min(Number(context.req.query("limit") ?? 1000) || 1000, 5000);
    return context.json({ data: log.newestFirst(limit) });
  });
  app.delete("/requests", (context) => {
    log.clear();
    return context.json({ data: [] });
  });

  app.get("/objects/:id", (context) => {
    const found = findAnything(store, context.req.param("id"));
    return found ? context.json(found) : context.json({ error: { message: "No such object" } }, 404);
  });
  return app;
}

function findAnything(store: Store, id: string): object | undefined {
  const event = store.events.get(id);
  if (event) return { ...showEvent(store, event), deliveries: store.deliveries.all("event", id) };
  const tables = [
    store.sessions,
    store.paymentIntents,
    store.charges,
    store.refunds,
    store.disputes,
    store.paymentMethods,
    store.products,
    store.prices,
    store.shippingRates,
    store.balanceTransactions,
    store.webhookEndpoints,
    store.deliveries,
  ];
  for (const table of tables) {
    const found = table.get(id);
    if (found) return found;
  }
  return undefined;
}
