import "server-only";
import { AsyncLocalStorage } from "node:async_hooks";

/** What is known of a request for an action while it is answered. */
export type Posted = {
  /** An action of the shop has read it: what fails from then on is the shop's own fault. */
  isAction: boolean;
  /** What the answer says in place of 200: Next.js gives actions no way to choose it. */
  status: number | null;
};

// On globalThis, because Next.js loads instrumentation and actions as separate copies of this module.
const shared = globalThis as { latchkeyPosted?: AsyncLocalStorage<Posted> };

export function posted(): AsyncLocalStorage<Posted> {
  shared.latchkeyPosted ??= new AsyncLocalStorage();
  return shared.latchkeyPosted;
}

/** Says that an action of the shop has begun. */
export function noteAction(): void {
  const request = posted().getStore();
  if (request) request.isAction = true;
}

/** Has the request for an action answered with this status. */
export function answerWith(status: 400 | 403): void {
  const request = posted().getStore();
  if (request) request.status = status;
}
