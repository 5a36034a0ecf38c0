import { beginWork, SYSTEM, type Work, type WorkSource } from "../work/work.ts";
import { StripeError } from "./errors.ts";

/**
 * Runs a step of the checkout page as one transaction. A refusal of Stripe's comes back as a value: a declined card is
 * an outcome whose charge must be kept, and only a failure of the sandbox itself is thrown.
 */
export function performWork<T>(source: WorkSource, run: (work: Work) => T): T | StripeError {
  return source.store.transaction(() => {
    const work = beginWork(source, SYSTEM);
    try {
      return source.store.attempt(
        () => run(work),
        (error) => error instanceof StripeError && error.isResult,
      );
    } catch (error) {
      if (error instanceof StripeError) return error;
      throw error;
    }
  });
}
