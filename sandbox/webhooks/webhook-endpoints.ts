import { newId } from "../objects/ids.ts";
import type { WebhookEndpoint } from "../objects/stripe-objects.ts";
import { endpoint, one } from "../protocol/endpoint.ts";
import { invalidRequest, noSuch, refused } from "../protocol/errors.ts";
import { listEndpoint } from "../protocol/list.ts";
import { mergeMetadata, metadata } from "../protocol/metadata.ts";
import { boolean, list, object, optional, type Param, text, unsettable, url } from "../protocol/params.ts";
import { isReleased } from "../versions/api-versions.ts";
import type { Work } from "../work/work.ts";

/** Families like "charge.*" are for lists of events only. */
export const isEventType = (name: string): boolean =>
  name === "*" || /^[a-z0-9_]+(\.[a-z0-9_]+)+$/.test(name);

/** "*" or names like "checkout.session.completed". A typing error would otherwise only show as silence. */
const eventType = (): Param<string> => ({
  read(value, path) {
    const name = text(100).read(value, path);
    if (isEventType(name)) return name;
    throw invalidRequest(`Invalid ${path}: '${name}' is not the name of an event`, path);
  },
});

/** Stripe's own versions, those too that the sandbox does not answer: such an endpoint gets the oldest that it does. */
const apiVersion = (): Param<string> => ({
  read(value, path) {
    const name = text(40).read(value, path);
    if (isReleased(name)) return name;
    throw invalidRequest(`Invalid Stripe API version: ${name}`, path);
  },
});

const WRITABLE = {
  description: unsettable(text()),
  metadata: optional(metadata()),
  url: url(),
  enabled_events: list(eventType(), 500),
};
const NOT_YET = ["connect"];
/** docs.stripe.com/webhooks: as many for one account. */
const MAX_ENDPOINTS = 16;

export function createWebhookEndpoint(
  work: Work,
  given: {
    url: string;
    enabled_events: string[];
    description?: string | null | undefined;
    metadata?: Record<string, string>;
    api_version?: string | null;
  },
): { endpoint: WebhookEndpoint; secret: string } {
  if (given.enabled_events.length === 0) {
    throw invalidRequest("Missing required param: enabled_events.", "enabled_events", "parameter_missing");
  }
  const created = work.store.webhookEndpoints.put({
    id: newId("webhook_endpoint"),
    object: "webhook_endpoint",
    api_version: given.api_version ?? null,
    application: null,
    created: work.now,
    description: given.description ?? null,
    enabled_events: given.enabled_events,
    livemode: false,
    metadata: given.metadata ?? {},
    status: "enabled",
    url: given.url,
  });
  const { secret } = work.store.webhookSecrets.put({ id: created.id, secret: newId("webhook_secret") });
  return { endpoint: created, secret };
}

function find(work: Work, id: string): WebhookEndpoint {
  const found = work.store.webhookEndpoints.get(id);
  if (!found) throw noSuch("webhook endpoint", id, "webhook_endpoint");
  return found;
}

export const webhookEndpointEndpoints = [
  endpoint(
    "POST /v1/webhook_endpoints",
    one("webhook_endpoint"),
    object({ ...WRITABLE, api_version: optional(apiVersion()) }, NOT_YET),
    (work, given) => {
      if (work.store.webhookEndpoints.size >= MAX_ENDPOINTS)
        throw refused(`You have reached the maximum of ${MAX_ENDPOINTS} test webhook endpoints.`);
      const meta = mergeMetadata({}, given.metadata);
      const { endpoint: created, secret } = createWebhookEndpoint(work, {
        ...given,
        metadata: meta,
        api_version: given.api_version ?? null,
      });
      // The only time Stripe shows it.
      return { ...created, secret };
    },
  ),
  endpoint("GET /v1/webhook_endpoints/:id", one("webhook_endpoint"), object({}), (work, _, id) =>
    find(work, id),
  ),
  endpoint(
    "POST /v1/webhook_endpoints/:id",
    one("webhook_endpoint"),
    object({
      description: WRITABLE.description,
      metadata: WRITABLE.metadata,
      url: optional(url()),
      enabled_events: optional(WRITABLE.enabled_events),
      disabled: optional(boolean()),
    }),
    (work, given, id) => {
      const before = find(work, id);
      return work.store.webhookEndpoints.put({
        ...before,
        description: given.description === undefined ? before.description : given.description,
        enabled_events: given.enabled_events ?? before.enabled_events,
        metadata: mergeMetadata(before.metadata, given.metadata),
        status: given.disabled === undefined ? before.status : given.disabled ? "disabled" : "enabled",
        url: given.url ?? before.url,
      });
    },
  ),
  endpoint("DELETE /v1/webhook_endpoints/:id", one("webhook_endpoint"), object({}), (work, _, id) => {
    work.store.webhookEndpoints.remove(find(work, id).id);
    work.store.webhookSecrets.remove(id);
    return { id, object: "webhook_endpoint", deleted: true };
  }),
  listEndpoint("GET /v1/webhook_endpoints", "webhook_endpoint", (store) => store.webhookEndpoints, {
    filters: {},
  }),
];
