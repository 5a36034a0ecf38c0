import type { CheckoutSession } from "../../objects/stripe-objects.ts";
import { cancelIntent } from "../../payments/cancel-intent.ts";
import { refused } from "../../protocol/errors.ts";
import type { Work } from "../../work/work.ts";
import { withRecoveryAddress } from "./recover-session.ts";

/** Ends an open session, by request or by the clock. A payment that was begun and not finished is canceled with it. */
export function expireSession(work: Work, session: CheckoutSession): CheckoutSession {
  if (session.status !== "open") {
    throw refused(
      'Only Checkout Sessions with a status in ["open"] can be expired. This Checkout Session has a status of ' +
        `\`${session.status}\`.`,
      undefined,
      "session",
    );
  }
  work.unschedule("expire_session", session.id);
  const expired = work.store.sessions.put({
    ...session,
    after_expiration: withRecoveryAddress(work, session),
    client_secret: null,
    expires_at: Math.min(session.expires_at, work.now),
    status: "expired",
    url: null,
  });
  const intent = work.store.paymentIntents.get(session.payment_intent ?? "");
  if (intent && intent.status !== "canceled") cancelIntent(work, intent, "automatic");
  work.emit("checkout.session.expired", expired);
  return expired;
}
