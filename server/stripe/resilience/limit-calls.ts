import "server-only";
import { CALLS, type CallName } from "../calls";
import { StripeCallError } from "../stripe-call-error";

// Every waiting call holds memory and blocks a shopper, so limit how many wait.
const MAX_AT_ONCE = 20;
const MAX_WAITING = 200;
const MAX_WAIT_MS = 3_000;

let underWay = 0;
const waiting = new Set<() => void>();

/**
 * Makes a call when fewer than twenty calls of this process are under way. Others wait for up to three seconds and
 * then fail, instead of waiting in a queue for minutes.
 * @throws StripeCallError when there was no turn, and whatever the call throws
 */
export async function withinLimit<T>(name: CallName, call: () => Promise<T>): Promise<T> {
  if (underWay >= MAX_AT_ONCE) await takeTurn(name);
  else underWay += 1;
  try {
    return await call();
  } finally {
    passOn();
  }
}

/** Hands the place of a call that ended straight to the call that has waited longest. */
function passOn(): void {
  const [next] = waiting;
  if (next) next();
  else underWay -= 1;
}

function takeTurn(name: CallName): Promise<void> {
  if (waiting.size >= MAX_WAITING) return Promise.reject(noTurn(name));
  return new Promise((done, fail) => {
    const go = () => {
      clearTimeout(timer);
      waiting.delete(go);
      done();
    };
    const timer = setTimeout(() => {
      waiting.delete(go);
      fail(noTurn(name));
    }, MAX_WAIT_MS);
    waiting.add(go);
  });
}

const noTurn = (name: CallName) =>
  new StripeCallError({
    fault: "retry",
    call: name,
    permissions: CALLS[name].permissions,
    detail: `Stripe was not asked because ${MAX_AT_ONCE} calls of this process are already waiting for its answer`,
  });
