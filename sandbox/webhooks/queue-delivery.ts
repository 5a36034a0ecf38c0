import { newId } from "../ids.ts";
import type { Delivery } from "../store/rows.ts";
import type { Work } from "../work.ts";

/** Asks for an event to be brought to an endpoint, or to someone who listens, as soon as this work is on disk. */
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
