import "server-only";
import Stripe from "stripe";
import { env } from "../platform/env";
import { redact } from "../platform/log";
import { API_VERSION } from "./api-version";
import {
  CALLS,
  type CallName,
  type CallParams,
  type CallResult,
  type ChangingCall,
  type Role,
} from "./calls";
import { keyVariable } from "./keys/manifest";
import { readKeyText, readPermissionText } from "./keys/permission-text";
import { throughBreaker } from "./resilience/breaker";
import { acquireCall, disableCall, enableCall } from "./resilience/disabled-calls";
import { withinLimit } from "./resilience/limit-calls";
import { isReplayed, isSilence, retryCall } from "./resilience/retry-call";
import { StripeCallError, type StripeFault } from "./stripe-call-error";

const clients = new Map<Role, Stripe>();

type Options<Name extends CallName> = Name extends ChangingCall ? [{ idempotencyKey: string }] : [];

/**
 * Makes a declared call with its role's key. A call that changes something needs an idempotency key made from a row
 * of ours, so that a retry can never do it twice. A call whose key lacks a permission is disabled: it then reaches
 * Stripe at most once in 30 seconds, as a probe, until the key has the permission. While Stripe is slow or does not
 * answer, few calls wait and the others fail at once.
 * @throws StripeCallError
 */
export async function callStripe<Name extends CallName>(
  name: Name,
  params: CallParams<Name>,
  ...[options]: Options<Name>
): Promise<CallResult<Name>> {
  const { isProbe } = await acquireCall(name);
  try {
    const result = await send(name, params, options ?? {});
    if (isProbe) await enableCall(name);
    return result;
  } catch (error) {
    const failure = translate(name, error);
    if (failure.isKeyError) await disableCall(failure);
    // Stripe checks the key first: the key was accepted, only the request was not.
    else if (isProbe && failure.fault === "refused") await enableCall(name);
    throw failure;
  }
}

function send<Name extends CallName>(
  name: Name,
  params: CallParams<Name>,
  options: object,
): Promise<CallResult<Name>> {
  const { role, run } = CALLS[name];
  const typedRun = run as (
    stripe: Stripe,
    params: CallParams<Name>,
    options: object,
  ) => Promise<CallResult<Name>>;
  const once = () => typedRun(clientFor(role), params, options);
  return withinLimit(name, () => throughBreaker(name, () => retryCall(once), isSilence));
}

/** The client with a role's key: for `callStripe` and for probes. */
export function clientFor(role: Role): Stripe {
  const known = clients.get(role);
  if (known) return known;
  const { STRIPE_SANDBOX_URL, STRIPE_TIMEOUT_MS } = env();
  const made = new Stripe(env()[keyVariable(role)], {
    apiVersion: API_VERSION,
    timeout: STRIPE_TIMEOUT_MS,
    maxNetworkRetries: 0,
    httpClient: httpClient(),
    telemetry: false,
    ...(STRIPE_SANDBOX_URL ? addressOf(STRIPE_SANDBOX_URL) : {}),
  });
  clients.set(role, made);
  return made;
}

/**
 * Only retry-call.ts retries. The SDK would also retry closed connections, which it knows by their error codes; the
 * request may have been carried out, and the tries of both would multiply.
 */
function httpClient(): Stripe.HttpClient {
  const plain = Stripe.createNodeHttpClient();
  return {
    getClientName: () => plain.getClientName(),
    makeRequest: (...request) =>
      plain.makeRequest(...request).catch((error: Error & { code?: string }) => {
        const isClosed = error.code === "ECONNRESET" || error.code === "EPIPE";
        throw isClosed ? new Error(`the connection was closed (${error.code})`, { cause: error }) : error;
      }),
  };
}

function addressOf(sandboxUrl: string) {
  const { hostname, port } = new URL(sandboxUrl);
  return { host: hostname, port: Number(port), protocol: "http" as const };
}

/** Stripe's messages about a key are not kept: they quote whatever was pasted in its place. */
export function translate(call: CallName, error: unknown): StripeCallError {
  if (error instanceof StripeCallError) return error;
  const permissions = CALLS[call].permissions;
  if (!(error instanceof Stripe.errors.StripeError))
    return new StripeCallError({ fault: "retry", call, permissions, detail: redact(String(error)) });
  const { code = null, requestId = null, message } = error;
  const isAboutKey = error.statusCode === 401 || error.statusCode === 403;
  const keyFault = isAboutKey ? readKeyText(message, code) : null;
  const fault = keyFault !== null ? "key" : faultOf(error);
  const common = { fault, call, code, requestId, isKeyConsumed: isKeyConsumed(error) };
  if (fault === "key")
    return new StripeCallError({
      ...common,
      permissions,
      keyFault: keyFault ?? "unknown",
      detail: `Stripe does not accept the key (${keyFault ?? "unknown"})`,
    });
  if (fault !== "permission") return new StripeCallError({ ...common, permissions, detail: redact(message) });
  const hint = readPermissionText(message);
  // The declaration decides; Stripe's slug only tells which of several permissions is missing.
  const named = permissions.filter((permission) => hint.permissions.includes(permission));
  return new StripeCallError({
    ...common,
    permissions: named.length > 0 ? named : permissions,
    editLink: hint.editLink,
    detail: redact(message),
  });
}

/** The idempotency key belongs to another request, or to a fault of Stripe's that it would repeat. */
function isKeyConsumed(error: Stripe.errors.StripeError): boolean {
  return error instanceof Stripe.errors.StripeIdempotencyError || (isReplayed(error) && isSilence(error));
}

function faultOf({ statusCode }: Stripe.errors.StripeError): StripeFault {
  if (statusCode === 401) return "key";
  if (statusCode === 403) return "permission";
  if (statusCode === undefined || statusCode === 409 || statusCode === 429 || statusCode >= 500)
    return "retry";
  return "refused";
}
