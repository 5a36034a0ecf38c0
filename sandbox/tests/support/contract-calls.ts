import type Stripe from "stripe";
import type { Route } from "../../protocol/permissions.ts";
import { errorOf, mug } from "./open-sandbox.ts";

/** Where a call stands in what stripe-node offers. The last request that a `call` makes is the one in question. */
type Contract =
  | { call: (stripe: Stripe) => Promise<unknown> }
  /** What the sandbox has none of: the SDK's call ends in Stripe's "no such thing". */
  | { refused: (stripe: Stripe) => Promise<unknown> }
  /** Not among the SDK's methods. */
  | { undocumented: string };

const call = (run: (stripe: Stripe) => Promise<unknown>): Contract => ({ call: run });
const refused = (run: (stripe: Stripe) => Promise<unknown>): Contract => ({
  refused: (s) => errorOf(run(s)),
});
const PAGE = "The checkout page's own call, which the Stripe CLI's fixtures use.";
const CLI = "The Stripe CLI's own call.";

const session = (stripe: Stripe) => stripe.checkout.sessions.create(mug);
const euro = { amount: 900, currency: "eur" };
const intent = (stripe: Stripe) => stripe.paymentIntents.create(euro);
const paid = (stripe: Stripe, card = "visa") =>
  stripe.paymentIntents.create({ ...euro, confirm: true, payment_method: `pm_card_${card}` });
const held = (stripe: Stripe) =>
  stripe.paymentIntents.create({
    ...euro,
    confirm: true,
    payment_method: "pm_card_visa",
    capture_method: "manual",
  });
const chargeOf = async (made: Promise<Stripe.PaymentIntent>): Promise<string> =>
  String((await made).latest_charge);
const card = (stripe: Stripe) =>
  stripe.paymentMethods.create({
    type: "card",
    card: { token: "tok_visa" },
    billing_details: { name: "Alex" },
  });
const attached = async (stripe: Stripe) => {
  const [customer, method] = [await stripe.customers.create({ name: "Alex" }), await card(stripe)];
  return stripe.paymentMethods.attach(method.id, { customer: customer.id });
};
const coupon = (stripe: Stripe) => stripe.coupons.create({ percent_off: 10, duration: "once" });
const code = async (stripe: Stripe) =>
  stripe.promotionCodes.create({ promotion: { type: "coupon", coupon: (await coupon(stripe)).id } });
const refund = async (stripe: Stripe) => stripe.refunds.create({ payment_intent: (await paid(stripe)).id });
const dispute = async (stripe: Stripe): Promise<string> => {
  const { id } = await paid(stripe, "createDispute");
  return eventually(async () => (await stripe.disputes.list({ payment_intent: id })).data[0]?.id);
};
const review = async (stripe: Stripe): Promise<string> => {
  await paid(stripe, "riskLevelElevated");
  return (await stripe.reviews.list({ limit: 1 })).data[0]?.id ?? "";
};
const warning = async (stripe: Stripe): Promise<string> => {
  const { id } = await paid(stripe, "createIssuerFraudRecord");
  const list = stripe.radar.earlyFraudWarnings;
  return eventually(async () => (await list.list({ payment_intent: id })).data[0]?.id);
};
const payout = async (stripe: Stripe) => {
  // Much at once: what was disputed before is owed.
  const method = "pm_card_bypassPending";
  await stripe.paymentIntents.create({ ...euro, amount: 90_000, confirm: true, payment_method: method });
  return stripe.payouts.create({ amount: 100, currency: "eur" });
};
const product = (stripe: Stripe) => stripe.products.create({ name: "Mug" });
const price = (stripe: Stripe) =>
  stripe.prices.create({ currency: "eur", unit_amount: 900, product_data: { name: "Mug" } });
const rate = (stripe: Stripe) =>
  stripe.shippingRates.create({
    display_name: "Post",
    type: "fixed_amount",
    fixed_amount: { amount: 490, currency: "eur" },
  });
