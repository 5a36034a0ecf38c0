import { StripeError } from "../protocol/errors.ts";
import type { FormObject } from "../protocol/form.ts";
import type { IdempotentAnswer } from "../store/rows.ts";
import type { Store } from "../store/store.ts";

/** Stripe keeps answers for at least a day. */
const KEPT_SECONDS = 24 * 60 * 60;
const MAX_LENGTH = 255;

/** The stored answer for this key, if its request was the same; a different request is refused. */
export function findAnswer(
  store: Store,
  key: string,
  path: string,
  params: FormObject,
  now: number,
): IdempotentAnswer | null {
  if (key.length > MAX_LENGTH) {
    throw new StripeError(400, `Idempotency-Key is too long: at most ${MAX_LENGTH} characters are allowed.`);
  }
  const stored = store.idempotentAnswers.get(key);
  if (!stored || stored.created + KEPT_SECONDS <= now) return null;
  const advice = `Try using a key other than '${key}' if you meant to execute a different request.`;
  const mismatch = (message: string) =>
    new StripeError(400, `${message} ${advice}`, { type: "idempotency_error" });
  if (stored.path !== path) {
    throw mismatch(
      `Keys for idempotent requests can only be used for the same endpoint they were first used for ('${path}' vs '${stored.path}').`,
    );
  }
  if (canonical(stored.params) !== canonical(params)) {
    throw mismatch(
      "Keys for idempotent requests can only be used with the same parameters they were first used with.",
    );
  }
  return stored;
}

export function inProgress(key: string): StripeError {
  return new StripeError(
    409,
    `There is currently another in-progress request using this Idempotent Key (that probably means you submitted twice, and the other request is still going through): ${key}. Please try again later.`,
    { code: "idempotency_key_in_use" },
  );
}

/** The same text for the same parameters in whatever order they came. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === "object" && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}

/** Drops expired answers at the start, so that the journal does not keep them indefinitely. */
export function forgetOldAnswers(store: Store, now: number): void {
  for (const answer of [...store.idempotentAnswers.oldestFirst()]) {
    if (answer.created + KEPT_SECONDS > now) break;
    store.idempotentAnswers.remove(answer.id);
  }
}
