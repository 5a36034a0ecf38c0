import { type PaymentPlan, planPayment } from "../checkout/charge-limits.ts";
import type { CheckoutDetails } from "../checkout/details.ts";
import type { AppliedDiscounts } from "../discounts/apply-discounts.ts";
import { multiply, sum } from "../money.ts";
import { type Adjustment, type OrderTotals, totalsOf } from "../orders/totals.ts";
import type { ShippedGoods, ShippingOption, ShippingShop } from "../shipping/options.ts";
import type { AskedPlace } from "../shipping/places.ts";
import type { TaxLine } from "../tax/tax-of.ts";
import type { OrderBuyerView } from "../tax/views.ts";
import { type CartContents, countUnits } from "./cart.ts";
import {
  discountAdjustments,
  discountLines,
  isShippingFree,
  offGoods,
  type QuotedDiscounts,
} from "./discount-lines.ts";
import { lineOf, mergeLines, type Offer, type QuoteLine } from "./quote-line.ts";
import { anyPrices, askShipping, gramsOf, type Priced, shippingAdjustment } from "./quote-shipping.ts";
import type { ShippingRefusal } from "./refuse-shipping.ts";
import { type Taxing, type TaxStep, taxStep } from "./tax-step.ts";

/** What a cart costs now, and whether it can be bought. */
export type Quote = Readonly<{
  key: string;
  lines: readonly QuoteLine[];
  totals: OrderTotals;
  /** Units, not lines. */
  itemCount: number;
  /** The cart is not what the shopper saw any more: show the notices before taking money. */
  hasNotices: boolean;
  /** How all that the cart asks for would be paid. Stock has no part in it: an order of it may hold the last units. */
  plan: PaymentPlan;
  requiresShipping: boolean;
  /** What the shopper has told; null: not asked yet, so that shipping has no part in the totals. */
  details: CheckoutDetails | null;
  /** The ways in which it can be sent there; empty where nothing is sent or nothing can be. */
  shippingOptions: readonly ShippingOption[];
  /** The one that was chosen, or is until another one is; its amount is what is charged. */
  shipping: ShippingOption | null;
  /** What decides about the options there besides the country. */
  asked: AskedPlace;
  /** What cannot be sent there, or not with the others; then there are no ways. */
  refusals: readonly ShippingRefusal[];
  /** What is sent, as far as it can be bought. */
  goods: ShippedGoods;
  /** What discounts take off, and which codes do not apply. */
  discounts: AppliedDiscounts;
  /** By line, then of the shipping; empty while the shop's tax is off, and before the shopper has told where to. */
  taxes: readonly TaxLine[];
  /** Who buys as a business; null: nobody said so, or the shop's tax is off. */
  buyer: OrderBuyerView | null;
}>;

/** What the shop has set. */
export type QuotingShop = {
  currency: string;
  shipping: ShippingShop;
  discounts?: QuotedDiscounts;
  now: Date;
  /** Null: the shop's tax is off, or it is not known yet where to. */
  tax?: (Taxing & { check: Pick<OrderBuyerView, "consultation" | "checkedAt"> | null }) | null;
};

/**
 * What a cart costs. Lines of what is gone or sold out stay, with quantity 0 and a notice. Pure.
 * @param details what the shopper has told; null: not asked yet
 */
