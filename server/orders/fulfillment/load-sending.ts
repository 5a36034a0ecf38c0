import "server-only";
import { fulfillmentStateOf, type SendableOrder, type SendingLine } from "@/domain/fulfillment/sending-state";
import type { Tx } from "../../platform/db";

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
      ...{ id: true, email: true, paymentState: true, disputeHold: true, conflict: true },
      ...{ requiresShipping: true, capturedMinor: true },
      refunds: { where: { ofDuplicatePayment: false }, select: { amountMinor: true, state: true } },
      lines: {
        orderBy: { position: "asc" },
        select: { id: true, quantity: true, requiresShipping: true, sent: SENT_UNITS },
      },
    },
  });
  return order && { ...order, lines: sendingLines(order) };
}

/** What of a line is in parcels, for `sendingLines`. */
export const SENT_UNITS = {
  select: { quantity: true, fulfillment: { select: { state: true } } },
} as const;

type LineRow = Omit<SendingLine, "parcels"> & {
  sent: { quantity: number; fulfillment: { state: SendingLine["parcels"][number]["state"] } }[];
};

export const sendingLines = (order: { requiresShipping: boolean; lines: LineRow[] }): SendingLine[] =>
  order.lines.map(({ id, quantity, requiresShipping, sent }) => ({
    id,
    quantity,
    requiresShipping: order.requiresShipping && requiresShipping,
    parcels: sent.map((one) => ({ state: one.fulfillment.state, quantity: one.quantity })),
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
