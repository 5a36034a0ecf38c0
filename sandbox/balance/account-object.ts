import type Stripe from "stripe";

const nothingDue = {
  alternatives: [],
  current_deadline: null,
  currently_due: [],
  disabled_reason: null,
  errors: [],
  eventually_due: [],
  past_due: [],
  pending_verification: [],
};

const noAddress = { city: null, country: null, line1: null, line2: null, postal_code: null, state: null };

/** An account as each of them is here: a shop in Germany that Stripe knows everything about. */
export const accountOf = (id: string): Stripe.Account => ({
  id,
  object: "account",
  business_profile: {
    annual_revenue: null,
    estimated_worker_count: null,
    mcc: null,
    minority_owned_business_designation: null,
    specified_commercial_transactions_act_url: null,
    name: "Latchkey sandbox",
    product_description: null,
    support_address: noAddress,
    support_email: null,
    support_phone: null,
    support_url: null,
    url: null,
  },
  business_type: null,
  capabilities: {
    card_payments: "active",
    sepa_debit_payments: "active",
    transfers: "active",
    us_bank_account_ach_payments: "active",
  },
  charges_enabled: true,
  controller: { type: "account" },
  country: "DE",
  created: 1_700_000_000,
  default_currency: "eur",
  details_submitted: true,
  email: null,
  external_accounts: {
    data: [],
    has_more: false,
    object: "list",
    url: `/v1/accounts/${id}/external_accounts`,
  },
  future_requirements: nothingDue,
  metadata: {},
  payouts_enabled: true,
  requirements: nothingDue,
  settings: {
    bacs_debit_payments: { display_name: null, service_user_number: null },
    branding: { icon: null, logo: null, primary_color: null, secondary_color: null },
    card_issuing: { tos_acceptance: { date: null, ip: null } },
    card_payments: {
      decline_on: { avs_failure: false, cvc_failure: false },
      statement_descriptor_prefix: "LATCHKEY",
      statement_descriptor_prefix_kana: null,
      statement_descriptor_prefix_kanji: null,
    },
    dashboard: { display_name: "Latchkey sandbox", timezone: "Etc/UTC" },
    invoices: { default_account_tax_ids: null, hosted_payment_method_save: null },
    payments: {
      statement_descriptor: "LATCHKEY SANDBOX",
      statement_descriptor_kana: null,
      statement_descriptor_kanji: null,
      statement_descriptor_prefix_kana: null,
      statement_descriptor_prefix_kanji: null,
    },
    payouts: {
      debit_negative_balances: true,
      schedule: { delay_days: 7, interval: "manual" },
      statement_descriptor: null,
    },
    sepa_debit_payments: {},
  },
  tos_acceptance: { date: null, ip: null, user_agent: null },
  type: "standard",
});
