import "server-only";
import type { Quote } from "@/domain/cart/quote";
import type { PostalAddress } from "@/domain/orders/payment-facts";
import { awaitsConfirmation, type PaymentState } from "@/domain/orders/states";
import { audit } from "../../accounts/audit/audit";
import { requireAdmin } from "../../accounts/session";
import { redeemDiscounts } from "../../discounts/redeem-discounts";
import { requestDocuments } from "../../documents/issue-documents";
import { db, Prisma, type Tx, transaction } from "../../platform/db";
import { hashReference, referenceOf } from "../../platform/reference";
import { sellStock } from "../../stock/sell-stock";
import { type Cause, recordOrderEvent } from "../history/record-order-event";
import { enqueueMailOnce } from "../mail/enqueue-mail-once";
import { loadOrderSnapshot } from "../reconcile/load-order-snapshot";
import { placeOrder } from "./place-order";
import type { Shopper } from "./shopper";

export type Contact = { email: string; name: string | null; address: PostalAddress | null };

/** Three mails went to this address within the hour, and the owner may have asked for none. Nothing was written. */
export class TooManyMailsError extends Error {}

/** To one address, of mails that a stranger can ask for. */
export const MAX_MAILS_AN_HOUR = 3;

/**
 * Places an order that costs nothing. It holds its units, and its shopper confirms it by the mail: until
 * then nothing is sold, and the order ends like one that was not paid. Stripe never hears of it.
 * @throws as `placeOrder` does; TooManyMailsError
 */
export async function placeFreeOrder(
  tx: Tx,
  cart: Quote,
  contact: Contact,
  shopper: Shopper,
): Promise<{ id: string }> {
  await limitMails(tx, contact.email);
  const { id } = await placeOrder(tx, cart, "free", shopper);
  await tx.order.update({
    where: { id },
    data: {
      email: contact.email,
      customerName: contact.name,
      shippingAddress: contact.address ?? Prisma.DbNull,
    },
    select: { id: true },
  });
  await enqueueMailOnce(tx, id, "confirm_free_order");
  return { id };
}

/** Requests for one address wait for each other; free orders count from when they are placed, not when mail is sent. */
async function limitMails(tx: Tx, email: string): Promise<void> {
  const address = email.toLowerCase();
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`mails to ${address}`}, 0))`;
  // By hand: an address in any case, and mails that are written or promised.
  const [row] = await tx.$queryRaw<{ count: number }[]>`
    SELECT ((SELECT count(*) FROM mails WHERE lower(recipient) = ${address} AND kind <> 'confirm_free_order'
                AND created_at > now() - interval '1 hour')
          + (SELECT count(*) FROM orders WHERE is_free AND lower(email) = ${address}
                AND placed_at > now() - interval '1 hour'))::int AS count`;
  if ((row?.count ?? 0) >= MAX_MAILS_AN_HOUR) throw new TooManyMailsError();
}

/**
 * The shopper confirms a free order with the link of its mail: it is paid with that, its stock is sold and the
 * confirmation promised. A second time changes nothing.
 * @returns false when there is no such order to confirm any more
 */
export async function confirmFreeOrder(reference: string): Promise<boolean> {
  const referenceHash = hashReference(reference);
  if (referenceHash === null) return false;
  return transaction(async (tx) => {
    const now = new Date();
    const [order] = await tx.order.updateManyAndReturn({
      where: { referenceHash, isFree: true, paymentState: "awaiting_payment", erasedAt: null },
      data: { paymentState: "paid", paidAt: now, reconciledAt: now, reconcileVersion: { increment: 1 } },
      select: { id: true },
    });
    if (!order) return false;
    await recordConfirmed(tx, order.id, "awaiting_payment", { cause: "shopper" });
    // Held until the order ends, so that it is there.
    if (!(await sellStock(tx, order.id))) throw new Error(`the units of order ${order.id} are not held`);
    await redeemDiscounts(tx, order.id);
    await enqueueMailOnce(tx, order.id, "order_confirmation");
    await requestDocuments(tx, order.id);
    return true;
  });
}

/**
 * An admin confirms a free order for its shopper, such as where no mail server sends the link; also one that was not
 * confirmed in time, while its units are still free.
 * @returns gone: some of its units are not there any more; not_waiting: there is nothing to confirm. Nothing changed then
 * @throws when the admin lacks the permission
 */
export async function confirmFreeOrderAsAdmin(
  orderId: string,
): Promise<"confirmed" | "gone" | "not_waiting"> {
  const admin = await requireAdmin("orders.review");
  return transaction(async (tx) => {
    const order = await loadOrderSnapshot(tx, orderId, true);
    if (!order || !awaitsConfirmation(order)) return "not_waiting";
    // Nobody to send it to.
    if (await tx.order.count({ where: { id: orderId, erasedAt: { not: null } } })) return "not_waiting";
    if (!(await sellStock(tx, orderId))) return "gone";
    await redeemDiscounts(tx, orderId);
    const now = new Date();
    await tx.order.update({
      where: { id: orderId },
      data: { paymentState: "paid", paidAt: now, reconciledAt: now, reconcileVersion: { increment: 1 } },
      select: { id: true },
    });
    await recordConfirmed(tx, orderId, order.paymentState, { cause: "admin", causeRef: admin.name });
    await audit(tx, { by: admin, action: "order_confirmed", object: `order:${orderId}` });
    await enqueueMailOnce(tx, orderId, "order_confirmation");
    await requestDocuments(tx, orderId);
    return "confirmed";
  });
}

const recordConfirmed = (tx: Tx, orderId: string, from: PaymentState, by: Cause) =>
  recordOrderEvent(tx, orderId, by, { kind: "payment_moved", from, to: "paid", data: { reason: "free" } });

/** The confirmed free order that a cart has become; null when there is none. */
export async function findFreeOrder(
  cartKey: string,
): Promise<{ reference: string; visitor: string | null } | null> {
  const order = await db().order.findFirst({
    where: { cartKey, isFree: true, paymentState: "paid" },
    select: { id: true, visitor: true },
  });
  return order && { reference: referenceOf(order.id), visitor: order.visitor };
}
