import { Hono } from "hono";
import { z } from "zod";
import { newId } from "../objects/ids.ts";
import { StripeError } from "../protocol/errors.ts";
import { resendEvent } from "../webhooks/resend-event.ts";
import { createWebhookEndpoint, isEventType } from "../webhooks/webhook-endpoints.ts";
import { beginWork, SYSTEM, type WorkSource } from "../work/work.ts";

const eventType = z.string().refine(isEventType, { error: "is neither '*' nor the name of an event" });
const endpointBody = z.strictObject({ url: z.url(), enabled_events: z.array(eventType).min(1) });
/** Stripe lets the old secret live for at most a day. */
const rollBody = z.strictObject({ overlap_seconds: z.number().int().min(0).max(86_400).default(0) });
const resendBody = z.strictObject({ endpoint: z.string().optional() });

/** What Stripe's dashboard does with webhooks: endpoints and their secrets, the log of deliveries, sending again. */
export function createWebhooksApi(source: WorkSource): Hono {
  const { store } = source;
  const app = new Hono();

  app.post("/webhook_endpoints", async (context) => {
    const body = endpointBody.parse(await context.req.json());
    const work = beginWork(source, SYSTEM);
    const endpoint = store.transaction(() => {
      const [existing] = store.webhookEndpoints.all("url", body.url);
      if (!existing) return createWebhookEndpoint(work, body).endpoint;
      const { enabled_events } = body;
      return store.webhookEndpoints.put({ ...existing, enabled_events, status: "enabled" });
    });
    return context.json({ id: endpoint.id, secret: store.webhookSecrets.get(endpoint.id)?.secret });
  });

  app.post("/webhook_endpoints/:id/roll", async (context) => {
    const { overlap_seconds } = rollBody.parse(await readBody(context.req.text()));
    const before = store.webhookSecrets.get(context.req.param("id"));
    if (!before) return context.json({ error: { message: "No such webhook endpoint" } }, 404);
    const expiresAt = source.now() + overlap_seconds;
    const previous = overlap_seconds > 0 ? { secret: before.secret, expiresAt } : undefined;
    const { id, secret } = store.webhookSecrets.put({ ...before, secret: newId("webhook_secret"), previous });
    return context.json({ id, secret, ...(previous ? { previous_expires_at: expiresAt } : {}) });
  });

  app.post("/events/:id/resend", async (context) => {
    const { endpoint } = resendBody.parse(await readBody(context.req.text()));
    const event = store.events.get(context.req.param("id"));
    if (!event) return context.json({ error: { message: "No such event" } }, 404);
    try {
      const work = beginWork(source, SYSTEM);
      return context.json({ data: store.transaction(() => resendEvent(work, event, endpoint)) });
    } catch (error) {
      if (!(error instanceof StripeError)) throw error;
      return context.json({ error: { message: error.message } }, 400);
    }
  });

  app.get("/deliveries", (context) => {
    const { limit, event, endpoint, state } = context.req.query();
    const most = Math.min(Number(limit ?? 100) || 100, 1000);
    const where: [string, string] | undefined = event ? ["event", event] : undefined;
    const wanted = store.deliveries.filter(
      (one) => (!endpoint || one.endpoint === endpoint) && (!state || one.state === state),
      { where },
    );
    const data = [...wanted.take(most).map((one) => ({ ...one, type: store.events.get(one.event)?.type }))];
    return context.json({ data });
  });
  return app;
}

/** A call without a body is one with nothing to say. */
const readBody = async (body: Promise<string>): Promise<unknown> => JSON.parse((await body) || "{}");
