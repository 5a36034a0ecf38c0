import "server-only";
import { setTimeout as sleep } from "node:timers/promises";
import { StripeCallError } from "../stripe/stripe-call-error";

// Stripe's default limit is 25 requests a second for each endpoint; shoppers come first.
const REQUESTS_A_SECOND = 8;
const MAX_TRIES = 6;
const FIRST_WAIT_MS = 1_000;

// Of everything that asks at the usual pace in this process. An hour's sweep may meet a minute's, or a comparison:
// together they are to stay below Stripe's limit, not each for itself.
const shared = { next: 0 };

export type Pace = {
  /** Asks Stripe when it is time to; `requests` is how many the work may make. @throws StripeCallError */
  ask: <T>(work: () => Promise<T>, requests?: number) => Promise<T>;
  requests: () => number;
};

/**
 * Spreads requests over time, and waits longer and longer while Stripe says "later": 429, 5xx, no connection.
 * What is final is thrown at once.
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
        // Everybody who shares this pace waits.
        lane.next = Math.max(lane.next, performance.now() + FIRST_WAIT_MS * 2 ** (attempt - 1));
      }
    }
  };
  return { ask, requests: () => asked };
}

/** For who asks with pauses of its own: all who keep the usual pace in this process make room for the request. */
export function yieldTurn(): void {
  shared.next = Math.max(performance.now(), shared.next) + 1_000 / REQUESTS_A_SECOND;
}
