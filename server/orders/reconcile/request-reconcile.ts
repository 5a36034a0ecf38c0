import "server-only";
import { translator } from "@/messages/messages";
import { audit } from "../../accounts/audit/audit";
import { requireAdmin } from "../../accounts/session";
import { transaction } from "../../platform/db";
import { env, shopLocale } from "../../platform/env";
import { log } from "../../platform/log";
import { performJob } from "../../platform/queue";
import { describeKeyError, StripeCallError } from "../../stripe/stripe-call-error";
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

export type ReconcileNowResult = { kind: "reconciled" } | { kind: "unavailable"; sentence: string };

/** Reconciles an order for an admin, who is told what prevents it. The records change only to what Stripe says. */
export async function reconcileNow(orderId: string): Promise<ReconcileNowResult> {
  const admin = await requireAdmin("orders.reconcile");
  try {
    await reconcileOrder(orderId, { cause: "admin", causeRef: admin.name, namesRefund: true });
    await transaction((tx) => audit(tx, { by: admin, action: "order_checked", object: `order:${orderId}` }));
    return { kind: "reconciled" };
  } catch (error) {
    if (!(error instanceof StripeCallError)) throw error;
    if (!error.isKeyError) log.error({ err: error }, "an order could not be checked with Stripe");
    return { kind: "unavailable", sentence: sentenceFor(error) };
  }
}

function sentenceFor(error: StripeCallError): string {
  const t = translator(shopLocale());
  if (error.isKeyError) {
    const problem = describeKeyError(error.problem, shopLocale());
    return t("admin.orders.check.keyError", { problem, command: "npm run keys" });
  }
  if (error.fault === "refused" || error.fault === "unknown") return t(`admin.orders.check.${error.fault}`);
  return t("admin.orders.check.away");
}
