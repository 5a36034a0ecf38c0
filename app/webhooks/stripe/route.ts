import { env } from "@/server/platform/env";
import { log } from "@/server/platform/log";
import { servesPart } from "@/server/platform/surface";
import { verifyWebhook } from "@/server/stripe/webhook-signature";
import { readBody } from "@/server/webhooks/read-body";
import { countRefusal, recordEvent } from "@/server/webhooks/record-event";

const text = (status: number, message: string) => new Response(message, { status });

/** Without waiting for the rest of what is being sent. */
const hangUp = (status: number, message: string) =>
  new Response(message, { status, headers: { connection: "close" } });

/**
 * Stripe's eventRef: verify, store, answer. 400 only for what Stripe did not sign, 5xx only when storing
 * failed (Stripe then sends it again), and never 200 before the row is committed.
 */
export async function POST(request: Request): Promise<Response> {
  if (!servesPart("shop")) return text(404, "not here");
  // Nobody can tell who sent it. Stripe tries again for three days: time to set the secret.
  if (env().STRIPE_WEBHOOK_SECRET.length === 0) return hangUp(503, "no webhook secret is set");
  const body = await readBody(request);
  if (body.kind === "too_large") return hangUp(413, "too large");
  if (body.kind === "too_slow") return hangUp(408, "too slow");
  const event = verifyWebhook(body.text, request.headers.get("stripe-signature") ?? "");
  if (event === null) {
    countRefusal();
    return text(400, "bad signature");
  }
  try {
    await recordEvent(event, body.text);
  } catch (error) {
    log.error({ err: error, event: event.id }, "an event could not be stored");
    return text(503, "not stored");
  }
  return text(200, "stored");
}
