import { newId } from "../ids.ts";
import type { Charge, PaymentIntent, PaymentMethod } from "../objects.ts";
import type { TestCard } from "../test-cards.ts";
import type { Work } from "../work.ts";

interface How {
  card: TestCard;
  authenticated: boolean;
  captured: boolean;
}

/** The charge that one attempt to pay leaves behind, declined or not. */
export function buildCharge(work: Work, intent: PaymentIntent, method: PaymentMethod, how: How): Charge {
  const { decline } = how.card;
  const id = newId("charge");
  return {
    id,
    object: "charge",
    amount: intent.amount,
    amount_captured: how.captured && !decline ? intent.amount : 0,
    amount_refunded: 0,
    application: null,
    application_fee: null,
    application_fee_amount: null,
    balance_transaction: null,
    billing_details: method.billing_details,
    calculated_statement_descriptor: "LATCHKEY SANDBOX",
    captured: how.captured && !decline,
    created: work.now,
    currency: intent.currency,
    customer: intent.customer,
    description: intent.description,
    disputed: false,
    failure_balance_transaction: null,
    failure_code: decline?.code ?? null,
    failure_message: decline?.message ?? null,
    fraud_details: {},
    livemode: false,
    metadata: intent.metadata,
    on_behalf_of: null,
    outcome: outcomeOf(how.card),
    paid: !decline,
    payment_intent: intent.id,
    payment_method: method.id,
    payment_method_details: { type: "card", card: cardDetails(intent, method, how) },
    receipt_email: intent.receipt_email,
    receipt_number: null,
    receipt_url: decline ? null : `${work.publicOrigin}/_sandbox/objects/${id}`,
    refunded: false,
    review: null,
    shipping: intent.shipping as Charge["shipping"],
    source: null,
    source_transfer: null,
    statement_descriptor: null,
    statement_descriptor_suffix: intent.statement_descriptor_suffix,
    status: decline ? "failed" : "succeeded",
    transfer_data: null,
    transfer_group: null,
  };
}

type CardDetails = NonNullable<NonNullable<Charge["payment_method_details"]>["card"]>;

function cardDetails(intent: PaymentIntent, method: PaymentMethod, how: How): CardDetails {
  const { card } = method;
  if (!card) throw new Error(`${method.id} is no card`);
  return {
    amount_authorized: how.card.decline ? null : intent.amount,
    authorization_code: null,
    brand: card.brand as NonNullable<CardDetails["brand"]>,
    checks: {
      address_line1_check: null,
      address_postal_code_check: null,
      cvc_check: how.card.decline?.code === "incorrect_cvc" ? "fail" : "pass",
    },
    country: card.country,
    exp_month: card.exp_month,
    exp_year: card.exp_year,
    extended_authorization: { status: "disabled" },
    fingerprint: card.fingerprint ?? null,
    funding: card.funding as NonNullable<CardDetails["funding"]>,
    incremental_authorization: { status: "unavailable" },
    installments: null,
    last4: card.last4,
    mandate: null,
    multicapture: { status: "unavailable" },
    network: card.brand as NonNullable<CardDetails["network"]>,
    network_token: { used: false },
    network_transaction_id: null,
    overcapture: { maximum_amount_capturable: intent.amount, status: "unavailable" },
    regulated_status: "unregulated",
    three_d_secure: how.authenticated ? threeDSecure : null,
    transaction_link_id: null,
    wallet: null,
  } as CardDetails;
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

function outcomeOf({ decline }: TestCard): Charge["outcome"] {
  return {
    advice_code: decline ? "try_again_later" : null,
    network_advice_code: null,
    network_decline_code: null,
    network_status: decline ? "declined_by_network" : "approved_by_network",
    reason: decline ? (decline.declineCode ?? decline.code) : null,
    risk_level: "normal",
    seller_message: decline
      ? "The bank did not return any further details with this decline."
      : "Payment complete.",
    type: decline ? "issuer_declined" : "authorized",
  };
}
