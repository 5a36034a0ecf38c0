import type Stripe from "stripe";
import { getCoupon } from "../../discounts/coupons.ts";
import { getPromotionCode } from "../../discounts/promotion-codes.ts";
import {
  checkDiscount,
  type Discount,
  discountByCode,
  discountLines,
} from "../../discounts/redeem-discount.ts";
import { newId } from "../../objects/ids.ts";
import type { CheckoutSession, LineItem } from "../../objects/stripe-objects.ts";
import { couponIdOf } from "../../objects/stripe-objects.ts";
import { invalidRequest, refused } from "../../protocol/errors.ts";
import { list, optional, type Read, requiredObject, text } from "../../protocol/params.ts";
import type { SessionDiscount } from "../../store/rows.ts";
import type { Store } from "../../store/store.ts";
import type { Work } from "../../work/work.ts";
import { amountsOf } from "./amounts.ts";
import { checkTotal } from "./check-total.ts";
import { hiddenFieldsOf } from "./hidden-fields.ts";

/** Stripe takes one. */
export const discountParams = list(
  requiredObject({ coupon: optional(text()), promotion_code: optional(text()) }),
  1,
);

/** The discount that the shop gives a session from the start; null when none. */
export function discountGiven(
  work: Work,
  given: {
    discounts?: Read<typeof discountParams> | undefined;
    allow_promotion_codes?: boolean | undefined;
    customer?: string | undefined;
  },
  order: { currency: string; lines: LineItem[] },
): Discount | null {
  const { discounts, allow_promotion_codes: allowed } = given;
  if (discounts !== undefined && allowed !== undefined) {
    throw invalidRequest(
      "You may only specify one of these parameters: allow_promotion_codes, discounts.",
      "allow_promotion_codes",
    );
  }
  const [requested] = discounts ?? [];
  if (!requested) return null;
  if ((requested.coupon === undefined) === (requested.promotion_code === undefined)) {
    throw invalidRequest(
      "You must specify exactly one of these parameters: coupon, promotion_code.",
      "discounts[0]",
    );
  }
  const param = `discounts[0][${requested.coupon === undefined ? "promotion_code" : "coupon"}]`;
  const promotionCode =
    requested.promotion_code === undefined ? null : getPromotionCode(work, requested.promotion_code, param);
  const coupon = getCoupon(work, promotionCode ? couponIdOf(promotionCode) : (requested.coupon ?? ""), param);
  checkDiscount(
    work,
    { coupon, promotionCode },
    { currency: order.currency, subtotal: subtotalOf(order.lines), customer: given.customer ?? null },
    param,
  );
  return { coupon, promotionCode };
}

const subtotalOf = (lines: LineItem[]): number => lines.reduce((sum, line) => sum + line.amount_subtotal, 0);

/** The lines with what the discount takes off each; without one, at their full price. */
export function withDiscount(store: Store, lines: LineItem[], discount: Discount | null): LineItem[] {
  const off = discount ? discountLines(store, discount.coupon, lines) : [];
  return lines.map((line, index) => ({
    ...line,
    amount_discount: off[index] ?? 0,
    amount_total: line.amount_subtotal - (off[index] ?? 0),
  }));
}

/** What the session keeps of a discount, and shows of it. */
export const keepDiscount = (work: Work, discount: Discount | null): SessionDiscount | null =>
  discount && {
    id: newId("discount"),
    coupon: discount.coupon.id,
    promotionCode: discount.promotionCode?.id ?? null,
    start: work.now,
  };

export const showDiscounts = (kept: SessionDiscount | null): CheckoutSession["discounts"] =>
  kept ? [{ coupon: kept.coupon, promotion_code: kept.promotionCode }] : [];

/** The discount of a session as it is now; null when there is none, or its coupon is gone. */
export function discountOf(store: Store, kept: SessionDiscount | null | undefined): Discount | null {
  const coupon = store.coupons.get(kept?.coupon ?? "");
  if (!coupon) return null;
  return { coupon, promotionCode: store.promotionCodes.get(kept?.promotionCode ?? "") ?? null };
}

/** The code that the shopper typed takes effect, or is taken away (null). Throws when there is none that works. */
export function choosePromotionCode(
  work: Work,
  session: CheckoutSession,
  typed: string | null,
): CheckoutSession {
  if (session.status !== "open" || !session.allow_promotion_codes)
    throw refused("This Checkout Session takes no promotion codes.", undefined, "promotion_code");
  const hidden = hiddenFieldsOf(work, session);
  const currency = session.currency ?? "usd";
  const discount = typed === null ? null : discountByCode(work.store, typed);
  if (typed !== null && !discount)
    throw invalidRequest("This promotion code is invalid.", "promotion_code", "promotion_code_invalid");
  if (discount) {
    const order = { currency, subtotal: subtotalOf(hidden.lineItems), customer: session.customer };
    checkDiscount(work, discount, order, "promotion_code");
  }
  const lineItems = withDiscount(work.store, hidden.lineItems, discount);
  const rate = String(session.shipping_cost?.shipping_rate ?? "");
  const amounts = amountsOf(lineItems, session.shipping_options, rate);
  checkTotal(amounts.amount_total ?? 0, currency);
  const kept = keepDiscount(work, discount);
  work.store.hiddenFields.put({ ...hidden, lineItems, discount: kept });
  noteLineDiscounts(work, session.id, lineItems);
  return work.store.sessions.put({ ...session, ...amounts, discounts: showDiscounts(kept) });
}

/** Lines are asked for their discounts by their own id, which says nothing of the session. */
export function noteLineDiscounts(work: Work, session: string, lines: LineItem[]): void {
  for (const { id, amount_discount: amount } of lines) {
    const isKnown = work.store.lineDiscounts.get(id) !== undefined;
    if (amount > 0 || isKnown) work.store.lineDiscounts.put({ id, session, amount });
  }
}

/** `discounts` of a line, when expanded. */
export function discountsOfLine(store: Store, line: string): object {
  const { session, amount } = store.lineDiscounts.get(line) ?? { session: "", amount: 0 };
  return breakdown(store, session, amount);
}

/** `total_details.breakdown` of a session, when expanded. */
export function breakdownOf(store: Store, session: string): object {
  const amount = store.sessions.get(session)?.total_details?.amount_discount ?? 0;
  return { discounts: breakdown(store, session, amount), taxes: [] };
}

function breakdown(store: Store, session: string, amount: number): { amount: number; discount: object }[] {
  const kept = store.hiddenFields.get(session)?.discount;
  if (!kept || amount === 0) return [];
  const discount: Stripe.Discount = {
    id: kept.id,
    object: "discount",
    checkout_session: session,
    customer: store.sessions.get(session)?.customer ?? null,
    customer_account: null,
    end: null,
    invoice: null,
    invoice_item: null,
    promotion_code: kept.promotionCode,
    source: { coupon: kept.coupon, type: "coupon" },
    start: kept.start,
    subscription: null,
    subscription_item: null,
  };
  return [{ amount, discount }];
}
