import "server-only";
import { env } from "../platform/env";

// docs.stripe.com/security/guide#content-security-policy
const STRIPE = [
  "https://js.stripe.com",
  "https://*.js.stripe.com",
  "https://checkout.stripe.com",
  "https://api.stripe.com",
  "https://hooks.stripe.com",
];

/** The sandbox as the browser knows it: the port of the sandbox at the name that the shop has. */
export function sandboxOrigin(): string | null {
  const { STRIPE_SANDBOX_URL, APP_ORIGIN } = env();
  if (!STRIPE_SANDBOX_URL) return null;
  return `http://${new URL(APP_ORIGIN).hostname}:${new URL(STRIPE_SANDBOX_URL).port}`;
}

/** Where the payment form's scripts and frames may come from. */
export function paymentOrigins(): string[] {
  const sandbox = sandboxOrigin();
  return sandbox ? [sandbox] : STRIPE;
}

/** Where the payment page is that a browser without JavaScript, or with CHECKOUT_UI=hosted_page, is sent to. */
export function checkoutOrigins(): string[] {
  return [sandboxOrigin() ?? "https://checkout.stripe.com"];
}
