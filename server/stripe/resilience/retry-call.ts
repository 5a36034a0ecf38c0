import "server-only";
import { setTimeout as sleep } from "node:timers/promises";
import Stripe from "stripe";
import { env } from "../../platform/env";

const MAX_TRIES = 3;
const MAX_TRIES_WHEN_LIMITED = 4;

/**
 * Retries a call while that may help and the caller may still be waiting: after a lost connection, a conflict, a
 * fault of Stripe's or a rate limit. The SDK's own retries are off: it gives each try the whole time, and does not
 * try again after 429.
 */
export async function retryCall<T>(call: () => Promise<T>): Promise<T> {
  const until = Date.now() + env().STRIPE_TIMEOUT_MS;
  for (let tries = 1; ; tries += 1) {
    try {
      return await call();
    } catch (error) {
      if (!mayHelp(error) || tries >= maxTries(error)) throw error;
      const wait = waitBefore(tries, error);
      // Longer than a caller waits: the sweep, the inbox or the shopper's next click retries.
      if (Date.now() + wait > until) throw error;
      await sleep(wait);
    }
  }
}

/** No answer of Stripe's: a lost connection, a fault of its own, or a page of a proxy. */
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

/** A conflict means that the same request is under way: its answer is worth waiting for until the time is over. */
function maxTries(error: Stripe.errors.StripeError): number {
  if (isConflict(error)) return Number.POSITIVE_INFINITY;
  return isRateLimit(error) ? MAX_TRIES_WHEN_LIMITED : MAX_TRIES;
}

/** Stripe repeats its first answer to an idempotency key, failures too: trying again changes nothing. */
export const isReplayed = (error: Stripe.errors.StripeError): boolean =>
  error.headers?.["idempotent-replayed"] === "true";

const isRateLimit = (error: Stripe.errors.StripeError): boolean => error.statusCode === 429;

/** Another request with the same idempotency key is under way, for example from another tab. */
const isConflict = (error: Stripe.errors.StripeError): boolean => error.statusCode === 409;

/**
 * Doubles each time, except for a conflict; with jitter so that many callers do not retry together; never sooner
 * than Stripe's Retry-After.
 */
function waitBefore(tries: number, error: Stripe.errors.StripeError): number {
  const asked = Number(error.headers?.["retry-after"] ?? 0) * 1_000;
  const doublings = isConflict(error) ? 1 : tries;
  return Math.max(asked, 250 * 2 ** doublings * (0.5 + Math.random()));
}
