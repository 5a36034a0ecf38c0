import { invalidRequest } from "../protocol/errors.ts";
import type { FormObject, FormValue } from "../protocol/form.ts";
import type { Store } from "../store/store.ts";
import type { VersionChange } from "./version-change.ts";

/** docs.stripe.com/changelog/clover/2025-09-30/polymorphic-coupon and /add-discount-source-property */
export const promotionCoupon: VersionChange = {
  since: "2025-09-30.clover",
  says: "coupon of PromotionCodes and Discounts is now an id in promotion and source",
  upgrade({ method, path, form, isLenient }) {
    if (!/^\/v1\/promotion_codes(\/|$)/.test(path)) return form;
    const expanding = { ...form, ...expandOf(form) };
    if (method !== "POST" || path !== "/v1/promotion_codes") return expanding;
    const { coupon, ...rest } = expanding;
    if (isLenient && coupon === undefined) return expanding;
    if (form.promotion !== undefined && !isLenient)
      throw invalidRequest("Received unknown parameter: promotion", "promotion", "parameter_unknown");
    return { ...rest, promotion: { type: "coupon", ...(coupon === undefined ? {} : { coupon }) } };
  },
  downgrade: {
    promotion_code({ promotion, ...code }, store) {
      return { ...code, coupon: couponIn(store, promotion) };
    },
    discount({ source, ...discount }, store) {
      return { ...discount, coupon: couponIn(store, source) };
    },
  },
  words: { "promotion[coupon]": "coupon" },
};

/** `coupon` was there in full; what was to be expanded in it is reached through `promotion` now. */
function expandOf({ expand }: FormObject): FormObject {
  if (expand === undefined) return {};
  const newest = (path: FormValue): FormValue =>
    typeof path === "string" ? path.replace(/^(data\.)?coupon(?=\.|$)/, "$1promotion.coupon") : path;
  return { expand: Array.isArray(expand) ? expand.map(newest) : newest(expand) };
}

/** The whole coupon of a hash that holds it or its id; null when it was deleted. */
function couponIn(store: Store, hash: unknown): unknown {
  const held = typeof hash === "object" && hash !== null && "coupon" in hash ? hash.coupon : null;
  return typeof held === "string" ? (store.coupons.get(held) ?? null) : held;
}
