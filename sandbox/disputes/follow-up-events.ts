import { followUpOf } from "../customers/test-behavior.ts";
import type { Charge } from "../objects/stripe-objects.ts";
import type { Work } from "../work/work.ts";

/** Long enough for a shop to see the payment first, as in real life. */
export const DISPUTED_AFTER_SECONDS = 3;

/**
 * Sets in motion what the card has in store for a payment that succeeded. Without a checkout session it comes at
 * once: the Stripe CLI's fixtures ask for the dispute in their next call.
 */
export function scheduleFollowUp(work: Work, charge: Charge): void {
  const isShopping = work.store.sessions.all("payment_intent", charge.payment_intent ?? "").length > 0;
  const at = work.now + (isShopping ? DISPUTED_AFTER_SECONDS : 0);
  switch (followUpOf(work, charge)) {
    case "disputed":
    case "disputed_twice":
    case "inquiry":
    case "not_received":
      work.schedule("open_dispute", charge.id, at);
      break;
    case "fraud_warning":
      work.schedule("warn_of_fraud", charge.id, at);
      break;
  }
}
