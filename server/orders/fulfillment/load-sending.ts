import "server-only";
import { fulfillmentStateOf, type SendableOrder, type SendingLine } from "@/domain/fulfillment/sending-state";
import { COUNTED_REFUNDS } from "@/domain/refunds/refund";
import type { Prisma, Tx } from "../../platform/db";

export type LoadedSending = SendableOrder & { id: string; email: string | null; lines: SendingLine[] };

/**
 * An order with all that decides what of it can be sent. Its row is locked until the transaction ends: two who send
 * at once come one after the other, and so do sending, refunds and disputes.
 */
export async function loadSending(tx: Tx, orderId: string): Promise<LoadedSending | null> {
  // By hand, for the lock.
  await tx.$queryRaw`SELECT 1 FROM orders WHERE id = ${orderId}::uuid FOR UPDATE`;
  const order = await tx.order.findUnique({
    where: { id: orderId },
    select: {
      ...{ id: true, email: true, ...SENDABLE },
      lines: {
        orderBy: { position: "asc" },
        select: { id: true, quantity: true, requiresShipping: true, ...SENT_UNITS },
      },
    },
  });
  return order && { ...order, lines: sendingLines(order) };
}

/** What decides whether anything of an order may be sent; for `refuseSending` and `whyNotSent`. */
export const SENDABLE = {
  ...{ paymentState: true, disputeHold: true, conflict: true, requiresShipping: true, capturedMinor: true },
  refunds: { where: { ofDuplicatePayment: false }, select: { amountMinor: true, state: true } },
} satisfies Prisma.OrderSelect;

/** What of a line is in parcels, and what was withdrawn or refunded; for `sendingLines`. */
export const SENT_UNITS = {
  sent: { select: { quantity: true, fulfillment: { select: { state: true } } } },
  returned: {
    where: { return: { state: { in: ["requested", "received", "refunded"] } } },
    select: { quantity: true, unsent: true },
  },
  refunded: {
    where: { refund: { state: { in: [...COUNTED_REFUNDS] } } },
    select: { quantity: true, unsent: true, sent: true },
  },
} satisfies Prisma.OrderLineSelect;

type LineRow = Pick<SendingLine, "id" | "quantity" | "requiresShipping"> & {
  sent: { quantity: number; fulfillment: { state: SendingLine["parcels"][number]["state"] } }[];
  returned: { unsent: number }[];
  refunded: { unsent: number; sent: number }[];
};

export const sendingLines = (order: { requiresShipping: boolean; lines: LineRow[] }): SendingLine[] =>
  order.lines.map(({ id, quantity, requiresShipping, sent, returned, refunded }) => ({
    id,
    quantity,
    requiresShipping: order.requiresShipping && requiresShipping,
    parcels: sent.map((one) => ({ state: one.fulfillment.state, quantity: one.quantity })),
    withdrawn: [...returned, ...refunded].reduce((sum, { unsent }) => sum + unsent, 0),
    refunded: refunded.reduce((sum, line) => sum + line.sent, 0),
  }));

/** Writes what the order's parcels make of it, in the transaction that changed them. @returns its lines as they are now */
export async function writeFulfillmentState(tx: Tx, orderId: string): Promise<SendingLine[]> {
  const order = await loadSending(tx, orderId);
  if (!order) return [];
  const fulfillmentState = fulfillmentStateOf(order.lines);
  await tx.order.updateMany({
    where: { id: orderId, fulfillmentState: { not: fulfillmentState } },
    data: { fulfillmentState },
  });
  return order.lines;
}
