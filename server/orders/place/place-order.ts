import "server-only";
import { type Quote, shortLines } from "@/domain/cart/quote";
import { db, type Tx } from "../../platform/db";
import { env } from "../../platform/env";
import { hashReference, referenceOf } from "../../platform/reference";
import { OutOfStockError, reserveStock } from "../../stock/reserve-stock";
import { recordOrderEvent } from "../history/record-order-event";
import type { Holder } from "./open-order";

/** Something in the cart is no longer sold. Nothing was written. */
export class NotForSaleError extends Error {}

/** The cart costs something else than the shopper was shown, or is paid in another way. Nothing was written. */
export class PriceChangedError extends Error {}

/** Who places an order. */
export type Shopper = Holder & {
  /** Whose open orders are counted, as `shopperKey` tells addresses apart; null where they cannot be. */
  openedBy: string | null;
};

export const UNKNOWN_SHOPPER: Shopper = { openedBy: null, visitor: null, heldReference: null };

/**
 * Writes an order that waits for payment as the quote has it, with its stock reserved. It exists before Stripe hears
 * of it.
 * @param cart quoted in the same transaction
 * @param plan how the shopper was told it would be paid; Stripe never hears of a free order
 * @param shopper whose open orders it counts among
 * @throws NotForSaleError, PriceChangedError, OutOfStockError; a unique violation when the cart has an open order by now
 */
export async function placeOrder(
  tx: Tx,
  cart: Quote,
  plan: "pay" | "free",
  { openedBy, visitor }: Shopper,
): Promise<{ id: string }> {
  const gone = cart.lines.find(({ notice }) => notice === "gone");
  if (gone || cart.lines.length === 0) throw new NotForSaleError(gone?.variantId ?? "the cart is empty");
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
      isFree: plan === "free",
      openedBy,
      visitor,
    },
    select: { id: true },
  });
  // After the row above: an open order of this cart is found first, and it may hold the last units.
  const short = shortLines(cart);
  if (short.length > 0) throw new OutOfStockError(short.map(({ variantId }) => variantId));
  await writeParts(tx, id, cart);
  await reserveStock(tx, id, [...cart.lines]);
  await recordOrderEvent(tx, id, { cause: "shopper" }, { kind: "checkout_started", data: {} });
  return { id };
}

/** Growing ids keep the index compact, and the clock that ends the hold starts it: both come from the database. */
async function readBeginning(tx: Tx): Promise<{ id: string; holdExpiresAt: Date }> {
  const [row] = await tx.$queryRaw<{ id: string; holdExpiresAt: Date }[]>`
    SELECT uuidv7() AS id, date_trunc('second', now()) + make_interval(mins => ${env().HOLD_MINUTES}::int) AS "holdExpiresAt"`;
  if (!row) throw new Error("the database gave no id");
  return row;
}

/** What was agreed: the lines, and what the order costs besides them. */
async function writeParts(tx: Tx, orderId: string, { lines, totals }: Quote): Promise<void> {
  await tx.orderLine.createMany({
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
    })),
  });
  if (totals.adjustments.length === 0) return;
  await tx.orderAdjustment.createMany({
    data: totals.adjustments.map(({ kind, code, label, amount }) => ({
      orderId,
      kind,
      code,
      label,
      amountMinor: amount.amountMinor,
    })),
  });
}

/** Ten shoppers who share an address may be paying at once; a machine that wants to reserve everything gets no further. */
export const MAX_OPEN_ORDERS = 10;

/** Too many checkouts are open at the shopper's address. Nothing was written. */
export class TooManyOpenError extends Error {}

/**
 * Lets an address have a few orders that wait for payment, however many carts it has. Requests of one address wait
 * for each other, so that a hundred concurrent ones are counted one by one.
 * @param openedBy server/platform/client-address.ts makes it
 * @throws TooManyOpenError
 */
export async function limitOpenOrders(tx: Tx, openedBy: string): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`open orders of ${openedBy}`}, 0))`;
  const open = await tx.order.findMany({
    where: { openedBy, paymentState: "awaiting_payment" },
    select: { id: true },
    take: MAX_OPEN_ORDERS,
  });
  if (open.length === MAX_OPEN_ORDERS) throw new TooManyOpenError();
}

const DAY_MS = 24 * 60 * 60_000;

/** Forgets whose orders they were, a day after: by then none of them is open. @returns how many */
export async function forgetOpeners(): Promise<number> {
  const { count } = await db().order.updateMany({
    where: {
      OR: [{ openedBy: { not: null } }, { visitor: { not: null } }],
      placedAt: { lt: new Date(Date.now() - DAY_MS) },
    },
    data: { openedBy: null, visitor: null },
  });
  return count;
}
