import { API_VERSION } from "../objects.ts";
import type { ApiAnswer, ApiParts, Call } from "./call.ts";
import { StripeError } from "./errors.ts";
import { inProgress } from "./idempotency.ts";

export function baseHeaders(call: Call): Record<string, string> {
  return {
    "content-type": "application/json",
    "cache-control": "no-cache, no-store",
    "request-id": call.requestId,
    "stripe-version": API_VERSION,
    ...(call.idempotencyKey === null
      ? {}
      : { "idempotency-key": call.idempotencyKey, "original-request": call.requestId }),
  };
}

/** An error as its body; one that is not Stripe's is a fault of the sandbox, and is printed. */
export function errorAnswer(parts: ApiParts, call: Call, error: unknown): ApiAnswer {
  const known =
    error instanceof StripeError
      ? error
      : new StripeError(500, "The sandbox failed. Its console says why.", { type: "api_error" });
  if (!(error instanceof StripeError))
    console.error(`The sandbox failed in ${call.request.method} ${call.request.path}:`, error);
  const body = known.toBody(`${parts.publicOrigin()}/?request=${call.requestId}`);
  return { status: known.status, headers: baseHeaders(call), body: JSON.stringify(body, null, 2) };
}

/** What Stripe says with such a status; its only 409 is about idempotency keys. */
function faultError(call: Call, status: number): StripeError {
  if (status === 409) return inProgress(call.idempotencyKey ?? "none");
  if (status === 429) return new StripeError(429, "Request rate limit exceeded.", { code: "rate_limit" });
  const type = status >= 500 ? "api_error" : "invalid_request_error";
  return new StripeError(status, "An unknown error occurred", { type });
}

/** The answer that an injected fault gives in place of the real one. */
export function faultAnswer(
  parts: ApiParts,
  call: Call,
  fault: { status: number; retry_after?: number | undefined },
): ApiAnswer {
  const error = faultError(call, fault.status);
  const answer = errorAnswer(parts, call, error);
  const retryAfter: Record<string, string> =
    fault.retry_after === undefined ? {} : { "retry-after": String(fault.retry_after) };
  return { ...answer, headers: { ...answer.headers, ...retryAfter } };
}
