import type { TestCard } from "../customers/test-cards.ts";
import type { Charge, PaymentIntent, PaymentMethod } from "../objects/stripe-objects.ts";
import type { Attempt } from "./build-charge.ts";

/** Authorizations on cards lapse after seven days: docs.stripe.com/payments/place-a-hold-on-a-payment-method. */
export const AUTHORIZATION_SECONDS = 7 * 24 * 60 * 60;

interface How {
  card: TestCard;
  authenticated: boolean;
  captured: boolean;
  now: number;
}

/** What becomes of charging this card. */
export function cardAttempt(intent: PaymentIntent, method: PaymentMethod, how: How): Attempt {
  const { decline } = how.card;
  return {
    status: decline ? "failed" : "succeeded",
    captured: how.captured && !decline,
    failure: decline,
    details: { type: "card", card: cardDetails(intent, method, how) },
    outcome: outcomeOf(how.card),
  };
}

type CardDetails = NonNullable<NonNullable<Charge["payment_method_details"]>["card"]>;

function cardDetails(intent: PaymentIntent, method: PaymentMethod, how: How): CardDetails {
  const { card } = method;
  if (!card) throw new Error(`${method.id} is not a card`);
  return {
    amount_authorized: how.card.decline ? null : intent.amount,
    authorization_code: null,
    brand: card.brand,
    // A hold ends by itself.
    ...(how.captured || how.card.decline ? {} : { capture_before: how.now + AUTHORIZATION_SECONDS }),
    checks: {
      address_line1_check: how.card.failedChecks.includes("address_line1_check") ? "fail" : null,
      address_postal_code_check: how.card.failedChecks.includes("address_postal_code_check") ? "fail" : null,
      cvc_check:
        how.card.decline?.code === "incorrect_cvc" || how.card.failedChecks.includes("cvc_check")
          ? "fail"
          : "pass",
    },
    country: card.country,
    electronic_commerce_indicator: how.authenticated ? "05" : null,
    exp_month: card.exp_month,
    exp_year: card.exp_year,
    extended_authorization: { status: "disabled" },
    fingerprint: card.fingerprint ?? null,
    funding: card.funding,
    incremental_authorization: { status: "unavailable" },
    installments: null,
    last4: card.last4,
    mandate: null,
    multicapture: { status: "unavailable" },
    network: card.brand,
    network_token: { used: false },
    network_transaction_id: null,
    overcapture: { maximum_amount_capturable: intent.amount, status: "unavailable" },
    regulated_status: "unregulated",
    three_d_secure: how.authenticated ? threeDSecure : null,
    transaction_link_id: null,
    wallet: null,
  };
}

const threeDSecure = {
  authentication_flow: "challenge",
  electronic_commerce_indicator: "05",
  exemption_indicator: null,
  result: "authenticated",
  result_reason: null,
  transaction_id: "00000000-0000-4000-8000-000000000000",
  version: "2.2.0",
} as const;

function outcomeOf({ decline, risk, isBlocked, followUp }: TestCard): Charge["outcome"] {
  if (isBlocked) return blocked;
  return {
    advice_code: decline ? "try_again_later" : null,
    network_advice_code: null,
    network_decline_code: null,
    network_status: decline ? "declined_by_network" : "approved_by_network",
    reason: decline ? (decline.declineCode ?? decline.code) : null,
    risk_level: risk,
    seller_message: decline
      ? "The bank did not return any further details with this decline."
      : "Payment complete.",
    type: decline ? "issuer_declined" : followUp === "review" ? "manual_review" : "authorized",
  };
}

/** Radar's own no: the bank is never asked. */
const blocked: Charge["outcome"] = {
  advice_code: null,
  network_advice_code: null,
  network_decline_code: null,
  network_status: "not_sent_to_network",
  reason: "highest_risk_level",
  risk_level: "highest",
  seller_message: "Stripe blocked this payment as too risky.",
  type: "blocked",
};
