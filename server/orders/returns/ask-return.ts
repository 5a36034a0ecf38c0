import "server-only";
import { unitsOf } from "@/domain/fulfillment/sending-state";
import { lineTitle } from "@/domain/orders/line-words";
import { type ReturnRefusal, refuseReturn, returnableUnits, whyNotReturned } from "@/domain/returns/return";
import type { ReturnableView } from "@/domain/returns/views";
import { isWithdrawable, lastWithdrawalDay } from "@/domain/returns/window";
import { crashPoint } from "../../platform/crash-point";
import { db, type Tx, transaction } from "../../platform/db";
import { hashReference } from "../../platform/reference";
import { settings } from "../../platform/settings/settings";
import { requireSurface } from "../../platform/surface";
import { loadSending, SENT_UNITS, sendingLines, writeFulfillmentState } from "../fulfillment/load-sending";
import { recordOrderEvent } from "../history/record-order-event";
import { enqueueMailOnce } from "../mail/enqueue-mail-once";

const ORDER = {
  ...{ id: true, number: true, email: true, customerName: true, paymentState: true },
  ...{ requiresShipping: true, paidAt: true, placedAt: true, withdrawalDays: true },
  parcels: { select: { state: true, sentAt: true, movedAt: true } },
  lines: {
    orderBy: { position: "asc" },
    select: {
      ...{ id: true, quantity: true, requiresShipping: true },
      ...{
        productTitle: true,
        variantTitle: true,
        imageBase: true,
        sent: SENT_UNITS.sent,
        refunded: SENT_UNITS.refunded,
      },
      returned: { select: { quantity: true, unsent: true, return: { select: { state: true } } } },
    },
  },
} as const;

/**
 * What the shopper who holds the order's link can ask for back.
 * @returns null for a reference that is not well formed or that no order has
 */
export async function getReturnable(reference: string): Promise<ReturnableView | null> {
  const order = await loadReturnable(db(), reference);
  if (!order) return null;
  const { number, email, customerName, paymentState, lines, returnable, window } = order;
  return {
    ...{ number, email, customerName },
    refusal: whyNotReturned(paymentState, returnable),
    kind: isWithdrawable(window, new Date()) ? "withdrawal" : "return",
    lastDay: lastWithdrawalDay(window),
    windowDays: window.days,
    lines: lines.flatMap((line, index) => {
      const one = returnable[index];
      const quantity = one ? returnableUnits(one) : 0;
      return quantity > 0
        ? { lineId: line.id, title: lineTitle(line), quantity, imageBase: line.imageBase }
        : [];
    }),
  };
}

export type AskInput = {
  /** Of the order's link. */
  reference: string;
  /** Made when the form was rendered: the same one again is the same request. */
  requestId: string;
  /** Units by the id of their line. */
  units: ReadonlyMap<string, number>;
  note: string | null;
};

export type AskResult =
  | { kind: "asked"; returnId: string }
  | { kind: "refused"; refusal: ReturnRefusal | "unknown_order" };

/**
 * Records that the shopper withdraws from units of an order, or wants to return them, and promises the receipt by mail.
 * What was not sent yet is not sent any more. A double click, two tabs or a crash after the commit are one request.
 */
export async function askReturn(input: AskInput): Promise<AskResult> {
  requireSurface("shop");
  const result = await transaction((tx) => recordReturn(tx, input));
  crashPoint("returns:asked");
  return result;
}

async function recordReturn(tx: Tx, { reference, requestId, units, note }: AskInput): Promise<AskResult> {
  const found = await loadReturnable(tx, reference);
  if (!found) return { kind: "refused", refusal: "unknown_order" };
  // Read again behind the lock.
  await loadSending(tx, found.id);
  const order = (await loadReturnable(tx, reference)) ?? found;
  const known = await tx.return.findUnique({ where: { requestId }, select: { id: true, orderId: true } });
  if (known)
    return known.orderId === order.id
      ? { kind: "asked", returnId: known.id }
      : { kind: "refused", refusal: "unknown_order" };
  const refusal = refuseReturn(order.paymentState, order.returnable, units);
  if (refusal) return { kind: "refused", refusal };
  const leftOf = new Map(order.sending.map((line) => [line.id, unitsOf(line).left]));
  const lines = [...units].flatMap(([orderLineId, quantity]) =>
    quantity > 0 ? { orderLineId, quantity, unsent: Math.min(quantity, leftOf.get(orderLineId) ?? 0) } : [],
  );
  const isWithdrawal = isWithdrawable(order.window, new Date());
  const { id } = await tx.return.create({
    data: {
      ...{ orderId: order.id, requestId, kind: isWithdrawal ? "withdrawal" : "return", note },
      lines: { createMany: { data: lines } },
    },
    select: { id: true },
  });
  await writeFulfillmentState(tx, order.id);
  const sum = lines.reduce((total, { quantity }) => total + quantity, 0);
  await recordOrderEvent(
    tx,
    order.id,
    { cause: "shopper" },
    { kind: "return_requested", data: { returnId: id, withdrawal: isWithdrawal, units: sum } },
  );
  if (order.email !== null)
    await enqueueMailOnce(tx, order.id, isWithdrawal ? "withdrawal_receipt" : "return_receipt", {
      returnId: id,
    });
  return { kind: "asked", returnId: id };
}

async function loadReturnable(tx: Pick<Tx, "order">, reference: string) {
  const referenceHash = hashReference(reference);
  if (referenceHash === null) return null;
  const order = await tx.order.findUnique({ where: { referenceHash, erasedAt: null }, select: ORDER });
  if (!order) return null;
  const isCounted = (state: string) => state !== "refused" && state !== "canceled";
  const sending = sendingLines({
    ...order,
    lines: order.lines.map((line) => ({
      ...line,
      returned: line.returned.filter((one) => isCounted(one.return.state)),
    })),
  });
  return {
    ...order,
    sending,
    returnable: order.lines.map(({ id, quantity, returned, refunded }) => ({
      ...{ id, quantity, refunds: refunded },
      returns: returned.map((one) => ({
        state: one.return.state,
        quantity: one.quantity,
        unsent: one.unsent,
      })),
    })),
    window: {
      ...order,
      // Fewer days hold for new orders alone; more hold for all.
      days: Math.max(order.withdrawalDays ?? 0, settings("shipping").withdrawalDays),
      left: sending.reduce((sum, line) => sum + unitsOf(line).left, 0),
    },
  };
}
