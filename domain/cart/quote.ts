import type { Picture } from "../catalog/product.ts";
import { type PaymentPlan, planPayment } from "../checkout/charge-limits.ts";
import { type CheckoutDetails, isSameDetails } from "../checkout/details.ts";
import type { AppliedDiscounts } from "../discounts/apply-discounts.ts";
import { type Money, money, multiply, sum } from "../money.ts";
import { type Adjustment, type OrderTotals, totalsOf } from "../orders/totals.ts";
import type { ShippedGoods, ShippingOption, ShippingShop } from "../shipping/options.ts";
import type { AskedPlace } from "../shipping/places.ts";
import type { TaxClass } from "../tax/classes.ts";
import type { TaxLine } from "../tax/tax-of.ts";
import type { OrderBuyerView } from "../tax/views.ts";
import { isUuid } from "../uuid.ts";
import { type CartContents, type CartEntry, countUnits, MAX_QUANTITY } from "./cart.ts";
import {
  discountAdjustments,
  discountLines,
  isShippingFree,
  offGoods,
  type QuotedDiscounts,
} from "./discount-lines.ts";
import { anyPrices, askShipping, gramsOf, type Priced, shippingAdjustment } from "./quote-shipping.ts";
import { type Taxing, type TaxStep, taxStep } from "./tax-step.ts";

/** A variant with what is true of it now. */
export type Offer = {
  variantId: string;
  /** No longer: only its names and picture are shown. */
  isForSale: boolean;
  productSlug: string;
  variantSlug: string;
  productTitle: string;
  variantTitle: string;
  sku: string | null;
  picture: Picture | null;
  /** The picture that orders keep. */
  imageBase: string | null;
  priceMinor: bigint;
  /** How many this cart could buy: units that its own open order holds are its own. */
  available: number;
  /** How many one shopper may have of it in an unpaid order, whatever there is. */
  limit: number;
  /** Where nothing is available and unpaid orders hold units: when the first of them ends. */
  heldUntil: Date | null;
  requiresShipping: boolean;
  /** What one unit weighs. */
  grams: number;
  /** Which rate it bears: domain/tax/classes.ts. */
  taxClass: TaxClass;
};

export type LineNotice = "price_changed" | "quantity_reduced" | "limited" | "held" | "sold_out" | "gone";

/** A line of the cart with what is true of it now. */
export type QuoteLine = Readonly<
  Omit<Offer, "priceMinor" | "isForSale"> & {
    /** What the cart asks for. */
    wanted: number;
    /** What of it can be bought. */
    quantity: number;
    unitPrice: Money;
    total: Money;
    notice: LineNotice | null;
    /** The price the shopper saw when the line was added, where it has changed since. */
    formerUnitPrice: Money | null;
  }
>;

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
  const { asked, optionsFor, chosenOf } = askShipping({ shop, details, requiresShipping, grams });
  const discounts = discountLines(lines, shop.discounts, {
    ...{ currency, country: details?.country || null },
    shippingMinor: (goodsMinor) =>
      details && !requiresShipping ? 0n : (chosenOf(optionsFor(goodsMinor))?.amountMinor ?? null),
  });
  const goods = { subtotalMinor: subtotal.amountMinor - offGoods(discounts), grams };
  const fullOptions = optionsFor(goods.subtotalMinor);
  const shippingOptions = isShippingFree(discounts)
    ? fullOptions.map((option) => ({ ...option, amountMinor: 0n, missingMinor: null }))
    : fullOptions;
  const off = discountAdjustments(discounts, currency);
  const chosen = chosenOf(shippingOptions);
  const taxed =
    details && tax
      ? taxStep(
          { currency, details, lines: netLines(lines, off), shippingMinor: chosen?.amountMinor ?? 0n },
          tax,
        )
      : NO_TAX;
  const shipping = chosen && tax ? { ...chosen, amountMinor: taxed.shippingMinor } : chosen;
  const any = anyPrices(shop.shipping.zones, goods);
  const costs = details === null || requiresShipping ? (shipping ? [shipping] : any) : [];
  const plan: PaymentPlan =
    isGone || lines.length === 0
      ? { kind: "pay" }
      : planLines(lines, requiresShipping, costs, [...off, ...taxed.adjustments], currency);
  const free = plan.kind === "free" && requiresShipping ? any.find(isFreeRate) : undefined;
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
    ...{ shippingOptions, shipping, asked, goods },
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

