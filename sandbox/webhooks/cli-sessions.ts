import { newId } from "../objects/ids.ts";
import { API_VERSION } from "../objects/stripe-objects.ts";
import { endpoint, one } from "../protocol/endpoint.ts";
import { list, object, optional, text } from "../protocol/params.ts";
import type { Work } from "../work/work.ts";
import { LISTEN_PATH } from "./listeners.ts";

/** One secret per machine, so that what was written into a configuration stays right. */
function secretOf({ store }: Work, device: string): string {
  const id = `cli_${device}`;
  const known = store.webhookSecrets.get(id);
  return (known ?? store.webhookSecrets.put({ id, secret: newId("webhook_secret") })).secret;
}

/** What `stripe listen` asks for before it opens its socket; Stripe does not document it. */
export const cliSessionEndpoints = [
  endpoint(
    "POST /v1/stripecli/sessions",
    one("stripecli.session"),
    object({
      device_name: text(),
      websocket_features: list(text()),
      filters: optional(text()),
      forward_to_url: optional(text()),
      forward_connect_to_url: optional(text()),
      forward_thin_to_url: optional(text()),
      forward_thin_connect_to_url: optional(text()),
    }),
    (work, given) => {
      const secret = secretOf(work, given.device_name);
      return {
        default_version: API_VERSION,
        display_connect_filter_warning: false,
        latest_version: API_VERSION,
        reconnect_delay: 3600,
        secret,
        websocket_authorized_feature: "webhooks",
        websocket_id: work.listeners.admit({ secret }),
        websocket_url: `${work.publicOrigin.replace(/^http/, "ws")}${LISTEN_PATH}`,
      };
    },
  ),
];
