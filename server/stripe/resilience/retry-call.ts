import "server-only";
import { setTimeout as sleep } from "node:timers/promises";
import Stripe from "stripe";
import { env } from "../../platform/env";

const MAX_TRIES = 3;
const MAX_TRIES_WHEN_LIMITED = 4;

/**
 * Makes a call again while that may help and somebody may still be waiting: after a lost connection, a conflict,
 * a fault of Stripe's or too many requests. The SDK's own retries are off: it gives each try the whole time, and
 * does not try again after 429.
 */
export async function retryCall<T>(call: () => Promise<T>): Promise<T> {
  const until = Date.now() + env().STRIPE_TIMEOUT_MS;
  for (let tries = 1; ; tries += 1) {
    try {
      return await call();
    } catch (error) {
      if (!mayHelp(error) || tries >= mostTries(error)) throw error;
      const wait = waitBefore(tries, error);
      // Longer than anybody waits: the sweep, the inbox or the shopper's next click comes back to it.
      if (Date.now() + wait > until) throw error;
      await sleep(wait);
    }
  }
}

/** Stripe did not answer, or not as Stripe: a lost connection, a fault of its own, a page of somebody between. */
export function isSilence(error: unknown): boolean {
  if (!(error instanceof Stripe.errors.StripeError)) return false;
  return error.statusCode === undefined || error.statusCode >= 500;
}

function mayHelp(error: unknown): error is Stripe.errors.StripeError {
  if (!(error instanceof Stripe.errors.StripeError) || isReplayed(error)) return false;
  const advice = error.headers?.["stripe-should-retry"];
  if (advice === "true" || advice === "false") return advice === "true";
  return isSilence(error) || isRateLimit(error) || isConflict(error);
}

/** While the same request is under way its answer is worth waiting for, until the time is over. */
function mostTries(error: Stripe.errors.StripeError): number {
  if (isConflict(error)) return Number.POSITIVE_INFINITY;
  return isRateLimit(error) ? MAX_TRIES_WHEN_LIMITED : MAX_TRIES;
}

/** Stripe keeps the answer to a key, also a bad one: the same key brings the same again. */
export const isReplayed = (error: Stripe.errors.StripeError): boolean =>
  error.headers?.["idempotent-replayed"] === "true";

const isRateLimit = (error: Stripe.errors.StripeError): boolean => error.statusCode === 429;

/** Another tab asks for the same at this moment. */
const isConflict = (error: Stripe.errors.StripeError): boolean => error.statusCode === 409;

/**
 * Doubling, except where only another tab is waited for; with jitter so that many do not return together; never
 * sooner than Stripe's Retry-After.
 */
function waitBefore(tries: number, error: Stripe.errors.StripeError): number {
  const asked = Number(error.headers?.["retry-after"] ?? 0) * 1_000;
  const doublings = isConflict(error) ? 1 : tries;
  return Math.max(asked, 250 * 2 ** doublings * (0.5 + Math.random()));
}
