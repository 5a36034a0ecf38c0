import { createHash } from "node:crypto";
import { newId } from "../objects/ids.ts";
import type { PaymentMethod } from "../objects/stripe-objects.ts";
import type { Work } from "../work/work.ts";
import { TEST_ROUTING_NUMBER, type TestAccount } from "./test-accounts.ts";
import type { TestCard } from "./test-cards.ts";

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
  const nextYear = new Date(work.now * 1000).getUTCFullYear() + 1;
  return keep(work, card.token, {
    ...common(work, billing, meta),
    card: {
      brand: card.brand,
      checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: "unchecked" },
      country: "US",
      display_brand: card.brand === "amex" ? "american_express" : card.brand,
      exp_month: facts.expMonth ?? 12,
      exp_year: facts.expYear ?? nextYear,
      fingerprint: fingerprintOf(`${card.token}${facts.last4 ?? ""}`),
      funding: card.funding,
      generated_from: null,
      last4: facts.last4 ?? card.number.slice(-4),
      networks: { available: [card.brand], preferred: null },
      regulated_status: "unregulated",
      three_d_secure_usage: { supported: true },
      wallet: null,
    },
    type: "card",
  });
}

/** Keeps a bank account to be debited as a payment method. */
export function createAccountMethod(
  work: Work,
  account: TestAccount,
  billing: BillingDetails = noBilling,
  meta: Record<string, string> = {},
): PaymentMethod {
  const last4 = account.number.slice(-4);
  const fingerprint = fingerprintOf(account.number);
  const base = { ...common(work, billing, meta), type: account.type };
  if (account.type === "sepa_debit") {
    return keep(work, account.token, {
      ...base,
      sepa_debit: {
        bank_code: account.number.slice(4, 12),
        branch_code: "",
        country: account.number.slice(0, 2),
        fingerprint,
        generated_from: { charge: null, setup_attempt: null },
        last4,
      },
    });
  }
  return keep(work, account.token, {
    ...base,
    us_bank_account: {
      account_holder_type: "individual",
      account_type: "checking",
      bank_name: "STRIPE TEST BANK",
      financial_connections_account: null,
      fingerprint,
      last4,
      networks: { preferred: "ach", supported: ["ach"] },
      routing_number: TEST_ROUTING_NUMBER,
      status_details: {},
    },
  });
}

function common(work: Work, billing: BillingDetails, metadata: Record<string, string>) {
  return {
    id: newId("payment_method"),
    object: "payment_method" as const,
    allow_redisplay: "unspecified" as const,
    billing_details: billing,
    created: work.now,
    customer: null,
    customer_account: null,
    livemode: false,
    metadata,
  };
}

/** Stores a method, and the test card or account behind it. */
function keep(work: Work, token: string, method: PaymentMethod): PaymentMethod {
  work.store.cardsOfMethods.put({ id: method.id, token });
  return work.store.paymentMethods.put(method);
}

const fingerprintOf = (secret: string): string =>
  createHash("sha256").update(secret).digest("base64url").slice(0, 16);
