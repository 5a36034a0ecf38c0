import { newId } from "../objects/ids.ts";
import { ACCOUNT_ID, API_VERSION, type EventObject, type StripeObject } from "../objects/stripe-objects.ts";
import type { TaskKind } from "../store/rows.ts";
import type { Store } from "../store/store.ts";

/** Those who listen over a socket and see every event while they are connected. */
export interface Audience {
  /** Announces someone who will open a socket with this id. */
  admit(session: { secret: string }): string;
  /** The ids of those whose socket is open. */
  connected(): string[];
}

/** What a piece of work gets to act with: an API call, a step of the checkout page, or something the clock does. */
export interface Work {
  store: Store;
  /** Whose objects these are. */
  account: string;
  /** Seconds since 1970, on the sandbox's clock. */
  now: number;
  publicOrigin: string;
  listeners: Audience;
  /** Records that something happened; the webhooks go out once the transaction is on disk. */
  emit(type: string, object: StripeObject, previous?: Record<string, unknown>): void;
  /** Asks the clock to do something; a second request for the same target replaces the first. */
  schedule(kind: TaskKind, target: string, at: number): void;
  unschedule(kind: TaskKind, target: string): void;
}

export interface WorkSource {
  store: Store;
  /** Another account than the sandbox's own. */
  account?: string;
  now(): number;
  publicOrigin(): string;
  listeners: Audience;
  /** Queues an event for every endpoint that wants it and every listener. */
  queueEvent(work: Work, event: EventObject): void;
  /** How many events this change makes: one, unless a fault swallows or doubles it. */
  countEvents(type: string): number;
}

export type Cause = { requestId: string | null; idempotencyKey: string | null };
/** No API request: the clock, the checkout page, the operator. */
export const SYSTEM: Cause = { requestId: null, idempotencyKey: null };

export function beginWork(source: WorkSource, cause: Cause): Work {
  const { store, account = ACCOUNT_ID } = source;
  const now = source.now();
  const work: Work = {
    store,
    account,
    now,
    publicOrigin: source.publicOrigin(),
    listeners: source.listeners,
    emit(type, object, previous) {
      for (let left = source.countEvents(type); left > 0; left -= 1) announce(type, object, previous);
    },
    schedule(kind, target, at) {
      store.tasks.put({ id: `${kind}:${target}`, kind, target, at });
    },
    unschedule(kind, target) {
      store.tasks.remove(`${kind}:${target}`);
    },
  };

  const announce: Work["emit"] = (type, object, previous) => {
    const event: EventObject = {
      id: newId("event"),
      object: "event",
      api_version: API_VERSION,
      created: now,
      data: { object, ...(previous ? { previous_attributes: previous } : {}) },
      livemode: false,
      pending_webhooks: 0,
      request: { id: cause.requestId, idempotency_key: cause.idempotencyKey },
      type,
    };
    source.queueEvent(work, store.events.put(event));
  };
  return work;
}
