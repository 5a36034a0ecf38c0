import type Stripe from "stripe";
import { getCustomer } from "../customers/customers.ts";
import { newId } from "../objects/ids.ts";
import { codeOf, couponIdOf, type PromotionCode } from "../objects/stripe-objects.ts";
import { changesFrom } from "../protocol/changes.ts";
import { endpoint, one } from "../protocol/endpoint.ts";
import { invalidRequest, noSuch, refused } from "../protocol/errors.ts";
import { listEndpoint } from "../protocol/list.ts";
import { mergeMetadata, metadata } from "../protocol/metadata.ts";
import {
  type AreStripes,
  boolean,
  currency,
  integer,
  object,
  oneOf,
  optional,
  type Param,
  type Read,
  requiredObject,
  text,
  timestamp,
} from "../protocol/params.ts";
import type { Work } from "../work/work.ts";
import { getCoupon } from "./coupons.ts";

const answer = one("promotion_code");

export function getPromotionCode(
  work: Pick<Work, "store">,
  id: string,
  param = "promotion_code",
): PromotionCode {
  const code = work.store.promotionCodes.get(id);
  if (!code) throw noSuch("promotion code", id, param);
  return code;
}

/** What a shopper can type: letters, digits and dashes. */
const code = (): Param<string> => ({
  read(value, path) {
    const given = text(500).read(value, path);
    if (/^[A-Za-z0-9-]+$/.test(given)) return given;
    throw invalidRequest(
      "Invalid promotion code: it may only contain letters (a-z, A-Z), digits (0-9) and dashes (-).",
      path,
    );
  },
});

const restrictions = {
  first_time_transaction: optional(boolean()),
  minimum_amount: optional(integer(1)),
  minimum_amount_currency: optional(currency()),
};

const createParams = object(
  {
    active: optional(boolean()),
    code: optional(code()),
    customer: optional(text()),
    expires_at: optional(timestamp()),
    max_redemptions: optional(integer(1)),
    metadata: optional(metadata()),
    promotion: requiredObject({ coupon: text(), type: oneOf("coupon") }),
    restrictions: optional(object(restrictions, ["currency_options"])),
  },
  ["customer_account"],
);
const updateParams = object({ active: optional(boolean()), metadata: optional(metadata()) }, [
  "restrictions",
]);

// Do not compile when a parameter above is none of Stripe's.
true satisfies AreStripes<Read<typeof createParams>, Stripe.PromotionCodeCreateParams>;
true satisfies AreStripes<Read<typeof updateParams>, Stripe.PromotionCodeUpdateParams>;

function checkUnique(work: Work, code: string): void {
  const same = work.store.promotionCodes.all("code", codeOf(code));
  if (!same.some(({ active }) => active)) return;
  throw invalidRequest(
    `An active promotion code with \`code: ${code}\` already exists.`,
    "code",
    "resource_already_exists",
  );
}

const create = endpoint("POST /v1/promotion_codes", answer, createParams, (work, given) => {
  const coupon = getCoupon(work, given.promotion.coupon, "promotion[coupon]");
  if (given.customer !== undefined) getCustomer(work, given.customer);
  if (given.expires_at !== undefined && given.expires_at <= work.now)
    throw invalidRequest("The expires_at date must be in the future.", "expires_at");
  const requested = given.restrictions;
  if ((requested?.minimum_amount === undefined) !== (requested?.minimum_amount_currency === undefined)) {
    throw invalidRequest(
      "You must pass minimum_amount and minimum_amount_currency together.",
      "restrictions[minimum_amount_currency]",
      "parameter_missing",
    );
  }
  const code = given.code ?? newId("promotion_text");
  const active = (given.active ?? true) && coupon.valid;
  if (active) checkUnique(work, code);
  const made: PromotionCode = {
    id: newId("promotion_code"),
    object: "promotion_code",
    active,
    code,
    created: work.now,
    customer: given.customer ?? null,
    customer_account: null,
    expires_at: given.expires_at ?? coupon.redeem_by,
    livemode: false,
    max_redemptions: given.max_redemptions ?? coupon.max_redemptions,
    metadata: mergeMetadata({}, given.metadata),
    promotion: { coupon: coupon.id, type: "coupon" },
    restrictions: {
      first_time_transaction: requested?.first_time_transaction ?? false,
      minimum_amount: requested?.minimum_amount ?? null,
      minimum_amount_currency: requested?.minimum_amount_currency ?? null,
    },
    times_redeemed: 0,
  };
  work.store.promotionCodes.put(made);
  if (made.expires_at !== null) work.schedule("expire_promotion_code", made.id, made.expires_at);
  work.emit("promotion_code.created", made);
  return made;
});

const update = endpoint("POST /v1/promotion_codes/:id", answer, updateParams, (work, given, id) => {
  const code = getPromotionCode(work, id);
  if (given.active && !code.active) {
    const isOver = code.expires_at !== null && code.expires_at <= work.now;
    const isUsedUp = code.max_redemptions !== null && code.times_redeemed >= code.max_redemptions;
    if (isOver || isUsedUp || !work.store.coupons.get(couponIdOf(code))?.valid)
      throw refused(
        "This promotion code cannot be activated: it has expired or is used up.",
        undefined,
        "active",
      );
    checkUnique(work, code.code);
  }
  const changed = work.store.promotionCodes.put({
    ...code,
    active: given.active ?? code.active,
    metadata: mergeMetadata(code.metadata ?? {}, given.metadata),
  });
  work.emit("promotion_code.updated", changed, changesFrom(code, changed));
  return changed;
});

export const promotionCodeEndpoints = [
  create,
  update,
  endpoint("GET /v1/promotion_codes/:id", answer, object({}), (work, _, id) => getPromotionCode(work, id)),
  listEndpoint("GET /v1/promotion_codes", "promotion_code", (store) => store.promotionCodes, {
    filters: {
      active: optional(boolean()),
      code: optional(text(500)),
      coupon: optional(text()),
      customer: optional(text()),
    },
    matches: {
      code: (row, code) => codeOf(row.code) === codeOf(code),
      coupon: (row, coupon) => couponIdOf(row) === coupon,
    },
  }),
];
