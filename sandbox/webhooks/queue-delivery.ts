import { newId } from "../objects/ids.ts";
import type { EventObject } from "../objects/stripe-objects.ts";
import type { Delivery } from "../store/rows.ts";
import type { Store } from "../store/store.ts";
import type { Work } from "../work/work.ts";

/** Queues an event for an endpoint or a listener; it is sent as soon as this work is on disk. */
export function queueDelivery(work: Work, event: string, endpoint: string): Delivery {
  const delivery = work.store.deliveries.put({
    id: newId("delivery"),
    event,
    endpoint,
    created: work.now,
    state: "pending",
    attempts: [],
  });
  work.schedule("deliver", delivery.id, work.now);
  return delivery;
}

/** Queues an event for every enabled endpoint that wants it, and for every connected listener. */
export function queueEvent(work: Work, { id, type }: EventObject): void {
  for (const endpoint of endpointsFor(work.store, type)) queueDelivery(work, id, endpoint);
  for (const listener of work.listeners.connected()) queueDelivery(work, id, listener);
}

/** The ids of the enabled endpoints that want events of this type. */
export const endpointsFor = (store: Store, type: string): string[] =>
  store.webhookEndpoints
    .all()
    .filter(
      ({ status, enabled_events: wanted }) =>
        status === "enabled" && (wanted.includes("*") || wanted.includes(type)),
    )
    .map(({ id }) => id);
