import "server-only";
import { randomUUID } from "node:crypto";
import Stripe from "stripe";
import { redact } from "../../platform/log";
import { API_VERSION } from "../api-version";
import { SETUP_CALLS } from "../calls";

const TIMEOUT_MS = 15_000;

export type WebhookEndpoint = {
  id: string;
  url: string;
  eventTypes: string[];
  /** Null: the account's default version, which changes when the account is upgraded. */
  apiVersion: string | null;
  isEnabled: boolean;
};

/** `key`: Stripe does not accept it; `permission`: it lacks one; `refused`: Stripe refuses the request; `retry`: no answer. */
export class SetupCallError extends Error {
  constructor(
    readonly fault: "key" | "permission" | "refused" | "retry",
    detail: string,
  ) {
    super(detail);
    this.name = "SetupCallError";
  }
}

/**
 * The webhook endpoints of an account, with a key that only the running command holds. The running shop imports none
 * of this.
 * @param baseUrl where Stripe is, for the sandbox
 */
export function openSetup(key: string, { baseUrl }: { baseUrl?: string | undefined } = {}) {
  const stripe = new Stripe(key, {
    apiVersion: API_VERSION,
    timeout: TIMEOUT_MS,
    maxNetworkRetries: 2,
    telemetry: false,
    ...(baseUrl ? addressOf(baseUrl) : {}),
  });
  return {
    list: () =>
      attempt(async () => (await SETUP_CALLS.listWebhookEndpoints.run(stripe, {}, {})).map(endpointOf)),
    /** @returns the endpoint and its signing secret, which Stripe shows only this once */
    create: (url: string, eventTypes: readonly string[]) =>
      attempt(async () => {
        const params: Stripe.WebhookEndpointCreateParams = {
          url,
          enabled_events: [...eventTypes] as Stripe.WebhookEndpointCreateParams.EnabledEvent[],
          api_version: API_VERSION,
          description: "Latchkey",
        };
        const made = await SETUP_CALLS.createWebhookEndpoint.run(stripe, params, {
          idempotencyKey: randomUUID(),
        });
        return { endpoint: endpointOf(made), secret: made.secret ?? "" };
      }),
    repair: (id: string, eventTypes: readonly string[]) =>
      attempt(async () => {
        const params = {
          id,
          enabled_events: [...eventTypes] as Stripe.WebhookEndpointUpdateParams.EnabledEvent[],
          disabled: false,
        };
        await SETUP_CALLS.updateWebhookEndpoint.run(stripe, params, { idempotencyKey: randomUUID() });
      }),
    disable: (id: string) =>
      attempt(async () => {
        await SETUP_CALLS.updateWebhookEndpoint.run(
          stripe,
          { id, disabled: true },
          { idempotencyKey: randomUUID() },
        );
      }),
  };
}

function endpointOf(endpoint: Stripe.WebhookEndpoint): WebhookEndpoint {
  const { id, url, enabled_events, api_version, status } = endpoint;
  return { id, url, eventTypes: enabled_events, apiVersion: api_version, isEnabled: status === "enabled" };
}

function addressOf(baseUrl: string) {
  const { hostname, port, protocol } = new URL(baseUrl);
  const isHttp = protocol === "http:";
  return {
    host: hostname,
    port: Number(port || (isHttp ? 80 : 443)),
    protocol: isHttp ? ("http" as const) : ("https" as const),
  };
}

async function attempt<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Stripe.errors.StripeError)) throw error;
    throw new SetupCallError(faultOf(error.statusCode), redact(error.message));
  }
}

function faultOf(status: number | undefined): SetupCallError["fault"] {
  if (status === 401) return "key";
  if (status === 403) return "permission";
  return status === undefined || status === 409 || status === 429 || status >= 500 ? "retry" : "refused";
}

/**
 * An event that changes nothing, signed as Stripe signs: the shop stores and ignores it. It proves that an address
 * leads to the shop and that the shop knows the secret.
 */
export function signTestEvent(
  secret: string,
  livemode: boolean,
): { id: string; body: string; signature: string } {
  const id = `evt_latchkey_${randomUUID().replaceAll("-", "")}`;
  const created = Math.floor(Date.now() / 1_000);
  const body = JSON.stringify({
    id,
    object: "event",
    api_version: API_VERSION,
    created,
    livemode,
    type: "latchkey.setup_test",
    data: { object: { id: "latchkey", object: "latchkey.setup_test" } },
  });
  const signature = Stripe.webhooks.generateTestHeaderString({ payload: body, secret, timestamp: created });
  return { id, body, signature };
}
