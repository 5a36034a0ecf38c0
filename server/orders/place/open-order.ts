import "server-only";
import type { OrderedCart } from "@/domain/cart/cart";
import type { QuotedOrder } from "@/domain/cart/compare-quotes";
import { readDetails } from "@/domain/checkout/details";
import type { PaymentState } from "@/domain/orders/states";
import { db, type Prisma } from "../../platform/db";
import { hashReference, referenceOf } from "../../platform/reference";
import type { Shopper } from "./shopper";

export type OpenOrder = QuotedOrder & {
  id: string;
  reference: string;
  stripeSessionId: string | null;
  holdExpiresAt: Date;
  /** It costs nothing: it waits to be confirmed, and Stripe does not know it. */
  isFree: boolean;
  email: string | null;
  /** Which browser placed it, as `rememberVisitor` tells them apart. */
  visitor: string | null;
};

/** Whether this browser placed the order or is paying it: no other may come back to it. */
export const isOwn = (
  order: Pick<OpenOrder, "reference" | "visitor">,
  { visitor, heldReference }: Pick<Shopper, "visitor" | "heldReference">,
): boolean => order.reference === heldReference || order.visitor === visitor;

/** The order of this cart that waits for payment; at most one exists (unique index orders_one_open_per_cart). */
export async function findOpenOrder(cartKey: string): Promise<OpenOrder | null> {
  const order = await db().order.findFirst({
    where: { cartKey, paymentState: "awaiting_payment" },
    select: {
      id: true,
      stripeSessionId: true,
      holdExpiresAt: true,
      isFree: true,
      email: true,
      visitor: true,
      sentMinor: true,
      totalMinor: true,
      details: true,
      lines: { select: { variantId: true, quantity: true, unitPriceMinor: true } },
    },
  });
  return order && { ...order, details: readDetails(order.details), reference: referenceOf(order.id) };
}

const PAID = ["processing", "authorized", "paid", "partially_refunded"] as const;

/** The reference of the order that a cart has become, once money came for it or is on its way; null when there is none. */
export async function findPaidOrder(cartKey: string): Promise<string | null> {
  const order = await db().order.findFirst({
    where: { cartKey, paymentState: { in: [...PAID] } },
    orderBy: { number: "desc" },
    select: { id: true },
  });
  return order && referenceOf(order.id);
}

export type ReferencedOrder = {
  id: string;
  cartKey: string;
  paymentState: PaymentState;
  stripeSessionId: string | null;
  /** Encrypted: see server/platform/seal.ts. */
  clientSecret: string | null;
  holdExpiresAt: Date;
};

/** The few facts that the checkout needs of the order behind a link; null when there is none. */
export async function findOrderByReference(reference: string): Promise<ReferencedOrder | null> {
  const referenceHash = hashReference(reference);
  if (referenceHash === null) return null;
  return db().order.findUnique({
    where: { referenceHash },
    select: {
      id: true,
      cartKey: true,
      paymentState: true,
      stripeSessionId: true,
      clientSecret: true,
      holdExpiresAt: true,
    },
  });
}

/** What an order was placed with; null when no order has this reference. */
export async function findOrderLines(
  reference: string,
): Promise<{ variantId: string | null; quantity: number; unitPriceMinor: bigint }[] | null> {
  const referenceHash = hashReference(reference);
  if (referenceHash === null) return null;
  const order = await db().order.findUnique({
    where: { referenceHash },
    select: {
      lines: {
        orderBy: { position: "asc" },
        select: { variantId: true, quantity: true, unitPriceMinor: true },
      },
    },
  });
  return order?.lines ?? null;
}

/** The cart that an order was made of; null when no order has this reference. */
export async function findOrderedCart(
  reference: string,
): Promise<(OrderedCart & { totalMinor: bigint }) | null> {
  const referenceHash = hashReference(reference);
  if (referenceHash === null) return null;
  return orderedCart({ referenceHash });
}

/** What was ordered of a cart that has become a paid order; null when it has not. It names no order. */
export const findPaidCart = (cartKey: string): Promise<OrderedCart | null> =>
  orderedCart({ cartKey, paymentState: { in: [...PAID] } });

async function orderedCart(where: Prisma.OrderWhereInput) {
  const order = await db().order.findFirst({
    where,
    orderBy: { number: "desc" },
    select: { cartKey: true, totalMinor: true, lines: { select: { variantId: true, quantity: true } } },
  });
  if (!order) return null;
  const lines = order.lines.flatMap(({ variantId, quantity }) =>
    variantId ? [{ variantId, quantity }] : [],
  );
  const { cartKey: key, totalMinor } = order;
  return lines.length > 0 ? { key, totalMinor, lines } : null;
}
