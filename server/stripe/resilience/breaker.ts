import "server-only";
import { log } from "../../platform/log";
import { CALLS, type CallName } from "../calls";
import { StripeCallError } from "../stripe-call-error";

const MAX_FAILURES = 5;
const PROBE_EVERY_MS = 10_000;

/** `open`: Stripe is not asked. `probe_due`: the next call finds out whether it answers again. */
export type BreakerState = "closed" | "open" | "probe_due";

/** One breaker for each call: a fault in one of Stripe's operations must not stop the others. */
type Breaker = { failures: number; openUntil: number };
const breakers = new Map<CallName, Breaker>();

export function breakerOf(name: CallName): BreakerState {
  const { failures, openUntil } = stateOf(name);
  if (failures < MAX_FAILURES) return "closed";
  return openUntil > Date.now() ? "open" : "probe_due";
}

/**
 * Makes a call unless Stripe has not answered the last five calls of its kind. Then callers fail at once, and one call
 * every ten seconds finds out whether Stripe answers again.
 * @param isSilence whether an error means that Stripe did not answer; any other error is an answer
 * @throws StripeCallError when Stripe was not asked, and whatever the call throws
 */
export async function throughBreaker<T>(
  name: CallName,
  call: () => Promise<T>,
  isSilence: (error: unknown) => boolean,
): Promise<T> {
  const state = breakerOf(name);
  if (state === "open") throw notAsked(name);
  // Other calls are refused while the probe is under way.
  if (state === "probe_due") breakers.set(name, { ...stateOf(name), openUntil: Date.now() + PROBE_EVERY_MS });
  try {
    const result = await call();
    noteAnswer(name);
    return result;
  } catch (error) {
    if (isSilence(error)) noteSilence(name);
    else noteAnswer(name);
    throw error;
  }
}

function noteAnswer(name: CallName): void {
  const { failures } = stateOf(name);
  if (failures >= MAX_FAILURES) log.info({ call: name }, "Stripe answers again");
  breakers.delete(name);
}

/** Logs once when the breaker opens, however long the silence lasts. */
function noteSilence(name: CallName): void {
  const failures = stateOf(name).failures + 1;
  breakers.set(name, { failures, openUntil: Date.now() + PROBE_EVERY_MS });
  if (failures === MAX_FAILURES)
    log.error(
      { call: name },
      `Stripe has not answered ${CALLS[name].operation} ${MAX_FAILURES} times in a row. The shop tries once every ${PROBE_EVERY_MS / 1_000} seconds until it does. See https://status.stripe.com for an outage`,
    );
}

const stateOf = (name: CallName): Breaker => breakers.get(name) ?? { failures: 0, openUntil: 0 };

const notAsked = (name: CallName) =>
  new StripeCallError({
    fault: "retry",
    call: name,
    permissions: CALLS[name].permissions,
    detail:
      "Stripe was not asked because it did not answer the last calls. The shop tries every ten seconds.",
  });
