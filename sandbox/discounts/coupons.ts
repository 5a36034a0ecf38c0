import type Stripe from "stripe";
import { newId } from "../objects/ids.ts";
import type { Coupon } from "../objects/stripe-objects.ts";
import { changesFrom } from "../protocol/changes.ts";
import { endpoint, one } from "../protocol/endpoint.ts";
import { invalidRequest, noSuch } from "../protocol/errors.ts";
import { listEndpoint } from "../protocol/list.ts";
import { mergeMetadata, metadata } from "../protocol/metadata.ts";
import {
  type AreStripes,
  currency,
  decimal,
  integer,
  list,
  object,
  oneOf,
  optional,
  type Read,
  text,
  timestamp,
} from "../protocol/params.ts";
import type { Work } from "../work/work.ts";

const answer = one("coupon");

export function getCoupon(work: Pick<Work, "store">, id: string, param = "coupon"): Coupon {
  const coupon = work.store.coupons.get(id);
  if (!coupon) throw noSuch("coupon", id, param);
  return coupon;
}

const createParams = object(
  {
    amount_off: optional(integer(1)),
    applies_to: optional(object({ products: optional(list(text())) })),
    currency: optional(currency()),
    duration: optional(oneOf("forever", "once", "repeating")),
    duration_in_months: optional(integer(1, 36)),
    id: optional(text(200)),
    max_redemptions: optional(integer(1)),
    metadata: optional(metadata()),
    name: optional(text(40)),
    percent_off: optional(decimal(0.01, 100)),
    redeem_by: optional(timestamp()),
  },
  ["currency_options"],
);
const updateParams = object({ metadata: optional(metadata()), name: optional(text(40)) }, [
  "currency_options",
]);

// Do not compile when a parameter above is none of Stripe's.
true satisfies AreStripes<Read<typeof createParams>, Stripe.CouponCreateParams>;
true satisfies AreStripes<Read<typeof updateParams>, Stripe.CouponUpdateParams>;

/** What does not fit together, in the order in which Stripe looks. */
function check(work: Work, given: Read<typeof createParams>): void {
  if ((given.amount_off === undefined) === (given.percent_off === undefined)) {
    throw invalidRequest("You must pass either `percent_off` or `amount_off`, and not both.", "percent_off");
  }
  if (given.amount_off !== undefined && given.currency === undefined) {
    throw invalidRequest("You must pass currency when passing amount_off.", "currency", "parameter_missing");
  }
  if ((given.duration === "repeating") !== (given.duration_in_months !== undefined)) {
    throw invalidRequest(
      "You must pass duration_in_months if, and only if, duration is repeating.",
      "duration_in_months",
    );
  }
  if (given.redeem_by !== undefined && given.redeem_by <= work.now) {
    throw invalidRequest("The redeem_by date must be in the future.", "redeem_by");
  }
  if (given.id !== undefined && work.store.coupons.get(given.id)) {
    throw invalidRequest("Coupon already exists.", "id", "resource_already_exists");
  }
}

const create = endpoint("POST /v1/coupons", answer, createParams, (work, given) => {
  check(work, given);
  const coupon: Coupon = {
    id: given.id ?? newId("coupon"),
    object: "coupon",
    amount_off: given.amount_off ?? null,
    created: work.now,
    currency: given.amount_off === undefined ? null : (given.currency ?? null),
    duration: given.duration ?? "once",
    duration_in_months: given.duration_in_months ?? null,
    livemode: false,
    max_redemptions: given.max_redemptions ?? null,
    metadata: mergeMetadata({}, given.metadata),
    name: given.name ?? null,
    percent_off: given.percent_off ?? null,
    redeem_by: given.redeem_by ?? null,
    times_redeemed: 0,
    valid: true,
  };
  work.store.coupons.put(coupon);
  const products = given.applies_to?.products;
  if (products) work.store.couponScopes.put({ id: coupon.id, products });
  if (coupon.redeem_by !== null) work.schedule("expire_coupon", coupon.id, coupon.redeem_by);
  work.emit("coupon.created", coupon);
  return coupon;
});

const update = endpoint("POST /v1/coupons/:id", answer, updateParams, (work, given, id) => {
  const coupon = getCoupon(work, id);
  const changed = work.store.coupons.put({
    ...coupon,
    metadata: mergeMetadata(coupon.metadata ?? {}, given.metadata),
    name: given.name ?? coupon.name,
  });
  work.emit("coupon.updated", changed, changesFrom(coupon, changed));
  return changed;
});

const remove = endpoint("DELETE /v1/coupons/:id", answer, object({}), (work, _, id) => {
  const coupon = getCoupon(work, id);
  work.store.coupons.remove(id);
  work.store.couponScopes.remove(id);
  work.unschedule("expire_coupon", id);
  work.emit("coupon.deleted", coupon);
  return { id, object: "coupon", deleted: true };
});

export const couponEndpoints = [
  create,
  update,
  remove,
  endpoint("GET /v1/coupons/:id", answer, object({}), (work, _, id) => getCoupon(work, id)),
  listEndpoint("GET /v1/coupons", "coupon", (store) => store.coupons, { filters: {} }),
];
