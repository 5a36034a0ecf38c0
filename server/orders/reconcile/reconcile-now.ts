import "server-only";
import { requireAdmin } from "../../accounts/session";
import { log } from "../../platform/log";
import { describeKeyTrouble } from "../../stripe/keys/describe-key-error";
import { StripeCallError } from "../../stripe/stripe-call-error";
import { settleOrder } from "./reconcile-order";

export type SettleNow = { kind: "settled" } | { kind: "unavailable"; sentence: string };

/** An admin asks Stripe what is true of an order. It changes the books only to what Stripe says. */
export async function settleNow(orderId: string): Promise<SettleNow> {
  const admin = await requireAdmin("view");
  try {
    await settleOrder(orderId, { cause: "admin", causeRef: admin.name, namesRefund: true });
    return { kind: "settled" };
  } catch (error) {
    if (!(error instanceof StripeCallError)) throw error;
    if (!error.isKeyTrouble) log.error({ err: error }, "an order could not be checked with Stripe");
    return { kind: "unavailable", sentence: sentenceFor(error) };
  }
}

function sentenceFor(error: StripeCallError): string {
  if (error.isKeyTrouble)
    return `${describeKeyTrouble(error.trouble)} Run npm run keys to see what else to change.`;
  if (error.fault === "refused")
    return "Stripe does not know this payment. Check that the keys belong to the account that took it.";
  if (error.fault === "unknown")
    return "Stripe answers with something that this version of the shop does not know. The order stays as it is; update the shop.";
  return "Stripe does not answer at the moment. The order is checked again by itself within minutes.";
}
