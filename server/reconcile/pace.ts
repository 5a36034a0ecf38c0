import "server-only";
import { setTimeout as sleep } from "node:timers/promises";
import { StripeCallError } from "../stripe/stripe-call-error";

// Stripe's default limit is 25 requests a second for each endpoint; shoppers come first.
const REQUESTS_A_SECOND = 8;
const MOST_TRIES = 6;
const FIRST_WAIT_MS = 1_000;

export type Pace = {
  /** Asks Stripe when it is time to; `requests` is how many the work may make. @throws StripeCallError */
  ask: <T>(work: () => Promise<T>, requests?: number) => Promise<T>;
  requests: () => number;
};

/**
 * Spreads requests over time, and waits longer and longer while Stripe says "later": 429, 5xx, no connection.
 * What is final is thrown at once.
 */
export function keepPace(requestsASecond = REQUESTS_A_SECOND): Pace {
  let next = 0;
  let asked = 0;
  const takeTurn = async (requests: number) => {
    const now = Date.now();
    const mine = Math.max(now, next);
    next = mine + (requests * 1_000) / requestsASecond;
    asked += requests;
    if (mine > now) await sleep(mine - now);
  };
  const ask = async <T>(work: () => Promise<T>, requests = 1): Promise<T> => {
    for (let attempt = 1; ; attempt += 1) {
      await takeTurn(requests);
      try {
        return await work();
      } catch (error) {
        const isLater = error instanceof StripeCallError && error.fault === "retry";
        if (!isLater || attempt === MOST_TRIES) throw error;
        // Everybody who shares this pace waits.
        next = Math.max(next, Date.now() + FIRST_WAIT_MS * 2 ** (attempt - 1));
      }
    }
  };
  return { ask, requests: () => asked };
}
