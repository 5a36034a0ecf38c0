import "server-only";
import { CALLS, type CallName } from "../calls";
import { StripeCallError } from "../stripe-call-error";

// When Stripe is slow, each call that waits for it holds memory and a shopper: few may.
const MAX_AT_ONCE = 20;
const MAX_WAITING = 200;
const MAX_WAIT_MS = 3_000;

let underWay = 0;
const waiting = new Set<() => void>();

/**
 * Makes a call when fewer than twenty of this process are under way. A burst waits its turn for three seconds;
 * who has none by then is told that Stripe is not to be had, instead of waiting behind others for minutes.
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

/** The turn of a call that ended goes to the one that has waited longest, without being given up between. */
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
    detail: `Stripe was not asked: ${MAX_AT_ONCE} calls of this process wait for its answer already`,
  });