export function quote(
  cart: CartContents,
  offers: readonly Offer[],
  shop: QuotingShop,
  details: CheckoutDetails | null = null,
): Quote {
  const { currency, tax = null } = shop;
  const byVariant = new Map(offers.map((offer) => [offer.variantId, offer]));
  const lines = mergeLines(cart.lines).map((entry) =>
    lineOf(entry, byVariant.get(entry.variantId), currency),
  );
  const isGone = lines.some(({ notice }) => notice === "gone");
  const requiresShipping = isGone || lines.some((line) => line.requiresShipping);
  const subtotal = sum(
    lines.map(({ total }) => total),
    currency,
  );
  const grams = gramsOf(lines);
  const { asked, refusals, optionsFor, chosenOf } = askShipping({
    ...{ shop, details, requiresShipping, lines, grams },
  });
  const discounts = discountLines(lines, shop.discounts, {
    ...{ currency, country: details?.country || null },
    shippingMinor: (goodsMinor) =>
      details && !requiresShipping ? 0n : (chosenOf(optionsFor(goodsMinor))?.amountMinor ?? null),
  });
  const goods = { subtotalMinor: subtotal.amountMinor - offGoods(discounts), grams };
  const fullOptions = optionsFor(goods.subtotalMinor);
  const offered = isShippingFree(discounts)
    ? fullOptions.map((option) => ({ ...option, amountMinor: 0n, missingMinor: null }))
    : fullOptions;
  const off = discountAdjustments(discounts, currency);
  const taxedWith = (option: ShippingOption | null) =>
    details && tax
      ? taxStep(
          {
            ...{ currency, details, lines: netLines(lines, off) },
            ...{ shippingMinor: option?.amountMinor ?? 0n, isPickup: option?.kind === "pickup" },
          },
          tax,
        )
      : NO_TAX;
  const taxed = taxedWith(chosenOf(offered));
  // What each is charged with, where a tax comes off it.
  const shippingOptions = tax
    ? offered.map((option) => ({ ...option, amountMinor: taxedWith(option).shippingMinor }))
    : offered;
  const shipping = chosenOf(shippingOptions);
  const any = anyPrices(shop.shipping.zones, goods);
  const costs = details === null || requiresShipping ? (shipping ? [shipping] : any) : [];
  const plan: PaymentPlan =
    isGone || lines.length === 0
      ? { kind: "pay" }
      : planLines(lines, requiresShipping, costs, [...off, ...taxed.adjustments], currency);
  const isUntold = plan.kind === "free" && requiresShipping && details === null;
  const free = isUntold ? any.find(isFreeRate) : undefined;
  return Object.freeze({
    key: cart.key,
    lines,
    totals: totalsOf(subtotal, [
      ...off,
      ...shippingAdjustment(shipping ?? free ?? null, currency),
      ...taxed.adjustments,
    ]),
    itemCount: countUnits({ lines }),
    hasNotices: lines.some(({ notice }) => notice !== null),
    plan,
    requiresShipping,
    details: details && { ...details, rateId: shipping?.id ?? null },
    ...{ shippingOptions, shipping, asked, refusals, goods },
    discounts,
    taxes: taxed.taxes,
    buyer: buyerOf(details, tax),
  });
}

/** What the lines come to after discounts. */
const netLines = (lines: QuoteLine[], off: Adjustment[]) =>
  lines.map(({ variantId, taxClass, total }) => ({
    ...{ variantId, taxClass },
    amountMinor: off.reduce(
      (sum, { lineId, amount }) => (lineId === variantId ? sum + amount.amountMinor : sum),
      total.amountMinor,
    ),
  }));

const NO_TAX: TaxStep = { taxes: [], adjustments: [], shippingMinor: 0n };

function buyerOf(details: CheckoutDetails | null, tax: QuotingShop["tax"]): OrderBuyerView | null {
  if (!details || !tax || (details.company === "" && details.vatId === "")) return null;
  return {
    ...{ company: details.company, vatId: details.vatId, vatIdState: tax.buyer.vatIdState },
    consultation: tax.check?.consultation ?? null,
    checkedAt: tax.check?.checkedAt ?? null,
  };
}

const isFreeRate = ({ amountMinor }: Priced) => amountMinor === 0n;

/** Before the shopper has told where it goes, a payment may need any of the rates. */
function planLines(
  lines: QuoteLine[],
  requiresShipping: boolean,
  costs: readonly Priced[],
  adjustments: Adjustment[],
  currency: string,
): PaymentPlan {
  const subtotal = sum(
    [
      ...lines.map(({ unitPrice, wanted }) => multiply(unitPrice, wanted)),
      ...adjustments.map(({ amount }) => amount),
    ],
    currency,
  );
  const needsNoRate = subtotal.amountMinor === 0n && !requiresShipping;
  return planPayment(subtotal, needsNoRate ? [] : costs.map(({ amountMinor }) => amountMinor));
}
