import { createHash } from "node:crypto";
import { newId } from "../ids.ts";
import type { PaymentMethod } from "../objects.ts";
import { address } from "../protocol/address.ts";
import { endpoint, one } from "../protocol/endpoint.ts";
import { invalidRequest, noSuch, StripeError } from "../protocol/errors.ts";
import { mergeMetadata, metadata } from "../protocol/metadata.ts";
import { email, integer, object, oneOf, optional, text, unsettable } from "../protocol/params.ts";
import { cardByToken, type TestCard } from "../test-cards.ts";
import type { Work } from "../work.ts";

export type BillingDetails = PaymentMethod["billing_details"];

export const noBilling: BillingDetails = {
  address: { city: null, country: null, line1: null, line2: null, postal_code: null, state: null },
  email: null,
  name: null,
  phone: null,
  tax_id: null,
};

interface CardFacts {
  expMonth?: number;
  expYear?: number;
  /** Only where the number is the shopper's own: test cards carry theirs. */
  last4?: string;
}

/** Keeps a card as a payment method. The number itself is never stored, only what Stripe shows of it. */
export function createPaymentMethod(
  work: Work,
  card: TestCard,
  billing: BillingDetails = noBilling,
  facts: CardFacts = {},
  meta: Record<string, string> = {},
): PaymentMethod {
  const id = newId("payment_method");
  work.store.cardsOfMethods.put({ id, token: card.token });
  const nextYear = new Date(work.now * 1000).getUTCFullYear() + 1;
  return work.store.paymentMethods.put({
    id,
    object: "payment_method",
    allow_redisplay: "unspecified",
    billing_details: billing,
    card: {
      brand: card.brand,
      checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: "unchecked" },
      country: "US",
      display_brand: card.brand === "amex" ? "american_express" : card.brand,
      exp_month: facts.expMonth ?? 12,
      exp_year: facts.expYear ?? nextYear,
      fingerprint: createHash("sha256")
        .update(`${card.token}${facts.last4 ?? ""}`)
        .digest("base64url")
        .slice(0, 16),
      funding: card.funding,
      generated_from: null,
      last4: facts.last4 ?? card.number.slice(-4),
      networks: { available: [card.brand], preferred: null },
      regulated_status: "unregulated",
      three_d_secure_usage: { supported: true },
      wallet: null,
    },
    created: work.now,
    customer: null,
    customer_account: null,
    livemode: false,
    metadata: meta,
    type: "card",
  });
}

/** A payment method by id; `pm_card_visa` and its like stand for a fresh one each time, as at Stripe. */
export function takePaymentMethod(work: Work, id: string, param = "payment_method"): PaymentMethod {
  const shared = id.startsWith("pm_card_") ? cardByToken(id.slice("pm_card_".length)) : undefined;
  const method = shared ? createPaymentMethod(work, shared) : work.store.paymentMethods.get(id);
  if (!method) throw noSuch("PaymentMethod", id, param);
  return method;
}

export function cardOf(work: Work, method: PaymentMethod): TestCard {
  const card = cardByToken(work.store.cardsOfMethods.get(method.id)?.token ?? "");
  if (!card) throw new Error(`No test card stands behind ${method.id}`);
  return card;
}

const RAW_NUMBER =
  "Sending credit card numbers directly to the Stripe API is generally unsafe. To continue processing use Stripe.js, the Stripe mobile bindings, or Stripe Elements. For more information, see https://dashboard.stripe.com/account/integration/settings.";

const create = endpoint(
  "POST /v1/payment_methods",
  one("payment_method"),
  object(
    {
      type: oneOf("card"),
      card: optional(
        object({
          token: optional(text()),
          number: optional(text()),
          exp_month: optional(integer(1, 12)),
          exp_year: optional(integer()),
          cvc: optional(text(4)),
        }),
      ),
      billing_details: optional(
        object({
          address: optional(address()),
          email: unsettable(email()),
          name: unsettable(text()),
          phone: unsettable(text()),
          tax_id: unsettable(text()),
        }),
      ),
      metadata: optional(metadata()),
      allow_redisplay: optional(oneOf("always", "limited", "unspecified")),
    },
    ["customer", "payment_method"],
  ),
  (work, given) => {
    if (given.card?.number !== undefined) throw new StripeError(402, RAW_NUMBER);
    const token = given.card?.token;
    if (token === undefined)
      throw invalidRequest("Missing required param: card.", "card", "parameter_missing");
    const card = token.startsWith("tok_") ? cardByToken(token.slice("tok_".length)) : undefined;
    if (!card) throw noSuch("token", token, "card[token]");
    const { billing_details: billing } = given;
    const details: BillingDetails = {
      address: billing?.address ?? noBilling.address,
      email: billing?.email ?? null,
      name: billing?.name ?? null,
      phone: billing?.phone ?? null,
      tax_id: billing?.tax_id ?? null,
    };
    return createPaymentMethod(work, card, details, {}, mergeMetadata({}, given.metadata));
  },
);

function find(work: Work, id: string) {
  const method = work.store.paymentMethods.get(id);
  if (!method) throw noSuch("PaymentMethod", id, "payment_method");
  return method;
}

export const paymentMethodEndpoints = [
  create,
  endpoint("GET /v1/payment_methods/:id", one("payment_method"), object({}), (work, _, id) => find(work, id)),
  // Without a parameter nothing changes, as at Stripe; with one it is not covered.
  endpoint(
    "POST /v1/payment_methods/:id",
    one("payment_method"),
    object({}, ["allow_redisplay", "billing_details", "card", "metadata"]),
    (work, _, id) => find(work, id),
  ),
];
