import { breakdownOf, discountsOfLine } from "../checkout/order/discounts.ts";
import { itemsOf } from "../checkout/order/line-items.ts";
import { listOf } from "../protocol/list.ts";
import type { Store } from "../store/store.ts";

/**
 * One step of an expand path. `id`: the field holds an id, to be replaced by its object. `list`: a list that is only
 * there when asked for. `inside`: a hash or object that is there anyway, on the way to something in it.
 */
export type Step =
  | { step: "id"; kind: string }
  | { step: "list"; kind: string; load(store: Store, owner: string): object | null }
  | { step: "inside"; kind: string };

const id = (kind: string): Step => ({ step: "id", kind });
const inside = (kind: string): Step => ({ step: "inside", kind });

/** What Stripe lets one expand and a payment here never has: null stays null. */
const never = id("nothing");

/** What can be expanded of each kind of object. */
export const STEPS: Record<string, Record<string, Step>> = {
  "checkout.session": {
    customer: id("customer"),
    discounts: inside("session_discount"),
    line_items: { step: "list", kind: "item", load: itemsOf },
    payment_intent: id("payment_intent"),
    shipping_cost: inside("shipping_cost"),
    total_details: inside("total_details"),
    invoice: never,
    payment_link: never,
    setup_intent: never,
    subscription: never,
  },
  session_discount: { coupon: id("coupon"), promotion_code: id("promotion_code") },
  total_details: { breakdown: { step: "list", kind: "breakdown", load: breakdownOf } },
  shipping_cost: { shipping_rate: id("shipping_rate") },
  customer: { invoice_settings: inside("invoice_settings") },
  invoice_settings: { default_payment_method: id("payment_method") },
  payment_method: { customer: id("customer") },
  coupon: { applies_to: { step: "list", kind: "applies_to", load: scopeOf } },
  promotion_code: { customer: id("customer"), promotion: inside("promotion") },
  promotion: { coupon: id("coupon") },
  item: { discounts: { step: "list", kind: "line_discount", load: discountsOfLine }, price: inside("price") },
  price: { product: id("product") },
  product: { default_price: id("price") },
  payment_intent: {
    customer: id("customer"),
    latest_charge: id("charge"),
    payment_method: id("payment_method"),
    review: id("review"),
    application: never,
    on_behalf_of: never,
    source: never,
  },
  charge: {
    balance_transaction: id("balance_transaction"),
    customer: id("customer"),
    application: never,
    application_fee: never,
    failure_balance_transaction: never,
    on_behalf_of: never,
    payment_intent: id("payment_intent"),
    source_transfer: never,
    review: id("review"),
    refunds: {
      step: "list",
      kind: "refund",
      load: (store, charge) => listOf(`/v1/charges/${charge}/refunds`, store.refunds.all("charge", charge)),
    },
  },
  refund: {
    balance_transaction: id("balance_transaction"),
    charge: id("charge"),
    failure_balance_transaction: id("balance_transaction"),
    payment_intent: id("payment_intent"),
  },
  dispute: { charge: id("charge"), payment_intent: id("payment_intent") },
  payout: {
    balance_transaction: id("balance_transaction"),
    destination: never,
    failure_balance_transaction: id("balance_transaction"),
    original_payout: never,
    reversed_by: never,
  },
  "radar.early_fraud_warning": { charge: id("charge"), payment_intent: id("payment_intent") },
  review: { charge: id("charge"), payment_intent: id("payment_intent") },
  balance_transaction: { source: id("source") },
};

function scopeOf(store: Store, coupon: string): object | null {
  const scope = store.couponScopes.get(coupon);
  return scope ? { products: scope.products } : null;
}
