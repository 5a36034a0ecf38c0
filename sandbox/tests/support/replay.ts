import { expect } from "vitest";
import type { Store } from "../../store/store.ts";

// biome-ignore lint/suspicious/noExplicitAny: a shop that knows only events knows no types
type Known = any;

/** A receiver that knows nothing but the events: of each object, what the last event about it showed. */
export class Listener {
  readonly known = new Map<string, Known>();
  #heard = 0;

  /** Hears what was said since the last time. */
  hear(store: Store): void {
    const events = [...store.events.oldestFirst()].slice(this.#heard);
    this.#heard += events.length;
    for (const { data, created, type } of events) {
      const before = this.known.get(data.object.id);
      // Some changes of refunds are told twice, under two names: the second tells nothing new.
      const isTwin = JSON.stringify(before) === JSON.stringify(data.object);
      if (before && data.previous_attributes && !isTwin) {
        // What the event says it was before is what the listener thought it was.
        for (const [name, value] of Object.entries(data.previous_attributes))
          expect(pick(before[name], value), `${type}: ${name} before`).toEqual(value);
      }
      expect(created).toBeGreaterThan(0);
      this.known.set(data.object.id, data.object);
    }
  }

  of(kind: string): Known[] {
    return [...this.known.values()].filter(({ object }) => object === kind);
  }

  /** Every change had its event: what the events told is what there is. */
  checkAgainst(store: Store): void {
    const tables = [
      store.paymentIntents,
      store.charges,
      store.refunds,
      store.disputes,
      store.reviews,
      store.fraudWarnings,
      store.payouts,
    ];
    for (const table of tables)
      for (const row of table.oldestFirst()) expect(this.known.get(row.id), row.id).toEqual(row);
    for (const session of store.sessions.oldestFirst()) {
      if (session.status === "open") continue;
      // Stripe has no event for a session whose held money was captured.
      const { payment_status: _, ...rest } = session;
      expect(this.known.get(session.id)).toMatchObject(rest);
    }
  }
}

/** Of a hash, only the keys that the event names. */
function pick(value: Known, like: Known): Known {
  const isHash = (thing: Known): boolean =>
    typeof thing === "object" && thing !== null && !Array.isArray(thing);
  if (!isHash(value) || !isHash(like)) return value ?? null;
  return Object.fromEntries(Object.keys(like).map((key) => [key, pick(value[key], like[key])]));
}
