import { createHmac } from "node:crypto";

/**
 * The Stripe-Signature header: docs.stripe.com/webhooks#verify-manually. `at` in seconds. While a secret is rolled,
 * both sign. In test mode Stripe adds a `v0` that fits no secret, so that a receiver which believes any scheme fails.
 */
export function signPayload(body: string, secrets: string[], at: number): string {
  const sign = (secret: string): string => createHmac("sha256", secret).update(`${at}.${body}`).digest("hex");
  return [`t=${at}`, ...secrets.map((secret) => `v1=${sign(secret)}`), `v0=${sign("v0")}`].join(",");
}
