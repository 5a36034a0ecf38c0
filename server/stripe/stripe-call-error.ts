import "server-only";
import type { CallName, Permission } from "./calls";

/**
 * What a failed call means for us.
 * `retry`: rate limit, connection, Stripe's own fault; the same call may work later.
 * `permission` and `key`: the configuration is at fault; a person must act, no retry helps.
 * `refused`: Stripe says no to this request; final.
 */
export type StripeFault = "retry" | "permission" | "key" | "refused";

/** The one error that `callStripe` throws. Its message is for the log, never for shoppers. */
export class StripeCallError extends Error {
  constructor(
    readonly fault: StripeFault,
    readonly call: CallName,
    readonly permissions: readonly Permission[],
    /** Stripe's machine-readable code, such as `resource_missing`; null when it sent none. */
    readonly code: string | null,
    readonly requestId: string | null,
    detail: string,
  ) {
    super(`Stripe call ${call} failed (${fault}${code ? `, ${code}` : ""}): ${detail}`);
    this.name = "StripeCallError";
  }
}
