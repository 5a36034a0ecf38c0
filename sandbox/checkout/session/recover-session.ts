import { newId } from "../../objects/ids.ts";
import type { CheckoutSession } from "../../objects/stripe-objects.ts";
import { boolean, object, optional, type Read, requiredObject } from "../../protocol/params.ts";
import type { Work } from "../../work/work.ts";
import { noteLineDiscounts } from "../order/discounts.ts";
import { hiddenFieldsOf } from "../order/hidden-fields.ts";

const DAY = 24 * 60 * 60;
/** How long Stripe keeps the address at which an expired session can be taken up again. */
const RECOVERABLE_SECONDS = 30 * DAY;

export const afterExpiration = object({
  recovery: optional(requiredObject({ enabled: boolean(), allow_promotion_codes: optional(boolean()) })),
});

export function buildAfterExpiration(
  given: Read<typeof afterExpiration> | undefined,
): CheckoutSession["after_expiration"] {
  if (!given) return null;
  const { recovery } = given;
  return {
    recovery: recovery
      ? {
          allow_promotion_codes: recovery.allow_promotion_codes ?? false,
          enabled: recovery.enabled,
          expires_at: null,
          url: null,
        }
      : null,
  };
}

/** What becomes of `after_expiration` when the session expires: the address for another try. */
export function withRecoveryAddress(
  work: Work,
  session: CheckoutSession,
): CheckoutSession["after_expiration"] {
  const { after_expiration: after } = session;
  if (!after?.recovery?.enabled) return after;
  return {
    recovery: {
      ...after.recovery,
      expires_at: work.now + RECOVERABLE_SECONDS,
      url: `${work.publicOrigin}/c/recover/${session.id}`,
    },
  };
}

/**
 * A new open session with what the expired one sold; null when there is nothing to recover (any more). A second visit
 * gets the same one as long as it is open.
 */
export function recoverSession(work: Work, expired: CheckoutSession): CheckoutSession | null {
  const recovery = expired.after_expiration?.recovery;
  if (expired.status !== "expired" || !recovery?.url || work.now > (recovery.expires_at ?? 0)) return null;
  const hidden = hiddenFieldsOf(work, expired);
  const earlier = work.store.sessions.get(hidden.recoveredAs ?? "");
  if (earlier?.status === "open") return earlier;
  const id = newId("checkout.session");
  const session = work.store.sessions.put({
    ...expired,
    id,
    after_expiration: null,
    allow_promotion_codes: recovery.allow_promotion_codes || expired.allow_promotion_codes,
    created: work.now,
    expires_at: work.now + DAY,
    payment_intent: null,
    recovered_from: expired.id,
    status: "open",
    url: `${work.publicOrigin}/c/pay/${id}`,
  });
  const clientSecret = `${id}_secret_${newId("secret")}`;
  const lineItems = hidden.lineItems.map((line) => ({ ...line, id: newId("item") }));
  work.store.hiddenFields.put({
    ...hidden,
    id,
    clientSecret,
    lineItems,
    pendingDetails: null,
    recoveredAs: null,
  });
  noteLineDiscounts(work, id, lineItems);
  work.store.hiddenFields.put({ ...hidden, recoveredAs: id });
  work.schedule("expire_session", id, session.expires_at);
  return session;
}
