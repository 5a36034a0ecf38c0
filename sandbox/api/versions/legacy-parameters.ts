import type { FormObject } from "../../protocol/form.ts";

/** Parameters that had another name before the version this sandbox speaks. */
const RENAMED = { payment_method_types: "allowed_payment_method_types" } as const;

/**
 * Whoever names no API version gets the account's own at Stripe, often an older one: the Stripe CLI's fixtures are
 * written for those. Who names the current version must use its names.
 */
export function fromOlderDialect(
  form: FormObject,
  version: string | undefined,
  call: { method: string; path: string },
): FormObject {
  if (version !== undefined) return form;
  const result = { ...form };
  if (call.method === "POST" && call.path === "/v1/promotion_codes" && typeof result.coupon === "string") {
    result.promotion = { type: "coupon", coupon: result.coupon };
    delete result.coupon;
  }
  for (const [before, now] of Object.entries(RENAMED)) {
    const value = result[before];
    if (value === undefined) continue;
    delete result[before];
    result[now] = value;
  }
  return result;
}
