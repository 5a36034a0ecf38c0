import { formatAmount } from "../objects/currencies.ts";
import {
  type Coupon,
  codeOf,
  couponIdOf,
  type LineItem,
  type PromotionCode,
} from "../objects/stripe-objects.ts";
import { changesFrom } from "../protocol/changes.ts";
import { invalidRequest, type StripeError } from "../protocol/errors.ts";
import type { Store } from "../store/store.ts";
import type { Work } from "../work/work.ts";

/** A coupon, and the promotion code that brought it if there was one. */
export interface Discount {
  coupon: Coupon;
  promotionCode: PromotionCode | null;
}

/** The discount behind the code that a shopper typed; null when there is none that works. */
export function discountByCode(store: Store, typed: string): Discount | null {
  const promotionCode = store.promotionCodes.all("code", codeOf(typed)).find(({ active }) => active);
  const coupon = promotionCode && store.coupons.get(couponIdOf(promotionCode));
  return promotionCode && coupon ? { coupon, promotionCode } : null;
}

/** Throws Stripe's complaint when the discount cannot be had for this much of this currency, by this customer. */
export function checkDiscount(
  work: Work,
  { coupon, promotionCode }: Discount,
  order: { currency: string; subtotal: number; customer: string | null },
  param: string,
): void {
  const refuse = (message: string, code?: string): StripeError => invalidRequest(message, param, code);
  if (!coupon.valid) throw refuse(`Coupon ${coupon.id} is used up or expired.`, "coupon_expired");
  if (coupon.currency !== null && coupon.currency !== order.currency) {
    throw refuse(`The coupon's currency (${coupon.currency}) must match the order's (${order.currency}).`);
  }
  if (!promotionCode) return;
  if (!promotionCode.active) throw refuse("This promotion code is inactive.", "promotion_code_expired");
  if (promotionCode.customer !== null && promotionCode.customer !== order.customer) {
    throw refuse("This promotion code cannot be redeemed by this customer.");
  }
  const {
    minimum_amount: minimum,
    minimum_amount_currency: currency,
    first_time_transaction,
  } = promotionCode.restrictions;
  if (minimum !== null && (currency !== order.currency || order.subtotal < minimum)) {
    throw refuse(
      `This promotion code cannot be redeemed because the order is below ${formatAmount(minimum, currency ?? order.currency)}.`,
    );
  }
  if (first_time_transaction && order.customer !== null && hasBought(work, order.customer)) {
    throw refuse("This promotion code cannot be redeemed because the customer has bought before.");
  }
}

const hasBought = (work: Work, customer: string): boolean =>
  work.store.charges.all("customer", customer).some(({ paid }) => paid);

/**
 * What a coupon takes off each line, in minor units, never more than the line costs. A percentage is rounded line by
 * line; an amount is spread over the lines in proportion, and the last cents go to the lines that were cut most.
 */
export function discountLines(store: Store, coupon: Coupon, lines: readonly LineItem[]): number[] {
  const scope = store.couponScopes.get(coupon.id)?.products ?? null;
  const bases = lines.map((line) => {
    const product = line.price.product;
    return scope === null || scope.includes(product) ? line.amount_subtotal : 0;
  });
  const { percent_off: percent } = coupon;
  if (percent !== null) return bases.map((base) => Math.round((base * percent) / 100));
  return spread(coupon.amount_off ?? 0, bases);
}

function spread(amount: number, bases: number[]): number[] {
  const whole = bases.reduce((sum, base) => sum + base, 0);
  const off = Math.min(amount, whole);
  if (off === 0) return bases.map(() => 0);
  const shares = bases.map((base, index) => {
    const exact = (base * off) / whole;
    return { index, taken: Math.floor(exact), rest: exact - Math.floor(exact) };
  });
  let left = off - shares.reduce((sum, { taken }) => sum + taken, 0);
  for (const share of [...shares].sort((a, b) => b.rest - a.rest)) {
    if (left === 0) break;
    share.taken += 1;
    left -= 1;
  }
  return shares.map(({ taken }) => taken);
}

/** Counts a use of the discount; the last one that was allowed ends it. */
export function redeemDiscount(work: Work, { coupon, promotionCode }: Discount): void {
  const current = work.store.coupons.get(coupon.id);
  if (current) changeCoupon(work, { ...current, times_redeemed: current.times_redeemed + 1 });
  const code = promotionCode && work.store.promotionCodes.get(promotionCode.id);
  if (code) changeCode(work, { ...code, times_redeemed: code.times_redeemed + 1 });
}

/** What the clock does at a coupon's last moment. */
export function expireCoupon(work: Work, id: string): void {
  const coupon = work.store.coupons.get(id);
  if (coupon?.valid) changeCoupon(work, coupon);
}

export function expirePromotionCode(work: Work, id: string): void {
  const code = work.store.promotionCodes.get(id);
  if (code?.active) changeCode(work, code);
}

function changeCoupon(work: Work, next: Coupon): void {
  const before = work.store.coupons.get(next.id);
  const isOver = next.redeem_by !== null && next.redeem_by <= work.now;
  const coupon = work.store.coupons.put({ ...next, valid: !isOver && !isUsedUp(next) });
  work.emit("coupon.updated", coupon, changesFrom(before ?? coupon, coupon));
  if (coupon.valid) return;
  for (const code of work.store.promotionCodes.all("coupon", coupon.id))
    if (code.active) changeCode(work, code);
}

function changeCode(work: Work, next: PromotionCode): void {
  const before = work.store.promotionCodes.get(next.id);
  const isOver = next.expires_at !== null && next.expires_at <= work.now;
  const isValid = work.store.coupons.get(couponIdOf(next))?.valid ?? false;
  const active = next.active && isValid && !isOver && !isUsedUp(next);
  const code = work.store.promotionCodes.put({ ...next, active });
  work.emit("promotion_code.updated", code, changesFrom(before ?? code, code));
}

const isUsedUp = (thing: { max_redemptions: number | null; times_redeemed: number }): boolean =>
  thing.max_redemptions !== null && thing.times_redeemed >= thing.max_redemptions;
