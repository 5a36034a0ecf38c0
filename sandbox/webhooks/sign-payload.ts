import { createHmac } from "node:crypto";

/** The Stripe-Signature header: docs.stripe.com/webhooks#verify-manually. `at` in seconds. */
export function signPayload(body: string, secret: string, at: number): string {
  const signature = createHmac("sha256", secret).update(`${at}.${body}`).digest("hex");
  return `t=${at},v1=${signature}`;
}
