import { breakdownOf, discountsOfLine } from "../checkout/discounts.ts";
import { itemsOf } from "../checkout/line-items.ts";
import { type Permission, permissionToExpand } from "../permissions.ts";
import type { Store } from "../store/store.ts";
import type { Answer } from "./endpoint.ts";
import { invalidRequest } from "./errors.ts";
import type { FormObject, FormValue } from "./form.ts";
import { listOf } from "./list.ts";

type Thing = Record<string, unknown> & { id?: string };

/**
 * One step of an expand path. `id`: the field holds an id, to be replaced by its object. `list`: a list that is only
 * there when asked for. `inside`: a hash or object that is there anyway, on the way to something in it.
 */
type Step =
  | { step: "id"; kind: string }
  | { step: "list"; kind: string; load(store: Store, owner: string): object | null }
  | { step: "inside"; kind: string };

const id = (kind: string): Step => ({ step: "id", kind });
const inside = (kind: string): Step => ({ step: "inside", kind });

const STEPS: Record<string, Record<string, Step>> = {
  "checkout.session": {
    customer: id("customer"),
    discounts: inside("session_discount"),
    line_items: { step: "list", kind: "item", load: itemsOf },
    payment_intent: id("payment_intent"),
    shipping_cost: inside("shipping_cost"),
    total_details: inside("total_details"),
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
  },
  charge: {
    balance_transaction: id("balance_transaction"),
    customer: id("customer"),
    payment_intent: id("payment_intent"),
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
  payout: { balance_transaction: id("balance_transaction") },
  "radar.early_fraud_warning": { charge: id("charge"), payment_intent: id("payment_intent") },
  review: { charge: id("charge"), payment_intent: id("payment_intent") },
  balance_transaction: { source: id("source") },
};

function scopeOf(store: Store, coupon: string): object | null {
  const scope = store.couponScopes.get(coupon);
  return scope ? { products: scope.products } : null;
}

/** Stripe's own limit. */
const MAX_DEPTH = 4;

export interface Expansion {
  paths: string[][];
  permissions: Permission[];
}

/** Checks the paths against what can be expanded at all, before anything runs, and says what they need. */
export function readExpansion(value: FormValue | undefined, answer: Answer): Expansion {
  if (value === undefined) return { paths: [], permissions: [] };
  const given = Array.isArray(value) ? value : [value];
  const permissions: Permission[] = [];
  const paths = given.map((path) => {
    if (typeof path !== "string" || path === "") throw invalidRequest("Invalid array", "expand");
    const segments = path.split(".");
    permissions.push(...permissionsOf(path, segments, answer));
    return segments;
  });
  return { paths, permissions };
}

function permissionsOf(path: string, segments: string[], answer: Answer): Permission[] {
  const cannot = invalidRequest(`This property cannot be expanded (${path}).`, "expand");
  if (segments.length > MAX_DEPTH) {
    throw invalidRequest(
      `You cannot expand more than ${MAX_DEPTH} levels of a property. Property: ${path}`,
      "expand",
    );
  }
  const needed: Permission[] = [];
  let { kind, isList } = answer;
  let isUseful = false;
  for (const segment of segments) {
    if (isList) {
      if (segment !== "data") throw cannot;
      isList = false;
      continue;
    }
    const step = STEPS[kind]?.[segment];
    if (!step) throw cannot;
    isList = step.step === "list";
    isUseful ||= step.step !== "inside";
    const permission = permissionToExpand[step.kind];
    if (step.step !== "inside" && permission) needed.push(permission);
    kind = step.kind;
  }
  if (!isUseful) throw cannot;
  return needed;
}

/** A copy of the answer with the paths filled in. Fields that hold null stay null. */
export function expand(store: Store, answer: object, kind: string, paths: string[][]): object {
  return paths.reduce((result, path) => fill(store, result as Thing, kind, path), answer);
}

/** `owner`: the nearest object around that has an id. */
function fill(store: Store, thing: Thing, kind: string, path: string[], owner = thing.id ?? ""): Thing {
  const [segment, ...rest] = path;
  if (segment === undefined) return thing;
  if (segment === "data" && Array.isArray(thing.data)) {
    return { ...thing, data: thing.data.map((element: Thing) => fill(store, element, kind, rest)) };
  }
  const step = STEPS[kind]?.[segment];
  const value = step?.step === "list" ? (thing[segment] ?? step.load(store, owner)) : thing[segment];
  const found =
    typeof value === "string" && step?.step === "id" ? findObject(store, step.kind, value) : value;
  if (!step || typeof found !== "object" || found === null) return thing;
  const inner = (value: Thing): Thing => fill(store, value, step.kind, rest, value.id ?? owner);
  return { ...thing, [segment]: Array.isArray(found) ? found.map(inner) : inner(found as Thing) };
}

function findObject(store: Store, kind: string, objectId: string): object | undefined {
  switch (kind) {
    case "balance_transaction":
      return store.balanceTransactions.get(objectId);
    case "coupon":
      return store.coupons.get(objectId);
    case "customer":
      return store.customers.get(objectId) ?? store.deletedCustomers.get(objectId);
    case "charge":
      return store.charges.get(objectId);
    case "source":
      return (
        store.charges.get(objectId) ??
        store.refunds.get(objectId) ??
        store.disputes.get(objectId) ??
        store.payouts.get(objectId)
      );
    case "review":
      return store.reviews.get(objectId);
    case "payment_intent":
      return store.paymentIntents.get(objectId);
    case "payment_method":
      return store.paymentMethods.get(objectId);
    case "price":
      return store.prices.get(objectId);
    case "product":
      return store.products.get(objectId);
    case "promotion_code":
      return store.promotionCodes.get(objectId);
    case "shipping_rate":
      return store.shippingRates.get(objectId);
    default:
      return undefined;
  }
}

/** Takes `expand` out of the parameters: the endpoints never see it. */
export function withoutExpand({ expand: _, ...params }: FormObject): FormObject {
  return params;
}
