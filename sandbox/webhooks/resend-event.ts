import type { EventObject } from "../objects.ts";
import { invalidRequest, noSuch } from "../protocol/errors.ts";
import type { Delivery } from "../store/rows.ts";
import type { Work } from "../work.ts";
import { queueDelivery } from "./queue-delivery.ts";

/**
 * Sends an event once more: to one endpoint, or to all that want it. What is still being tried is tried at once; what
 * is over gets one more try. Throws Stripe's refusal for an endpoint that is not there or is switched off.
 */
export function resendEvent(work: Work, event: EventObject, endpoint: string | undefined): Delivery[] {
  const targets = endpoint === undefined ? whoWants(work, event.type) : [checkTarget(work, endpoint)];
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

function whoWants({ store }: Work, type: string): string[] {
  const isWanted = (types: string[]) => types.includes("*") || types.includes(type);
  const endpoints = store.webhookEndpoints.all();
  return endpoints
    .filter((one) => one.status === "enabled" && isWanted(one.enabled_events))
    .map(({ id }) => id);
}

function checkTarget({ store }: Work, id: string): string {
  const endpoint = store.webhookEndpoints.get(id);
  if (!endpoint) throw noSuch("webhook endpoint", id, "webhook_endpoint");
  if (endpoint.status === "enabled") return id;
  throw invalidRequest(`The webhook endpoint ${id} is disabled.`, "webhook_endpoint");
}
