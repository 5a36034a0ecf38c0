import "server-only";
import { env } from "../../platform/env";
import { log } from "../../platform/log";
import { performJob } from "../../platform/queue";
import { reconcileOrder } from "./reconcile-order";

// A shopper waits for it, as for Stripe itself.
const WAIT_MS = 8_000;

/**
 * Reconciles an order, here or, where the reconciler's key is not at hand, in a worker that has it.
 * @throws StripeCallError, UnknownOrderError where it is done here; a worker that does not answer is logged
 */
export async function requestReconcile(orderId: string, cause: "shopper" | "return_page"): Promise<void> {
  if (env().STRIPE_RECONCILER_KEY !== "") return reconcileOrder(orderId, { cause });
  const isDone = await performJob("reconcile-order", { orderId, cause }, WAIT_MS);
  if (!isDone)
    log.warn({ orderId }, "no worker reconciled an order in time; is one running with the reconciler key?");
}
