import type { Answer } from "../protocol/endpoint.ts";
import { invalidRequest } from "../protocol/errors.ts";
import type { FormObject, FormValue } from "../protocol/form.ts";
import { type Permission, permissionToExpand } from "../protocol/permissions.ts";
import { STEPS } from "../registry/expansions.ts";
import type { Store } from "../store/store.ts";

type Thing = Record<string, unknown> & { id?: string };

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
