import { randomBytes } from "node:crypto";

const id = (prefix: string) => `${prefix}_${randomBytes(12).toString("hex")}`;

/**
 * An event as Stripe sends it, of some 4 KB: a payment that another application on the same account took.
 * Every call makes another event.
 */
export function makeEvent() {
  return {
    id: id("evt_1Bench"),
    object: "event",
    api_version: "2026-10-28.clover",
    created: Math.floor(Date.now() / 1_000),
    data: { object: SESSION },
    livemode: false,
    pending_webhooks: 2,
    request: { id: null, idempotency_key: null },
    type: "checkout.session.completed",
  };
}

const ADDRESS = {
  city: "Galway",
  country: "IE",
  line1: "1 Quay Street",
  line2: null,
  postal_code: "H91 AA00",
  state: "County Galway",
};

const SESSION = {
  id: `cs_test_a1${"0123456789abcdefghijklmnopqrstuv".repeat(2).slice(0, 56)}`,
  object: "checkout.session",
  adaptive_pricing: { enabled: false },
  after_expiration: null,
  allow_promotion_codes: null,
  amount_subtotal: 6_100,
  amount_total: 6_600,
  automatic_tax: { enabled: false, liability: null, provider: null, status: null },
  billing_address_collection: "auto",
  branding_settings: {
    background_color: "#ffffff",
    border_style: "rounded",
    button_color: "#0074d4",
    display_name: "Another application",
    font_family: "default",
    icon: null,
    logo: null,
  },
  cancel_url: "https://records.example/cancel?recording=3f9c2d7e-6f1a-4f0e-9d57-1c8a4b0e2f61",
  client_reference_id: "recording-3f9c2d7e-6f1a-4f0e-9d57-1c8a4b0e2f61",
  client_secret: null,
  collected_information: {
    business_name: null,
    individual_name: null,
    shipping_details: { address: ADDRESS, name: "Jo Shopper" },
  },
  consent: null,
  consent_collection: null,
  created: 1_795_000_000,
  currency: "eur",
  currency_conversion: null,
  custom_fields: [],
  custom_text: {
    after_submit: null,
    shipping_address: null,
    submit: null,
    terms_of_service_acceptance: null,
  },
  customer: null,
  customer_account: null,
  customer_creation: "if_required",
  customer_details: {
    address: ADDRESS,
    business_name: null,
    email: "jo@shopper.test",
    individual_name: null,
    name: "Jo Shopper",
    phone: "+353911234567",
    tax_exempt: "none",
    tax_ids: [],
  },
  customer_email: null,
  discounts: [],
  expires_at: 1_795_086_400,
  invoice: null,
  invoice_creation: {
    enabled: false,
    invoice_data: {
      account_tax_ids: null,
      custom_fields: null,
      description: null,
      footer: null,
      issuer: null,
      metadata: {},
      rendering_options: null,
    },
  },
  livemode: false,
  locale: "en-IE",
  metadata: {
    recording: "3f9c2d7e-6f1a-4f0e-9d57-1c8a4b0e2f61",
    room: "12",
    guests: "2",
    source: "records.example",
  },
  mode: "payment",
  origin_context: null,
  payment_intent: "pi_3Bench0123456789abcdefgh",
  payment_link: null,
  payment_method_collection: "if_required",
  payment_method_configuration_details: { id: "pmc_1Bench0123456789abcdefgh", parent: null },
  payment_method_options: { card: { request_three_d_secure: "automatic" } },
  payment_method_types: ["card", "link", "bancontact", "ideal", "sepa_debit", "klarna"],
  payment_status: "paid",
  permissions: null,
  phone_number_collection: { enabled: true },
  presentment_details: null,
  recovered_from: null,
  saved_payment_method_options: null,
  setup_intent: null,
  shipping_address_collection: {
    allowed_countries: ["AT", "BE", "DE", "DK", "ES", "FI", "FR", "IE", "IT", "LU", "NL", "PT", "SE"],
  },
  shipping_cost: {
    amount_subtotal: 500,
    amount_tax: 0,
    amount_total: 500,
    shipping_rate: "shr_1Bench0123456789abcdefgh",
  },
  shipping_options: [
    { shipping_amount: 500, shipping_rate: "shr_1Bench0123456789abcdefgh" },
    { shipping_amount: 1_200, shipping_rate: "shr_1Bench9876543210abcdefgh" },
  ],
  status: "complete",
  submit_type: null,
  subscription: null,
  success_url: "https://records.example/thanks?session_id={CHECKOUT_SESSION_ID}",
  total_details: { amount_discount: 0, amount_shipping: 500, amount_tax: 0 },
  ui_mode: "hosted_page",
  url: null,
  wallet_options: null,
};
