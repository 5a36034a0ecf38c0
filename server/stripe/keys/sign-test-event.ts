import "server-only";
import { randomUUID } from "node:crypto";
import Stripe from "stripe";
import { API_VERSION } from "../api-version";

/**
 * An event that changes nothing, signed as Stripe signs: the shop stores it and leaves it alone. It proves that
 * an address leads to the shop and that the shop knows the secret.
 */
export function signTestEvent(
  secret: string,
  livemode: boolean,
): { id: string; body: string; signature: string } {
  const id = `evt_latchkey_${randomUUID().replaceAll("-", "")}`;
  const created = Math.floor(Date.now() / 1_000);
  const body = JSON.stringify({
    id,
    object: "event",
    api_version: API_VERSION,
    created,
    livemode,
    type: "latchkey.setup_test",
    data: { object: { id: "latchkey", object: "latchkey.setup_test" } },
  });
  const signature = Stripe.webhooks.generateTestHeaderString({ payload: body, secret, timestamp: created });
  return { id, body, signature };
}
