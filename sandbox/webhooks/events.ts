import type { EventObject } from "../objects/stripe-objects.ts";
import { endpoint, many, one } from "../protocol/endpoint.ts";
import { invalidRequest, noSuch } from "../protocol/errors.ts";
import { pageOf, paging } from "../protocol/list.ts";
import { boolean, list, object, optional, range, text } from "../protocol/params.ts";
import type { Store } from "../store/store.ts";
import type { PageOptions } from "../store/table.ts";
import { queueDelivery } from "./queue-delivery.ts";
import { resendEvent } from "./resend-event.ts";

/** The event with the number of endpoints that have not taken it yet. */
export function showEvent(store: Store, event: EventObject): EventObject {
  const waiting = store.deliveries.all("event", event.id).filter((delivery) => delivery.state === "pending");
  return { ...event, pending_webhooks: waiting.length };
}

/** The index that leaves out most: single types, else whether all endpoints took it. */
function indexFor(
  { events }: Store,
  types: string[] | undefined,
  isDelivered: boolean | undefined,
): PageOptions["where"] {
  if (types) {
    const isWanted = matcher(types);
    return ["type", events.valuesOf("type").filter(isWanted)];
  }
  return isDelivered === undefined ? undefined : ["delivered", String(isDelivered)];
}

/** "charge.*" is how Stripe lets one ask for a family of types. */
function matcher(types: string[]): (type: string) => boolean {
  const exact = new Set(types.filter((type) => !type.endsWith("*")));
  const families = types.filter((type) => type.endsWith("*")).map((type) => type.slice(0, -1));
  return (type) => exact.has(type) || families.some((family) => type.startsWith(family));
}

const listEvents = endpoint(
  "GET /v1/events",
  many("event"),
  object({
    ...paging,
    created: optional(range()),
    type: optional(text()),
    types: optional(list(text(), 20)),
    delivery_success: optional(boolean()),
  }),
  ({ store }, given) => {
    const { created = {}, type, types, delivery_success } = given;
    if (type !== undefined && types !== undefined) {
      throw invalidRequest("You may only specify one of these parameters: type, types.");
    }
    const wanted = types ?? (type === undefined ? undefined : [type]);
    const page = pageOf(store.events, {
      ...given,
      url: "/v1/events",
      created,
      where: indexFor(store, wanted, delivery_success),
      // Through the types' index, whether it was delivered is still to be asked.
      keep: (event) => delivery_success === undefined || delivery_success === isDelivered(store, event.id),
    });
    return { ...page, data: page.data.map((event) => showEvent(store, event)) };
  },
);

const retryParams = object({
  webhook_endpoint: optional(text()),
  for_stripecli: optional(boolean()),
  account: optional(text()),
});

const isDelivered = (store: Store, event: string): boolean =>
  store.deliveries.all("event", event).every((delivery) => delivery.state === "delivered");

export const eventEndpoints = [
  listEvents,
  endpoint("GET /v1/events/:id", one("event"), object({}), ({ store }, _, id) => {
    const event = store.events.get(id);
    if (!event) throw noSuch("event", id);
    return showEvent(store, event);
  }),
  // What `stripe events resend` calls; Stripe does not document it.
  endpoint("POST /v1/events/:id/retry", one("event"), retryParams, (work, given, id) => {
    const event = work.store.events.get(id);
    if (!event) throw noSuch("event", id);
    if (given.for_stripecli)
      for (const listener of work.listeners.connected()) queueDelivery(work, id, listener);
    else resendEvent(work, event, given.webhook_endpoint);
    return showEvent(work.store, event);
  }),
];
