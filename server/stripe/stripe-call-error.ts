import "server-only";
import type { UnknownValue } from "@/domain/orders/payment-facts";
import type { KeyFault, KeyProblem } from "@/domain/stripe-keys/key-problem";
import { keyProblemMessage } from "@/messages/key-problem";
import { translator } from "@/messages/messages";
import { env } from "../platform/env";
import { CALLS, type CallName, type Permission, type Role } from "./calls";
import { keyVariable } from "./keys/manifest";
import { dashboardRow } from "./keys/permission";

/**
 * What a failed call means for us.
 * `retry`: rate limit, connection, Stripe's own fault; the same call may work later.
 * `permission` and `key`: the configuration is at fault; the merchant must act, retrying does not help.
 * `refused`: Stripe refuses this request; final.
 * `unknown`: Stripe answered with a value that this version does not know; nothing is guessed.
 */
export type StripeFault = "retry" | "permission" | "key" | "refused" | "unknown";

export type StripeFailure = {
  fault: StripeFault;
  call: CallName;
  /** With `permission`: what the key lacks, as far as Stripe said. Otherwise what the call needs. */
  permissions: readonly Permission[];
  /** With `key`: why Stripe does not accept it. */
  keyFault?: KeyFault | null;
  /** Where the key's permissions can be changed; null when Stripe did not say. */
  editLink?: string | null;
  /** Stripe's machine-readable code, such as `resource_missing`; null when it sent none. */
  code?: string | null;
  requestId?: string | null;
  /** No request under the same idempotency key can succeed: a new one is needed. */
  isKeyConsumed?: boolean;
  /** With `unknown`. */
  unknownValue?: UnknownValue;
  detail: string;
};

/** The one error that `callStripe` throws. Its message is for the log, never for shoppers. */
export class StripeCallError extends Error {
  readonly fault: StripeFault;
  readonly call: CallName;
  readonly role: Role;
  readonly permissions: readonly Permission[];
  readonly keyFault: KeyFault | null;
  readonly editLink: string | null;
  readonly code: string | null;
  readonly requestId: string | null;
  readonly isKeyConsumed: boolean;
  readonly unknownValue: UnknownValue | null;

  constructor(failure: StripeFailure) {
    const { fault, call, permissions, code = null, detail } = failure;
    super(`Stripe call ${call} failed (${fault}${code ? `, ${code}` : ""}): ${detail}`);
    this.name = "StripeCallError";
    this.fault = fault;
    this.call = call;
    this.role = CALLS[call].role;
    this.permissions = permissions;
    this.keyFault = failure.keyFault ?? null;
    this.editLink = failure.editLink ?? null;
    this.code = code;
    this.requestId = failure.requestId ?? null;
    this.isKeyConsumed = failure.isKeyConsumed ?? false;
    this.unknownValue = failure.unknownValue ?? null;
  }

  /** The key is at fault. This was logged when the call was disabled: do not log it again. */
  get isKeyError(): boolean {
    return this.fault === "permission" || this.fault === "key";
  }

  /** For `describeKeyError`: a key that Stripe does not accept affects every call of its role. */
  get problem(): KeyError {
    const { role, keyFault, permissions } = this;
    return { role, keyFault, permissions, call: this.fault === "key" ? null : this.call };
  }
}

/** Whether an error is a StripeCallError with the key at fault. */
export const isKeyError = (error: unknown): error is StripeCallError =>
  error instanceof StripeCallError && error.isKeyError;

export type KeyError = {
  role: Role;
  /** null: the key itself is not accepted, so that no call of its role works. */
  call: CallName | null;
  permissions: readonly Permission[];
  keyFault: KeyFault | null;
};

/** The facts of a sentence about a key. */
export function keyProblemOf({ role, call, permissions, keyFault }: KeyError): KeyProblem {
  const variable = env().keyVariables[role];
  return {
    role,
    variable,
    isShared: variable !== keyVariable(role),
    operation: call && CALLS[call].operation,
    rows: permissions.map((slug) => `${dashboardRow(slug)} (${slug})`),
    keyFault,
  };
}

/** For operators: what is wrong with a key and how to repair it; in English for logs and commands. */
export const describeKeyError = (error: KeyError, locale = "en-GB"): string =>
  keyProblemMessage(translator(locale), keyProblemOf(error));
