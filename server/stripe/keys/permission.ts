import "server-only";

// The rows of Stripe's form for a restricted key, by the first part of a permission's slug.
const ROWS = {
  balance: "Balance",
  balance_transaction_source: "Balance Transaction Sources",
  charge: "Charges and Refunds",
  checkout_session: "Checkout Sessions",
  connected_account: "Connect: Accounts",
  coupon: "Coupons",
  customer: "Customers",
  customer_portal: "Customer portal",
  customer_session: "Customer session",
  dispute: "Disputes",
  early_fraud_warning: "Early Fraud Warnings",
  event: "Events",
  file: "Files",
  mandate: "Mandates",
  payment_intent: "PaymentIntents",
  payment_links: "Payment Links",
  payment_method: "Payment Methods",
  payment_method_domain: "Payment Method Domains",
  payout: "Payouts",
  plan: "Prices",
  product: "Products",
  promotion_code: "Promotion Codes",
  review: "Reviews",
  setup_intent: "SetupIntents",
  shipping_rate: "Shipping Rates",
  source: "Sources",
  tax_calculations_and_transactions: "Tax Calculations and Transactions",
  tax_rate: "Tax Rates",
  top_up: "Top-ups",
  transfer: "Transfers",
  webhook: "Webhook Endpoints",
} as const;

type Resource = keyof typeof ROWS;

/** `checkout_session_write` and so on: Stripe's slug of a permission. */
export type Permission = `${Resource}_${"read" | "write"}`;

/** "Checkout Sessions: Write", as in the dashboard's form. */
export function dashboardRow(permission: Permission): string {
  return `${ROWS[resourceOf(permission)]}: ${permission.endsWith("_write") ? "Write" : "Read"}`;
}

const resourceOf = (permission: Permission) => permission.replace(/_(read|write)$/, "") as Resource;

// docs.stripe.com/stripe-apps/reference/permissions says so for apps; for restricted keys it is likely.
const BRINGS: Partial<Record<Resource, readonly Permission[]>> = {
  checkout_session: [
    "mandate_read",
    "payment_intent_read",
    "payment_links_read",
    "product_read",
    "setup_intent_read",
  ],
  payment_intent: ["product_read"],
  payment_method: ["source_read"],
};

/** Write includes Read: Stripe says so. */
export const includesReading = (granted: Permission, needed: Permission): boolean =>
  granted.endsWith("_write") && granted.replace(/_write$/, "_read") === needed;

/** Whether one permission includes another: Write includes Read, and some include other rows. */
export function brings(granted: Permission, needed: Permission): boolean {
  if (granted === needed || includesReading(granted, needed)) return true;
  return (BRINGS[resourceOf(granted)] ?? []).some((other) => other === needed || brings(other, needed));
}

/** How we know that a call needs a permission. Stripe publishes no list, and nothing was tried at Stripe itself. */
export type Evidence = {
  /** `known`: Stripe says so. `likely`: several others say so, or a rule of Stripe's covers it. `inferred`: no source. */
  confidence: "known" | "likely" | "inferred";
  source: string;
};

const KEYS = "https://docs.stripe.com/keys/restricted-api-keys";

export const NAMED: Evidence = {
  confidence: "known",
  source: "Stripe's documentation, or a recorded refusal by Stripe, names it for this call",
};
export const INCLUDES: Evidence = {
  confidence: "known",
  source: `Stripe: a GET needs Read, and Write includes Read (${KEYS})`,
};
export const RULE: Evidence = {
  confidence: "likely",
  source: `Stripe's rule for a row that is known: a POST needs Write (${KEYS})`,
};
export const EXPANDED: Evidence = {
  confidence: "likely",
  source:
    "Stripe says that expand needs Read on each object expanded (https://docs.stripe.com/expand); that this is the object's row, others say",
};

/** The highest confidence: one call with a known need is enough. */
export function surest(evidence: readonly Evidence[]): Evidence["confidence"] {
  const found = evidence.map(({ confidence }) => confidence);
  return (["known", "likely"] as const).find((level) => found.includes(level)) ?? "inferred";
}
