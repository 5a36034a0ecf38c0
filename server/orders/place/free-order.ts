import "server-only";
import type { Quote } from "@/domain/cart/quote";
import type { PostalAddress } from "@/domain/orders/payment-facts";
import { db, Prisma, type Tx } from "../../platform/db";
import { referenceOf } from "../../platform/reference";
import { sellStock } from "../../stock/sell-stock";
import { recordOrderEvent } from "../history/record-order-event";
import { enqueueMailOnce } from "../mail/enqueue-mail-once";
import { placeOrder } from "./place-order";
import type { Shopper } from "./shopper";

export type Contact = { email: string; name: string | null; address: PostalAddress | null };

/**
 * Places an order that costs nothing and pays it with that: stock sold, confirmation promised, and Stripe never
 * hears of it.
 * @throws as `placeOrder` does; a unique violation when the cart is a free order already
 */
export async function placeFreeOrder(
  tx: Tx,
  cart: Quote,
  contact: Contact,
  shopper: Shopper,
): Promise<{ reference: string }> {
  const { id } = await placeOrder(tx, cart, "free", shopper);
  const now = new Date();
  await tx.order.update({
    where: { id },
    data: {
      paymentState: "paid",
      paidAt: now,
      reconciledAt: now,
      reconcileVersion: { increment: 1 },
      email: contact.email,
      customerName: contact.name,
      shippingAddress: contact.address ?? Prisma.DbNull,
    },
    select: { id: true },
  });
  const by = { cause: "shopper" } as const;
  const paid = {
    kind: "payment_moved",
    from: "awaiting_payment",
    to: "paid",
    data: { reason: "free" },
  } as const;
  await recordOrderEvent(tx, id, by, paid);
  await sellStock(tx, id);
  await enqueueMailOnce(tx, id, "order_confirmation");
  return { reference: referenceOf(id) };
}

/** The free order that a cart has become; null when there is none. */
export async function findFreeOrder(
  cartKey: string,
): Promise<{ reference: string; visitor: string | null } | null> {
  const order = await db().order.findFirst({
    where: { cartKey, isFree: true },
    select: { id: true, visitor: true },
  });
  return order && { reference: referenceOf(order.id), visitor: order.visitor };
}
