import type { FaultOf } from "../faults/fault-kinds.ts";
import { API_VERSION } from "../objects/stripe-objects.ts";
import { StripeError } from "../protocol/errors.ts";
import { downgradeError } from "../versions/map-versions.ts";
import type { ApiAnswer, ApiParts, Call } from "./call.ts";
import { inProgress } from "./idempotency.ts";

type StatusFault = FaultOf<"status">;

export function baseHeaders(call: Call): Record<string, string> {
  return {
    "content-type": "application/json",
    "cache-control": "no-cache, no-store",
    "request-id": call.requestId,
    "stripe-version": call.version ?? API_VERSION,
    ...(call.idempotencyKey === null
      ? {}
      : { "idempotency-key": call.idempotencyKey, "original-request": call.requestId }),
  };
}

/** An error as its body; one that is not Stripe's is a fault of the sandbox, and is printed. */
export function errorAnswer(parts: ApiParts, call: Call, error: unknown): ApiAnswer {
  const said = downgradeError(error, call.version);
  const known =
    said instanceof StripeError
      ? said
      : new StripeError(500, "The sandbox failed. Its console shows the reason.", { type: "api_error" });
  if (!(error instanceof StripeError))
    console.error(`The sandbox failed in ${call.request.method} ${call.request.path}:`, error);
  const body = known.toBody(`${parts.publicOrigin()}/?request=${call.requestId}`);
  return { status: known.status, headers: baseHeaders(call), body: JSON.stringify(body, null, 2) };
}

const LOCKED =
  "This object cannot be accessed right now because another API request or Stripe process is currently accessing it. If you see this error intermittently, retry the request. If you see this error frequently and are making multiple concurrent requests to a single object, make your requests serially or at a lower rate.";

/** What Stripe says with such a status; its only 409 is about idempotency keys. */
function faultError(call: Call, { status, code }: StatusFault): StripeError {
  if (status === 409 && code === undefined) return inProgress(call.idempotencyKey ?? "none");
  if (status === 429 && code === "lock_timeout") return new StripeError(429, LOCKED, { code });
  if (status === 429)
    return new StripeError(429, "Request rate limit exceeded.", { code: code ?? "rate_limit" });
  const type = status >= 500 ? "api_error" : "invalid_request_error";
  return new StripeError(status, "An unknown error occurred", { type, code });
}

/** The answer that an injected fault gives in place of the real one. */
export function faultAnswer(parts: ApiParts, call: Call, fault: StatusFault): ApiAnswer {
  const answer = errorAnswer(parts, call, faultError(call, fault));
  const headers = { ...answer.headers };
  if (fault.retry_after !== undefined) headers["retry-after"] = String(fault.retry_after);
  if (fault.should_retry !== undefined) headers["stripe-should-retry"] = String(fault.should_retry);
  return { ...answer, headers };
}
