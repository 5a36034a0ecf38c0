// Which permission each call needs. Written from Stripe's documentation and recorded answers, on its own: the shop
// has another table, and the two check each other.

/** Rows of the dashboard's permission list, by the first part of a permission's name: what a key may be given. */
const LABELS = {
  balance: "Balance",
  balance_transaction_source: "Balance transaction sources",
  charge: "Charges and Refunds",
  checkout_session: "Checkout Sessions",
  connected_account: "Accounts",
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

type Resource = keyof typeof LABELS;
export type Permission = `${Resource}_${"read" | "write"}`;

/** Everything a key may be given. */
export const PERMISSIONS: readonly Permission[] = Object.keys(LABELS)
  .filter((resource): resource is Resource => Object.hasOwn(LABELS, resource))
  .flatMap((resource): Permission[] => [`${resource}_read`, `${resource}_write`]);

/** The page that the shopper sees uses the publishable key; a key that may write sessions may do what it does. */
interface BrowserCall {
  browser: true;
  otherwise: Permission;
}
const fromBrowser = (otherwise: Permission): BrowserCall => ({ browser: true, otherwise });

export const permissionOf = {
  "GET /v1/account": "connected_account_read",
  "GET /v1/balance": "balance_read",
  "GET /v1/balance_transactions": "balance_transaction_source_read",
  "GET /v1/balance_transactions/:id": "balance_transaction_source_read",
  "POST /v1/billing_portal/sessions": "customer_portal_write",
  "GET /v1/charges": "charge_read",
  "GET /v1/charges/:id": "charge_read",
  "POST /v1/charges/:id": "charge_write",
  "POST /v1/charges/:id/capture": "charge_write",
  "GET /v1/charges/:id/refunds": "charge_read",
  "GET /v1/checkout/sessions": "checkout_session_read",
  "POST /v1/checkout/sessions": "checkout_session_write",
  "GET /v1/checkout/sessions/:id": "checkout_session_read",
  "POST /v1/checkout/sessions/:id": "checkout_session_write",
  "POST /v1/checkout/sessions/:id/expire": "checkout_session_write",
  "GET /v1/checkout/sessions/:id/line_items": "checkout_session_read",
  "GET /v1/coupons": "coupon_read",
  "POST /v1/coupons": "coupon_write",
  "GET /v1/coupons/:id": "coupon_read",
  "POST /v1/coupons/:id": "coupon_write",
  "DELETE /v1/coupons/:id": "coupon_write",
  "POST /v1/customer_sessions": "customer_session_write",
  "GET /v1/customers": "customer_read",
  "POST /v1/customers": "customer_write",
  "GET /v1/customers/:id": "customer_read",
  "POST /v1/customers/:id": "customer_write",
  "DELETE /v1/customers/:id": "customer_write",
  "GET /v1/customers/:id/payment_methods": "payment_method_read",
  "GET /v1/disputes": "dispute_read",
  "GET /v1/disputes/:id": "dispute_read",
  "POST /v1/disputes/:id": "dispute_write",
  "POST /v1/disputes/:id/close": "dispute_write",
  "GET /v1/events": "event_read",
  "GET /v1/events/:id": "event_read",
  "POST /v1/events/:id/retry": "webhook_write",
  "GET /v1/files": "file_read",
  "GET /v1/payment_intents": "payment_intent_read",
  "POST /v1/payment_intents": "payment_intent_write",
  "GET /v1/payment_intents/:id": "payment_intent_read",
  "POST /v1/payment_intents/:id": "payment_intent_write",
  "POST /v1/payment_intents/:id/cancel": "payment_intent_write",
  "POST /v1/payment_intents/:id/capture": "payment_intent_write",
  "POST /v1/payment_intents/:id/confirm": "payment_intent_write",
  "GET /v1/payment_links": "payment_links_read",
  "POST /v1/payment_links/:id": "payment_links_write",
  "GET /v1/payment_method_domains": "payment_method_domain_read",
  "POST /v1/payment_method_domains/:id": "payment_method_domain_write",
  "POST /v1/payment_methods": fromBrowser("payment_method_write"),
  "GET /v1/payment_methods": "payment_method_read",
  "GET /v1/payment_methods/:id": "payment_method_read",
  "POST /v1/payment_methods/:id": "payment_method_write",
  "POST /v1/payment_methods/:id/attach": "payment_method_write",
  "POST /v1/payment_methods/:id/detach": "payment_method_write",
  "GET /v1/payment_pages/:id": fromBrowser("checkout_session_read"),
  "POST /v1/payment_pages/:id": fromBrowser("checkout_session_write"),
  "POST /v1/payment_pages/:id/confirm": fromBrowser("checkout_session_write"),
  "GET /v1/payouts": "payout_read",
  "POST /v1/payouts": "payout_write",
  "GET /v1/payouts/:id": "payout_read",
  "POST /v1/payouts/:id": "payout_write",
  "POST /v1/payouts/:id/cancel": "payout_write",
  "GET /v1/prices": "plan_read",
  "POST /v1/prices": "plan_write",
  "GET /v1/prices/:id": "plan_read",
  "POST /v1/prices/:id": "plan_write",
  "GET /v1/products": "product_read",
  "POST /v1/products": "product_write",
  "GET /v1/products/:id": "product_read",
  "POST /v1/products/:id": "product_write",
  "DELETE /v1/products/:id": "product_write",
  "GET /v1/promotion_codes": "promotion_code_read",
  "POST /v1/promotion_codes": "promotion_code_write",
  "GET /v1/promotion_codes/:id": "promotion_code_read",
  "POST /v1/promotion_codes/:id": "promotion_code_write",
  "GET /v1/radar/early_fraud_warnings": "early_fraud_warning_read",
  "GET /v1/radar/early_fraud_warnings/:id": "early_fraud_warning_read",
  "GET /v1/refunds": "charge_read",
  "POST /v1/refunds": "charge_write",
  "GET /v1/refunds/:id": "charge_read",
  "POST /v1/refunds/:id": "charge_write",
  "POST /v1/refunds/:id/cancel": "charge_write",
  "GET /v1/reviews": "review_read",
  "GET /v1/reviews/:id": "review_read",
  "POST /v1/reviews/:id/approve": "review_write",
  "GET /v1/setup_intents": "setup_intent_read",
  "POST /v1/setup_intents/:id/cancel": "setup_intent_write",
  "GET /v1/shipping_rates": "shipping_rate_read",
  "POST /v1/shipping_rates": "shipping_rate_write",
  "GET /v1/shipping_rates/:id": "shipping_rate_read",
  "POST /v1/shipping_rates/:id": "shipping_rate_write",
  "POST /v1/stripecli/sessions": "webhook_write",
  "GET /v1/tax/transactions/:id": "tax_calculations_and_transactions_read",
  "POST /v1/tax/transactions/create_reversal": "tax_calculations_and_transactions_write",
  "GET /v1/tax_rates": "tax_rate_read",
  "POST /v1/tax_rates/:id": "tax_rate_write",
  "GET /v1/topups": "top_up_read",
  "POST /v1/topups/:id": "top_up_write",
  "GET /v1/transfers": "transfer_read",
  "POST /v1/transfers/:id": "transfer_write",
  "GET /v1/webhook_endpoints": "webhook_read",
  "POST /v1/webhook_endpoints": "webhook_write",
  "GET /v1/webhook_endpoints/:id": "webhook_read",
  "POST /v1/webhook_endpoints/:id": "webhook_write",
  "DELETE /v1/webhook_endpoints/:id": "webhook_write",
} as const satisfies Record<string, Permission | BrowserCall>;

/** Every call the sandbox answers. An endpoint without a row above does not compile. */
export type Route = keyof typeof permissionOf;

/** What expanding an object of this kind needs. */
export const permissionToExpand: Record<string, Permission> = {
  balance_transaction: "balance_transaction_source_read",
  charge: "charge_read",
  coupon: "coupon_read",
  customer: "customer_read",
  dispute: "dispute_read",
  payment_intent: "payment_intent_read",
  payout: "payout_read",
  review: "review_read",
  payment_method: "payment_method_read",
  price: "plan_read",
  product: "product_read",
  promotion_code: "promotion_code_read",
  refund: "charge_read",
  shipping_rate: "shipping_rate_read",
  // Whatever a movement of the balance stands for: Stripe documents no more than this one.
  source: "balance_transaction_source_read",
};

const IMPLIED: Partial<Record<Resource, readonly Permission[]>> = {
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

export function isPermission(slug: string): slug is Permission {
  const [, resource] = /^(.+)_(?:read|write)$/.exec(slug) ?? [];
  return resource !== undefined && Object.hasOwn(LABELS, resource);
}

const resourceOf = (permission: Permission): Resource => permission.replace(/_(read|write)$/, "") as Resource;

/**
 * Whether a key with these permissions has the one in question: writing includes reading, and some imply others.
 * `without` takes single ones away: of a key that may write, taking "write" leaves "read".
 */
export function grants(
  granted: readonly string[],
  needed: Permission,
  without: readonly string[] = [],
): boolean {
  if (without.includes(needed)) return false;
  const left = granted.map((slug) => (without.includes(slug) ? slug.replace(/_write$/, "_read") : slug));
  return left.some((slug) => {
    if (without.includes(slug)) return false;
    if (slug === needed || slug === needed.replace(/_read$/, "_write")) return true;
    return isPermission(slug) && (IMPLIED[resourceOf(slug)]?.includes(needed) ?? false);
  });
}

/** "Charges and Refunds Read" */
export function labelOf(permission: Permission): string {
  return `${LABELS[resourceOf(permission)]} ${permission.endsWith("_write") ? "Write" : "Read"}`;
}
