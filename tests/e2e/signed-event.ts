import Stripe from "stripe";
import { given } from "./shop.ts";

export const WEBHOOK_PATH = "/webhooks/stripe";

/** The endpoint's secret: the sandbox answers it every time. */
async function secret(): Promise<string> {
  const url = `http://127.0.0.1:${new URL(given.origin).port}${WEBHOOK_PATH}`;
  const answer = await fetch(`${given.sandbox}/_sandbox/webhook_endpoints`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ url, enabled_events: ["*"] }),
  });
  return ((await answer.json()) as { secret: string }).secret;
}

/** What Stripe posts for an event: the body with its headers. */
export async function signEvent(event: { id: string; type: string; [field: string]: unknown }) {
  const body = JSON.stringify(event);
  const header = Stripe.webhooks.generateTestHeaderString({ payload: body, secret: await secret() });
  return { id: event.id, body, headers: { "stripe-signature": header, "content-type": "application/json" } };
}

/** Posts an event as Stripe does. @returns the status */
export async function sendEvent(event: Parameters<typeof signEvent>[0]): Promise<number> {
  const { body, headers } = await signEvent(event);
  const answer = await fetch(`${given.origin}${WEBHOOK_PATH}`, { method: "POST", body, headers });
  return answer.status;
}
