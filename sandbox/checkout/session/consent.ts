import type { CheckoutSession } from "../../objects/stripe-objects.ts";
import { object, oneOf, optional, type Read, requiredObject } from "../../protocol/params.ts";
import type { CheckoutDetails } from "../../store/rows.ts";

export const consentCollection = object({
  payment_method_reuse_agreement: optional(requiredObject({ position: oneOf("auto", "hidden") })),
  promotions: optional(oneOf("auto", "none")),
  terms_of_service: optional(oneOf("none", "required")),
});

type Collection = CheckoutSession["consent_collection"];

/** What the session asks the shopper to agree to; null when nothing. */
export function buildConsentCollection(given: Read<typeof consentCollection> | undefined): Collection {
  if (!given) return null;
  return {
    payment_method_reuse_agreement: given.payment_method_reuse_agreement ?? null,
    promotions: given.promotions ?? null,
    terms_of_service: given.terms_of_service ?? null,
  };
}

export const asksForTerms = ({ consent_collection: asked }: CheckoutSession): boolean =>
  asked?.terms_of_service === "required";
/** Stripe asks about promotions in some countries only; here everybody is asked. */
export const asksForPromotions = ({ consent_collection: asked }: CheckoutSession): boolean =>
  asked?.promotions === "auto";

/** What the shopper agreed to, as the completed session shows it. */
export function consentOf(
  session: CheckoutSession,
  given: CheckoutDetails["consent"],
): CheckoutSession["consent"] {
  if (!session.consent_collection) return null;
  return {
    promotions: asksForPromotions(session) ? (given?.promotions ?? null) : null,
    terms_of_service: asksForTerms(session) && given?.hasAcceptedTerms ? "accepted" : null,
  };
}