const receiver = (stripe: Stripe) =>
  stripe.webhookEndpoints.create({ url: "http://127.0.0.1:9/x", enabled_events: ["charge.refunded"] });

/** The bank complains a moment after the payment. */
async function eventually(find: () => Promise<string | undefined>): Promise<string> {
  for (let left = 200; left > 0; left -= 1) {
    const found = await find();
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error("It never came");
}

/** Every call that the sandbox answers, as the official SDK makes it: one without a row here does not compile. */
export const CONTRACT: Record<Route, Contract> = {
  "GET /v1/account": call((s) => s.accounts.retrieveCurrent()),
  "GET /v1/balance": call((s) => s.balance.retrieve()),
  "GET /v1/balance_transactions": call((s) => s.balanceTransactions.list({ type: "charge" })),
  "GET /v1/balance_transactions/:id": call(async (s) => {
    const { balance_transaction: entry } = await refund(s);
    return s.balanceTransactions.retrieve(String(entry));
  }),
  "POST /v1/billing_portal/sessions": refused((s) =>
    s.billingPortal.sessions.create({ customer: "cus_none" }),
  ),
  "GET /v1/charges": call((s) => s.charges.list({ limit: 3 })),
  "GET /v1/charges/:id": call(async (s) => s.charges.retrieve(await chargeOf(paid(s)))),
  "POST /v1/charges/:id": call(async (s) =>
    s.charges.update(await chargeOf(paid(s)), { description: "A mug" }),
  ),
  "POST /v1/charges/:id/capture": call(async (s) =>
    s.charges.capture(await chargeOf(held(s)), { amount: 500 }),
  ),
  "GET /v1/charges/:id/refunds": { undocumented: "The page of a charge's expanded refunds." },
  "GET /v1/checkout/sessions": call((s) => s.checkout.sessions.list({ status: "open" })),
  "POST /v1/checkout/sessions": call(session),
  "GET /v1/checkout/sessions/:id": call(async (s) => s.checkout.sessions.retrieve((await session(s)).id)),
  "POST /v1/checkout/sessions/:id": call(async (s) =>
    s.checkout.sessions.update((await session(s)).id, { metadata: { order: "7" } }),
  ),
  "POST /v1/checkout/sessions/:id/expire": call(async (s) =>
    s.checkout.sessions.expire((await session(s)).id),
  ),
  "GET /v1/checkout/sessions/:id/line_items": call(async (s) =>
    s.checkout.sessions.listLineItems((await session(s)).id),
  ),
  "GET /v1/coupons": call((s) => s.coupons.list()),
  "POST /v1/coupons": call(coupon),
  "GET /v1/coupons/:id": call(async (s) => s.coupons.retrieve((await coupon(s)).id)),
  "POST /v1/coupons/:id": call(async (s) => s.coupons.update((await coupon(s)).id, { name: "Autumn" })),
  "DELETE /v1/coupons/:id": call(async (s) => s.coupons.del((await coupon(s)).id)),
  "POST /v1/customer_sessions": refused((s) =>
    s.customerSessions.create({ customer: "cus_none", components: {} }),
  ),
  "GET /v1/customers": call((s) => s.customers.list({ email: "alex@example.com" })),
  "POST /v1/customers": call((s) => s.customers.create({ email: "alex@example.com" })),
  "GET /v1/customers/:id": call(async (s) => s.customers.retrieve((await s.customers.create()).id)),
  "POST /v1/customers/:id": call(async (s) =>
    s.customers.update((await s.customers.create()).id, { name: "Alex" }),
  ),
  "DELETE /v1/customers/:id": call(async (s) => s.customers.del((await s.customers.create()).id)),
  "GET /v1/customers/:id/payment_methods": call(async (s) =>
    s.customers.listPaymentMethods(String((await attached(s)).customer)),
  ),
  "GET /v1/disputes": call((s) => s.disputes.list()),
  "GET /v1/disputes/:id": call(async (s) => s.disputes.retrieve(await dispute(s))),
  "POST /v1/disputes/:id": call(async (s) =>
    s.disputes.update(await dispute(s), { evidence: { customer_name: "Alex" }, submit: false }),
  ),
  "POST /v1/disputes/:id/close": call(async (s) => s.disputes.close(await dispute(s))),
  "GET /v1/events": call((s) => s.events.list({ types: ["charge.*"], delivery_success: true })),
  "GET /v1/events/:id": call(async (s) => {
    await product(s);
    return s.events.retrieve((await s.events.list({ limit: 1 })).data[0]?.id ?? "");
  }),
  "POST /v1/events/:id/retry": { undocumented: CLI },
  "GET /v1/files": call((s) => s.files.list()),
  "GET /v1/payment_intents": call((s) => s.paymentIntents.list()),
  "POST /v1/payment_intents": call(intent),
  "GET /v1/payment_intents/:id": call(async (s) => s.paymentIntents.retrieve((await intent(s)).id)),
  "POST /v1/payment_intents/:id": call(async (s) =>
    s.paymentIntents.update((await intent(s)).id, { metadata: { order: "7" } }),
  ),
  "POST /v1/payment_intents/:id/cancel": call(async (s) =>
    s.paymentIntents.cancel((await intent(s)).id, { cancellation_reason: "abandoned" }),
  ),
  "POST /v1/payment_intents/:id/capture": call(async (s) =>
    s.paymentIntents.capture((await held(s)).id, { amount_to_capture: 800 }),
  ),
  "POST /v1/payment_intents/:id/confirm": call(async (s) =>
    s.paymentIntents.confirm((await intent(s)).id, { payment_method: "pm_card_visa" }),
  ),
  "GET /v1/payment_links": call((s) => s.paymentLinks.list()),
  "POST /v1/payment_links/:id": refused((s) => s.paymentLinks.update("plink_none", { active: false })),
  "GET /v1/payment_method_domains": call((s) => s.paymentMethodDomains.list()),
  "POST /v1/payment_method_domains/:id": refused((s) =>
    s.paymentMethodDomains.update("pmd_none", { enabled: false }),
  ),
  "GET /v1/payment_methods": call((s) => s.paymentMethods.list({ type: "card" })),
  "POST /v1/payment_methods": call(card),
  "GET /v1/payment_methods/:id": call(async (s) => s.paymentMethods.retrieve((await card(s)).id)),
  "POST /v1/payment_methods/:id": call(async (s) =>
    s.paymentMethods.update((await attached(s)).id, { billing_details: { name: "Sam" } }),
  ),
  "POST /v1/payment_methods/:id/attach": call(attached),
  "POST /v1/payment_methods/:id/detach": call(async (s) => s.paymentMethods.detach((await attached(s)).id)),
  "GET /v1/payment_pages/:id": { undocumented: PAGE },
  "POST /v1/payment_pages/:id": { undocumented: PAGE },
  "POST /v1/payment_pages/:id/confirm": { undocumented: PAGE },
  "GET /v1/payouts": call((s) => s.payouts.list({ status: "paid" })),
  "POST /v1/payouts": call(payout),
  "GET /v1/payouts/:id": call(async (s) => s.payouts.retrieve((await payout(s)).id)),
  "POST /v1/payouts/:id": call(async (s) =>
    s.payouts.update((await payout(s)).id, { metadata: { run: "1" } }),
  ),
  "POST /v1/payouts/:id/cancel": call(async (s) => s.payouts.cancel((await payout(s)).id)),
  "GET /v1/prices": call((s) => s.prices.list({ active: true })),
  "POST /v1/prices": call(price),
  "GET /v1/prices/:id": call(async (s) => s.prices.retrieve((await price(s)).id)),
  "POST /v1/prices/:id": call(async (s) => s.prices.update((await price(s)).id, { nickname: "Full" })),
  "GET /v1/products": call((s) => s.products.list({ active: true })),
  "POST /v1/products": call(product),
  "GET /v1/products/:id": call(async (s) => s.products.retrieve((await product(s)).id)),
  "POST /v1/products/:id": call(async (s) => s.products.update((await product(s)).id, { name: "Cup" })),
  "DELETE /v1/products/:id": call(async (s) => s.products.del((await product(s)).id)),
  "GET /v1/promotion_codes": call((s) => s.promotionCodes.list({ code: "AUTUMN" })),
  "POST /v1/promotion_codes": call(code),
  "GET /v1/promotion_codes/:id": call(async (s) => s.promotionCodes.retrieve((await code(s)).id)),
  "POST /v1/promotion_codes/:id": call(async (s) =>
    s.promotionCodes.update((await code(s)).id, { active: false }),
  ),
  "GET /v1/radar/early_fraud_warnings": call((s) => s.radar.earlyFraudWarnings.list()),
  "GET /v1/radar/early_fraud_warnings/:id": call(async (s) =>
    s.radar.earlyFraudWarnings.retrieve(await warning(s)),
  ),
  "GET /v1/refunds": call((s) => s.refunds.list()),
  "POST /v1/refunds": call(refund),
  "GET /v1/refunds/:id": call(async (s) => s.refunds.retrieve((await refund(s)).id)),
  "POST /v1/refunds/:id": call(async (s) =>
    s.refunds.update((await refund(s)).id, { metadata: { order: "7" } }),
  ),
  "POST /v1/refunds/:id/cancel": refused(async (s) => s.refunds.cancel((await refund(s)).id)),
  "GET /v1/reviews": call((s) => s.reviews.list()),
  "GET /v1/reviews/:id": call(async (s) => s.reviews.retrieve(await review(s))),
  "POST /v1/reviews/:id/approve": call(async (s) => s.reviews.approve(await review(s))),
  "GET /v1/setup_intents": call((s) => s.setupIntents.list()),
  "POST /v1/setup_intents/:id/cancel": refused((s) => s.setupIntents.cancel("seti_none")),
  "GET /v1/shipping_rates": call((s) => s.shippingRates.list()),
  "POST /v1/shipping_rates": call(rate),
  "GET /v1/shipping_rates/:id": call(async (s) => s.shippingRates.retrieve((await rate(s)).id)),
  "POST /v1/shipping_rates/:id": call(async (s) =>
    s.shippingRates.update((await rate(s)).id, { active: false }),
  ),
  "POST /v1/stripecli/sessions": { undocumented: CLI },
  "GET /v1/tax/transactions/:id": refused((s) => s.tax.transactions.retrieve("tax_none")),
  "POST /v1/tax/transactions/create_reversal": refused((s) =>
    s.tax.transactions.createReversal({ mode: "full", original_transaction: "tax_none", reference: "r" }),
  ),
  "GET /v1/tax_rates": call((s) => s.taxRates.list()),
  "POST /v1/tax_rates/:id": refused((s) => s.taxRates.update("txr_none", { active: false })),
  "GET /v1/topups": call((s) => s.topups.list()),
  "POST /v1/topups/:id": refused((s) => s.topups.update("tu_none", { description: "x" })),
  "GET /v1/transfers": call((s) => s.transfers.list()),
  "POST /v1/transfers/:id": refused((s) => s.transfers.update("tr_none", { description: "x" })),
  "GET /v1/webhook_endpoints": call((s) => s.webhookEndpoints.list()),
  "POST /v1/webhook_endpoints": call(receiver),
  "GET /v1/webhook_endpoints/:id": call(async (s) => s.webhookEndpoints.retrieve((await receiver(s)).id)),
  "POST /v1/webhook_endpoints/:id": call(async (s) =>
    s.webhookEndpoints.update((await receiver(s)).id, { disabled: true }),
  ),
  "DELETE /v1/webhook_endpoints/:id": call(async (s) => s.webhookEndpoints.del((await receiver(s)).id)),
};
