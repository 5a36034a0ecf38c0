import "server-only";
import { log } from "../log";
import { requireAdmin } from "../session";
import { StripeCallError } from "../stripe/stripe-call-error";
import { settleOrder } from "./settle-order";

export type SettleNow = { kind: "settled" } | { kind: "unavailable"; sentence: string };

/** An admin asks Stripe what is true of an order. It changes the books only to what Stripe says. */
export async function settleNow(orderId: string): Promise<SettleNow> {
  const admin = await requireAdmin("view");
  try {
    await settleOrder(orderId, { cause: "admin", causeRef: admin.name });
    return { kind: "settled" };
  } catch (error) {
    if (!(error instanceof StripeCallError)) throw error;
    log.error({ err: error }, "an order could not be checked with Stripe");
    return { kind: "unavailable", sentence: sentenceFor(error) };
  }
}

function sentenceFor({ fault, permissions }: StripeCallError): string {
  switch (fault) {
    case "permission":
      return `The reconciler key may not read this: it needs ${permissions.join(", ")}. Run npm run keys to see what to change.`;
    case "key":
      return "Stripe does not accept the reconciler key. Run npm run keys to see what to change.";
    case "refused":
      return "Stripe does not know this payment. Check that the keys belong to the account that took it.";
    case "retry":
      return "Stripe does not answer at the moment. The order is checked again by itself within minutes.";
  }
}
