import type { EventObject } from "../objects/stripe-objects.ts";
import { invalidRequest, noSuch } from "../protocol/errors.ts";
import type { Delivery } from "../store/rows.ts";
import type { Work } from "../work/work.ts";
import { endpointsFor, queueDelivery } from "./queue-delivery.ts";

/**
 * Sends an event again: to one endpoint, or to all that want it. A pending delivery is tried immediately; a finished
 * one gets one more try. Throws Stripe's refusal for an endpoint that is not there or is switched off.
 */
export function resendEvent(work: Work, event: EventObject, endpoint: string | undefined): Delivery[] {
  const targets =
    endpoint === undefined ? endpointsFor(work.store, event.type) : [checkTarget(work, endpoint)];
  const known = work.store.deliveries.all("event", event.id);
  return targets.map((target) => {
    const before = known.find((delivery) => delivery.endpoint === target);
    if (!before) return queueDelivery(work, event.id, target);
    const isResend = before.state !== "pending";
    const again = work.store.deliveries.put({ ...before, state: "pending", hasMetFaults: false, isResend });
    work.schedule("deliver", again.id, work.now);
    return again;
  });
}

function checkTarget({ store }: Work, id: string): string {
  const endpoint = store.webhookEndpoints.get(id);
  if (!endpoint) throw noSuch("webhook endpoint", id, "webhook_endpoint");
  if (endpoint.status === "enabled") return id;
  throw invalidRequest(`The webhook endpoint ${id} is disabled.`, "webhook_endpoint");
}
