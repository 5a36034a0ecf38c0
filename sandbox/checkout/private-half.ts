import type { CheckoutSession } from "../objects.ts";
import type { SessionPrivate } from "../store/rows.ts";
import type { Work } from "../work.ts";

/** What a session keeps to itself; made with it, so that its absence is a fault of ours. */
export function privateOf(work: Pick<Work, "store">, session: CheckoutSession): SessionPrivate {
  const half = work.store.sessionPrivates.get(session.id);
  if (!half) throw new Error(`${session.id} has lost its private half`);
  return half;
}
