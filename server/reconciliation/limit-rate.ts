import "server-only";
import { setTimeout as sleep } from "node:timers/promises";
import { StripeCallError } from "../stripe/stripe-call-error";

// Stripe's default limit is 25 requests a second for each endpoint, and shoppers come first.
const REQUESTS_A_SECOND = 8;
const MAX_TRIES = 6;
const FIRST_WAIT_MS = 1_000;

// Shared by all work at the usual rate in this process: an hourly sweep, the minute's sweep and a check may run at the
// same time, and must stay below Stripe's limit together.
const shared = { next: 0 };

export type Pace = {
  /** Runs the work when the rate allows; `requests` is how many requests it may make. @throws StripeCallError */
  ask: <T>(work: () => Promise<T>, requests?: number) => Promise<T>;
  requests: () => number;
};

/**
 * Spreads requests over time, and waits longer after each 429, 5xx or lost connection. Final errors are thrown at once.
 */
export function limitRate(requestsASecond?: number): Pace {
  const lane = requestsASecond === undefined ? shared : { next: 0 };
  const gapMs = 1_000 / (requestsASecond ?? REQUESTS_A_SECOND);
  let asked = 0;
  const takeTurn = async (requests: number) => {
    const now = performance.now();
    const mine = Math.max(now, lane.next);
    lane.next = mine + requests * gapMs;
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
        if (!isLater || attempt === MAX_TRIES) throw error;
        // All work that shares this rate waits.
        lane.next = Math.max(lane.next, performance.now() + FIRST_WAIT_MS * 2 ** (attempt - 1));
      }
    }
  };
  return { ask, requests: () => asked };
}

/** Counts a request that is made outside `ask` against the shared rate. */
export function yieldTurn(): void {
  shared.next = Math.max(performance.now(), shared.next) + 1_000 / REQUESTS_A_SECOND;
}
