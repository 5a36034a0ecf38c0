import "server-only";
import { type DisputeHold, isMoneyGone } from "@/domain/orders/disputes";
import { lineTitle } from "@/domain/orders/line-words";
import { storedTotals, type TotalsRow } from "@/domain/orders/totals";
import { chargesOf, type OrderCharges, type RefundShares } from "@/domain/refunds/lines";
import { placeUnits } from "@/domain/refunds/place-units";
import { isCountedRefund, type RefundState, refundableMinor } from "@/domain/refunds/refund";
import type { Tx } from "../../platform/db";
import { restockUnits, undoRestockUnits } from "../../stock/sell-stock";
import { SENT_UNITS, sendingLines, writeFulfillmentState } from "../fulfillment/load-sending";

/** The lines of a refund; for `refundItems`. */
export const REFUND_ITEMS = {
  select: {
    ...{ quantity: true, amountMinor: true },
    line: { select: { position: true, productTitle: true, variantTitle: true } },
  },
} as const;

type ItemRow = {
  quantity: number;
  amountMinor: bigint;
  line: { position: number; productTitle: string; variantTitle: string };
};

export const refundItems = (rows: ItemRow[]) =>
  rows
    .toSorted((one, other) => one.line.position - other.line.position)
    .map(({ quantity, amountMinor, line }) => ({ title: lineTitle(line), quantity, amountMinor }));

export const unitSum = (lines: { quantity: number }[]): number =>
  lines.reduce((sum, { quantity }) => sum + quantity, 0);

type ChargedRow = TotalsRow & {
  capturedMinor: bigint;
  disputeHold: DisputeHold | null;
  lines: { id: string; quantity: number; totalMinor: bigint; refunded: { quantity: number }[] }[];
  taxLines: { orderLineId: string | null; taxMinor: bigint }[];
  refunds: { amountMinor: bigint; shippingMinor: bigint; state: RefundState; ofDuplicatePayment: boolean }[];
};

/** What an order was charged for by line, and what of it can still be refunded; nothing while the bank has the money. */
export function readCharges(order: ChargedRow): OrderCharges {
  const own = order.refunds.filter(({ ofDuplicatePayment }) => !ofDuplicatePayment);
  return chargesOf({
    totals: storedTotals(order),
    lines: order.lines,
    taxes: order.taxLines,
    refundedShippingMinor: own.reduce(
      (sum, { state, shippingMinor }) => (isCountedRefund(state) ? sum + shippingMinor : sum),
      0n,
    ),
    refundableMinor: isMoneyGone(order.disputeHold) ? 0n : refundableMinor(order.capturedMinor, own),
  });
}

/** The lines of a refund with where their units are, as of now: an order of which nothing changes meanwhile is locked. */
export async function placeRefundLines(tx: Pick<Tx, "order">, orderId: string, { lines }: RefundShares) {
  if (lines.length === 0) return [];
  const order = await tx.order.findUniqueOrThrow({
    where: { id: orderId },
    select: {
      requiresShipping: true,
      lines: {
        orderBy: { position: "asc" },
        select: {
          ...{ id: true, quantity: true, requiresShipping: true, ...SENT_UNITS },
          ...{ variantId: true, productTitle: true, variantTitle: true },
        },
      },
    },
  });
  const sending = sendingLines(order);
  return order.lines.flatMap((row, index) => {
    const [part, line] = [lines.find(({ lineId }) => lineId === row.id), sending[index]];
    if (!part || !line) return [];
    const places = placeUnits({ ...line, asked: row.returned, refunds: row.refunded }, part.quantity);
    return { ...part, ...places, variantId: row.variantId, title: lineTitle(row) };
  });
}

/**
 * Records which units a refund is for, in the transaction that asks for it and has locked the order. What of them was not
 * sent is not sent any more.
 * @param isRestocked puts them into stock with it
 */
export async function recordRefundLines(
  tx: Tx,
  orderId: string,
  refundId: string,
  shares: RefundShares,
  isRestocked: boolean,
): Promise<void> {
  if (shares.lines.length === 0) return;
  const lines = await placeRefundLines(tx, orderId, shares);
  const units = new Map<string, number>();
  const data = lines.map(({ lineId, variantId, title: _, ...part }) => {
    const restocked = isRestocked && variantId !== null;
    if (restocked) units.set(variantId, (units.get(variantId) ?? 0) + part.quantity);
    return { ...part, refundId, orderLineId: lineId, restocked };
  });
  await tx.refundLine.createMany({ data });
  if (units.size > 0) await restockUnits(tx, orderId, units);
  await writeFulfillmentState(tx, orderId);
}

/**
 * A request has ended, and its row says so: what of it was refunded before it was sent is not sent for all that. Other
 * requests come first, as in `placeUnits`.
 */
export async function keepRefundedUnsent(tx: Tx, orderId: string): Promise<void> {
  const { where, select } = SENT_UNITS.refunded;
  const lines = await tx.orderLine.findMany({
    where: { orderId },
    select: {
      returned: SENT_UNITS.returned,
      refunded: { where, select: { ...select, refundId: true, orderLineId: true } },
    },
  });
  for (const { returned, refunded } of lines) {
    let covered = returned.reduce((sum, { unsent }) => sum + unsent, 0);
    for (const { refundId, orderLineId, quantity, unsent, sent } of refunded) {
      const withdrawn = quantity - unsent - sent;
      const increment = withdrawn - Math.min(withdrawn, covered);
      covered -= withdrawn - increment;
      if (increment === 0) continue;
      const key = { refundId, orderLineId };
      await tx.refundLine.update({ where: { refundId_orderLineId: key }, data: { unsent: { increment } } });
    }
  }
}

/**
 * A refund was refused or failed, and its row says so: its units are the customer's again, to be sent or refunded, and what
 * was put into stock with it is taken out again, as far as it is still free.
 */
export async function releaseRefundLines(tx: Tx, orderId: string, refundId: string): Promise<void> {
  const lines = await tx.refundLine.findMany({
    where: { refundId },
    select: { quantity: true, restocked: true, line: { select: { variantId: true } } },
  });
  if (lines.length === 0) return;
  const units = new Map<string, number>();
  for (const { quantity, restocked, line } of lines)
    if (restocked && line.variantId !== null)
      units.set(line.variantId, (units.get(line.variantId) ?? 0) + quantity);
  if (units.size > 0) {
    await undoRestockUnits(tx, orderId, units);
    await tx.refundLine.updateMany({ where: { refundId }, data: { restocked: false } });
  }
  await writeFulfillmentState(tx, orderId);
}
