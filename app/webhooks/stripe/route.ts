import { readBody } from "@/server/inbox/read-body";
import { recordEvent } from "@/server/inbox/record-event";
import { log } from "@/server/log";
import { verifyWebhook } from "@/server/stripe/webhook-signature";
import { servesPart } from "@/server/surface";

const text = (status: number, message: string) => new Response(message, { status });

/**
 * Stripe's doorbell: verify, store, answer. 400 only for what Stripe did not sign, 5xx only when storing
 * failed (Stripe then sends it again), and never 200 before the row is committed.
 */
export async function POST(request: Request): Promise<Response> {
  if (!servesPart("shop")) return text(404, "not here");
  const body = await readBody(request);
  if (body === null) return text(413, "too large");
  const event = verify(body, request.headers.get("stripe-signature") ?? "");
  if (event === null) return text(400, "bad signature");
  try {
    await recordEvent(event, body);
  } catch (error) {
    log.error({ err: error, event: event.id }, "an event could not be stored");
    return text(503, "not stored");
  }
  return text(200, "stored");
}

function verify(body: string, signature: string) {
  try {
    const event = verifyWebhook(body, signature);
    return typeof event?.id === "string" && typeof event.type === "string" && event.data?.object
      ? event
      : null;
  } catch {
    // Signed, but no JSON: nothing that could be stored.
    return null;
  }
}
