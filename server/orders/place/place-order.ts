import "server-only";
import { shortLines } from "@/domain/cart/compare-quotes";
import { usedDiscounts } from "@/domain/cart/discount-lines";
import type { Quote } from "@/domain/cart/quote";
import { MAX_SHIPPING_RATES } from "@/domain/checkout/shipping";
import { lineWords } from "@/domain/orders/line-words";
import { storedForm } from "@/domain/settings/subjects";
import { flatRates } from "@/domain/shipping/one-zone";
import { reserveDiscounts } from "../../discounts/redeem-discounts";
import type { Tx } from "../../platform/db";
import { env } from "../../platform/env";
import { hashReference, referenceOf } from "../../platform/reference";
import { settings } from "../../platform/settings/settings";
import { countriesShippedTo } from "../../settings/shipping-shop";
import { OutOfStockError, reserveStock } from "../../stock/reserve-stock";
import { recordOrderEvent } from "../history/record-order-event";
import type { Shopper } from "./shopper";
import { writeTaxes } from "./write-taxes";

/** Something in the cart is no longer sold. Nothing was written. */
export class NotForSaleError extends Error {}

/** The cart costs something else than the shopper was shown, or is paid in another way. Nothing was written. */
export class PriceChangedError extends Error {}

/**
 * Writes an order that waits for payment as the quote has it, with its stock and its discounts reserved. It exists before Stripe hears
 * of it.
 * @param cart quoted in the same transaction
 * @param plan how the shopper was told it would be paid; Stripe never hears of a free order
 * @param shopper whose open orders it counts among
 * @throws NotForSaleError, PriceChangedError, OutOfStockError, DiscountGoneError; a unique violation when the cart has an open order by now
 */
export async function placeOrder(
  tx: Tx,
  cart: Quote,
  plan: "pay" | "free",
  { openedBy, visitor, countedAs }: Shopper,
): Promise<{ id: string }> {
  const gone = cart.lines.find(({ notice }) => notice === "gone");
  if (gone || cart.lines.length === 0) throw new NotForSaleError(gone?.variantId ?? "the cart is empty");
  // The shop may have stopped sending there a moment ago.
  if (cart.details && cart.requiresShipping && cart.shipping === null)
    throw new PriceChangedError("it cannot be sent there");
  if (cart.plan.kind !== plan) throw new PriceChangedError(`${cart.plan.kind}, not ${plan}`);
  const { id, holdExpiresAt } = await readBeginning(tx);
  const { subtotal, total, sent } = cart.totals;
  await tx.order.create({
    data: {
      id,
      referenceHash: hashReference(referenceOf(id)) ?? "",
      cartKey: cart.key,
      currency: subtotal.currency,
      subtotalMinor: subtotal.amountMinor,
      totalMinor: total.amountMinor,
      sentMinor: sent.amountMinor,
      livemode: env().isLive,
      holdExpiresAt,
      itemCount: cart.itemCount,
      lineWords: lineWords(cart.lines),
      requiresShipping: cart.requiresShipping,
      isFree: plan === "free",
      openedBy,
      visitor,
      ...(cart.details && { details: cart.details }),
      offeredShipping: offeredShipping(cart) as object,
      ...promiseOf(cart),
      withdrawalDays: settings("shipping").withdrawalDays,
    },
    select: { id: true },
  });
  // After the row above: an open order of this cart is found first, and it may hold the last units.
  const short = shortLines(cart);
  if (short.length > 0) throw new OutOfStockError(short.map(({ variantId }) => variantId));
  await writeParts(tx, id, cart);
  await reserveStock(tx, id, [...cart.lines], countedAs);
  await reserveDiscounts(tx, id, usedDiscounts(cart.discounts), cart.details?.email ?? null);
  await recordOrderEvent(tx, id, { cause: "shopper" }, { kind: "checkout_started", data: {} });
  return { id };
}

/** What the payment page offers: what the shopper has chosen; without details, what holds for any goods. */
function offeredShipping({ details, shipping }: Quote): Record<string, unknown> {
  if (details === null) {
    const rates = flatRates(settings("shipping").zones).slice(0, MAX_SHIPPING_RATES);
    return storedForm({ rates, countries: countriesShippedTo() });
  }
  if (shipping === null) return NOTHING_SENT;
  // Who picks it up has no address to give.
  return storedForm({ rates: [shipping], countries: shipping.kind === "pickup" ? [] : [details.country] });
}

/** What the shopper was told of when it arrives, which later changes of the shop leave as it is. */
function promiseOf({ shipping }: Quote) {
  if (shipping === null) return {};
  const { arrives, kind, place, hours } = shipping;
  return {
    promisedFrom: new Date(`${arrives.from}T00:00:00Z`),
    promisedTo: new Date(`${arrives.to}T00:00:00Z`),
    pickup: kind === "pickup" ? [place, hours].filter(Boolean).join(" · ") : null,
  };
}

const NOTHING_SENT = { rates: [], countries: [] };

/** Growing ids keep the index compact, and the clock that ends the hold starts it: both come from the database. */
async function readBeginning(tx: Tx): Promise<{ id: string; holdExpiresAt: Date }> {
  const [row] = await tx.$queryRaw<{ id: string; holdExpiresAt: Date }[]>`
    SELECT uuidv7() AS id, date_trunc('second', now()) + make_interval(mins => ${env().HOLD_MINUTES}::int) AS "holdExpiresAt"`;
  if (!row) throw new Error("the database gave no id");
  return row;
}

/** What was agreed: the lines, and what the order costs besides them. */
async function writeParts(tx: Tx, orderId: string, quote: Quote): Promise<void> {
  const { lines, totals } = quote;
  const written = await tx.orderLine.createManyAndReturn({
    select: { id: true, variantId: true },
    data: lines.map((line, position) => ({
      orderId,
      variantId: line.variantId,
      position,
      productTitle: line.productTitle,
      variantTitle: line.variantTitle,
      productSlug: line.productSlug,
      sku: line.sku,
      imageBase: line.imageBase,
      quantity: line.quantity,
      unitPriceMinor: line.unitPrice.amountMinor,
      totalMinor: line.total.amountMinor,
      requiresShipping: line.requiresShipping,
    })),
  });
  // A cart has each variant once.
  const lineOf = new Map(written.map(({ id, variantId }) => [variantId, id]));
  await writeTaxes(tx, orderId, quote, lineOf);
  if (totals.adjustments.length === 0) return;
  await tx.orderAdjustment.createMany({
    data: totals.adjustments.map(({ kind, lineId, code, label, amount }) => ({
      orderId,
      orderLineId: lineId === null ? null : (lineOf.get(lineId) ?? null),
      kind,
      code,
      label,
      amountMinor: amount.amountMinor,
    })),
  });
}
