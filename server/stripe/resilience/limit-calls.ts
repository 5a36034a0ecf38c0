import "server-only";
import { AsyncLocalStorage } from "node:async_hooks";
import { CALLS, type CallName } from "../calls";
import { StripeCallError } from "../stripe-call-error";

// Every waiting call holds memory and blocks a shopper, so limit how many wait, for each lane by itself.
const MAX_AT_ONCE = 20;
const MAX_WAITING = 200;
const MAX_WAIT_MS = 3_000;

/**
 * For whom a call is made. `visitor`: only because an address was opened, which anyone can do without end; `checkout`:
 * to open a payment page; `worker`: for events, sweeps and admins.
 */
type Lane = "visitor" | "checkout" | "worker";

/** Places that no other lane takes. */
const KEPT: Record<Lane, number> = { visitor: 0, checkout: 5, worker: 5 };

const underWay: Record<Lane, number> = { visitor: 0, checkout: 0, worker: 0 };
const waiting: Record<Lane, Set<() => void>> = { visitor: new Set(), checkout: new Set(), worker: new Set() };
const LANES = Object.keys(KEPT) as Lane[];

const visitors = new AsyncLocalStorage<true>();

/** The calls of `work` are made only because a visitor opened an address. */
export const forVisitor = <T>(work: () => Promise<T>): Promise<T> => visitors.run(true, work);

/**
 * Makes a call when fewer than twenty calls of this process are under way. Others wait for up to three seconds and
 * then fail, instead of waiting in a queue for minutes. Five places are kept for opening payment pages and five for
 * the worker, whatever visitors do.
 * @throws StripeCallError when there was no turn, and whatever the call throws
 */
export async function withinLimit<T>(name: CallName, call: () => Promise<T>): Promise<T> {
  const lane = visitors.getStore() ? "visitor" : CALLS[name].role === "checkout" ? "checkout" : "worker";
  if (hasPlace(lane)) underWay[lane] += 1;
  else await takeTurn(lane, name);
  try {
    return await call();
  } finally {
    underWay[lane] -= 1;
    passOn();
  }
}

function hasPlace(lane: Lane): boolean {
  const taken = LANES.reduce(
    (sum, other) => sum + (other === lane ? underWay[other] : Math.max(underWay[other], KEPT[other])),
    0,
  );
  return taken < MAX_AT_ONCE;
}

/** Gives the place of a call that ended to the one that has waited longest; visitors come last. */
function passOn(): void {
  const lane = LANES.toReversed().find((one) => waiting[one].size > 0 && hasPlace(one));
  const [next] = lane ? waiting[lane] : [];
  next?.();
}

function takeTurn(lane: Lane, name: CallName): Promise<void> {
  const others = waiting[lane];
  if (others.size >= MAX_WAITING) return Promise.reject(noTurn(name));
  return new Promise((done, fail) => {
    const go = () => {
      clearTimeout(timer);
      others.delete(go);
      underWay[lane] += 1;
      done();
    };
    const timer = setTimeout(() => {
      others.delete(go);
      fail(noTurn(name));
    }, MAX_WAIT_MS);
    others.add(go);
  });
}

const noTurn = (name: CallName) =>
  new StripeCallError({
    fault: "retry",
    call: name,
    permissions: CALLS[name].permissions,
    detail: `Stripe was not asked because ${MAX_AT_ONCE} calls of this process are already waiting for its answer`,
  });