/** One entry for each variant with the units of all its lines: the cookie is the browser's, and may hold anything. */
export function mergeLines(entries: readonly CartEntry[]): CartEntry[] {
  const merged = new Map<string, CartEntry>();
  for (const entry of entries) {
    if (!isUuid(entry.variantId)) continue;
    const known = merged.get(entry.variantId);
    const quantity = Math.min((known?.quantity ?? 0) + entry.quantity, MAX_QUANTITY);
    merged.set(entry.variantId, { ...(known ?? entry), quantity });
  }
  return [...merged.values()];
}

const NOT_FOR_SALE: Omit<Offer, "variantId" | "isForSale"> = {
  productSlug: "",
  variantSlug: "",
  productTitle: "",
  variantTitle: "",
  sku: null,
  picture: null,
  imageBase: null,
  priceMinor: 0n,
  available: 0,
  limit: 0,
  heldUntil: null,
  requiresShipping: false,
  taxClass: "standard",
  grams: 0,
};

/** What was in the catalog keeps its names and its picture, so that the shopper knows what it was. */
const notForSale = (variantId: string, offer: Offer | undefined): Offer => ({
  ...NOT_FOR_SALE,
  ...(offer && {
    productTitle: offer.productTitle,
    variantTitle: offer.variantTitle,
    picture: offer.picture,
  }),
  variantId,
  isForSale: false,
});

function lineOf(entry: CartEntry, offer: Offer | undefined, currency: string): QuoteLine {
  const { variantId, quantity: wanted, seenMinor } = entry;
  const isGone = !offer?.isForSale;
  const { isForSale: _, priceMinor, ...shown } = isGone ? notForSale(variantId, offer) : offer;
  const available = Math.max(shown.available, 0);
  const limit = Math.max(shown.limit, 0);
  const quantity = Math.min(wanted, available, limit);
  const unitPrice = money(priceMinor, currency);
  const isOtherPrice = !isGone && seenMinor !== priceMinor;
  const noticeOf = (): LineNotice | null => {
    if (isGone) return "gone";
    if (available === 0) return shown.heldUntil ? "held" : "sold_out";
    if (quantity < wanted) return limit < available ? "limited" : "quantity_reduced";
    return isOtherPrice ? "price_changed" : null;
  };
  return Object.freeze({
    ...shown,
    available,
    limit,
    wanted,
    quantity,
    unitPrice,
    total: multiply(unitPrice, quantity),
    notice: noticeOf(),
    formerUnitPrice: isOtherPrice ? money(seenMinor, currency) : null,
  });
}

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

/** The lines that cannot be bought as the cart asks for them. */
export const shortLines = ({ lines }: Quote): QuoteLine[] =>
  lines.filter(({ quantity, wanted }) => quantity < wanted);

/** The cart's lines as they can be bought at today's prices, as if the shopper had just seen them. */
export const acceptedLines = ({ lines }: Quote): CartEntry[] =>
  lines
    .filter(({ quantity }) => quantity > 0)
    .map(({ variantId, quantity, unitPrice }) => ({ variantId, quantity, seenMinor: unitPrice.amountMinor }));

/** An order as far as it can be compared with a cart. */
export type QuotedOrder = {
  sentMinor: bigint;
  totalMinor: bigint;
  details: CheckoutDetails | null;
  lines: { variantId: string | null; quantity: number; unitPriceMinor: bigint }[];
};

/** An order of this cart that was placed now would be this order: the same variants, units, prices and details. */
export function isQuoteOf(order: QuotedOrder, cart: Quote): boolean {
  const { sent, total } = cart.totals;
  if (shortLines(cart).length > 0 || order.sentMinor !== sent.amountMinor) return false;
  if (cart.details && order.totalMinor !== total.amountMinor) return false;
  if (!isSameDetails(order.details, cart.details)) return false;
  const ordered = order.lines.map((line) => `${line.variantId}:${line.quantity}:${line.unitPriceMinor}`);
  const quoted = cart.lines.map((line) => `${line.variantId}:${line.quantity}:${line.unitPrice.amountMinor}`);
  return ordered.toSorted().join() === quoted.toSorted().join();
}

/** Two quotes of one cart ask the same for each unit and are paid in the same way, whatever is left of the stock. */
export function hasSamePrices(one: Quote, other: Quote): boolean {
  const pricesOf = ({ lines, plan, totals }: Quote) => [
    plan.kind,
    ...lines.map(
      ({ variantId, unitPrice, notice }) =>
        `${variantId}:${notice === "gone" ? "gone" : unitPrice.amountMinor}`,
    ),
    ...totals.adjustments.map(({ kind, code, amount }) => `${kind}:${code}:${amount.amountMinor}`),
  ];
  return pricesOf(one).join() === pricesOf(other).join();
}
