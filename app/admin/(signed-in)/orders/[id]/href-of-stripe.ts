import { env } from "@/server/platform/env";

/** Where an operator can look at a payment: in Stripe's dashboard, or the sandbox's. */
export function hrefOfStripe(id: string, isLive: boolean): string {
  const { STRIPE_SANDBOX_URL } = env();
  if (STRIPE_SANDBOX_URL) return `${STRIPE_SANDBOX_URL}/find?id=${encodeURIComponent(id)}`;
  // The dashboard finds a charge under the same address as its payment.
  return `https://dashboard.stripe.com/${isLive ? "" : "test/"}payments/${encodeURIComponent(id)}`;
}
