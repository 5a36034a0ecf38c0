import "server-only";
import { type Money, money } from "@/domain/money";
import { type OrderEventRow, parseOrderEvent } from "@/domain/orders/history";
import type { PostalAddress } from "@/domain/orders/payment-facts";
import { storedMethod } from "@/domain/orders/payment-facts";
import { storedTotals } from "@/domain/orders/totals";
import type { ReceiptView } from "@/domain/orders/views";
import type { RefundState } from "@/domain/refunds/refund";
import { promiseOf } from "@/domain/shipping/agreed/promise";
import { sumTaxes } from "@/domain/tax/sum-taxes";
import { DOCUMENTS, documentViews } from "../../documents/list-documents";
import { db } from "../../platform/db";
import { hashReference } from "../../platform/reference";
import { SENT_UNITS } from "../fulfillment/load-sending";
import { listOwnCarriers } from "../fulfillment/own-carriers";
import { PARCELS, parcelViews } from "../fulfillment/read-parcels";
import { unitSum } from "../refunds/refund-lines";
import { RETURNS, returnViews } from "../returns/read-returns";

/**
 * The order as its shopper may see it. The reference is the right to see it: 128 bits that only the
 * link holds. @returns null for a reference that is not well formed or that no order has
 */
export async function getReceipt(reference: string): Promise<ReceiptView | null> {
  const referenceHash = hashReference(reference);
  if (referenceHash === null) return null;
  const order = await db().order.findUnique({
    where: { referenceHash },
    include: {
      lines: { orderBy: { position: "asc" }, include: { refunded: SENT_UNITS.refunded } },
      adjustments: true,
      taxLines: true,
      documents: DOCUMENTS,
      parcels: PARCELS,
      returns: RETURNS,
      history: { where: { kind: "payment_moved", toState: "canceled" }, orderBy: { id: "desc" }, take: 1 },
      refunds: {
        where: { ofDuplicatePayment: true },
        select: { amountMinor: true, state: true, currency: true },
      },
    },
  });
  if (!order) return null;
  const { currency } = order;
  return {
    number: order.number,
    paymentState: order.paymentState,
    fulfillmentState: order.fulfillmentState,
    placedAt: order.placedAt,
    paidAt: order.paidAt,
    lines: order.lines.map((line) => ({
      productTitle: line.productTitle,
      variantTitle: line.variantTitle,
      productSlug: line.productSlug,
      sku: line.sku,
      imageBase: line.imageBase,
      quantity: line.quantity,
      refundedUnits: unitSum(line.refunded),
      unitPrice: money(line.unitPriceMinor, currency),
      total: money(line.totalMinor, currency),
    })),
    totals: storedTotals(order),
    taxes: sumTaxes(order.taxLines),
    documents: documentViews(order.documents),
    refunded: money(order.refundedMinor, currency),
    email: order.email,
    // Written by apply-facts.ts and correct-address.ts alone, in this shape.
    shippingAddress: order.shippingAddress as PostalAddress | null,
    promise: promiseOf(order),
    method: storedMethod(order),
    needsAttention: order.conflict !== null && !isOurMatter(order.conflict),
    isFree: order.isFree,
    erasedAt: order.erasedAt,
    isCanceledByShop: order.paymentState === "canceled" && order.history.some(isByAdmin),
    parcels: parcelViews(order.parcels, order.parcels.length > 0 ? await listOwnCarriers() : []),
    returns: returnViews(order.returns),
    requiresShipping: order.requiresShipping,
    disputeHold: order.disputeHold,
    isMissingStock: order.conflict === "paid_without_stock",
    duplicatePayment: duplicatePaymentOf(order.refunds),
  };
}

function isByAdmin(row: OrderEventRow): boolean {
  const event = parseOrderEvent(row);
  return event.kind === "payment_moved" && event.data.reason === "by_admin";
}

/** The shopper is told of it elsewhere, or started it at their bank. */
const isOurMatter = (conflict: string) =>
  ["paid_without_stock", "refund_refused", "address_differs"].includes(conflict) ||
  conflict.startsWith("dispute_");

/** What is refunded of payments other than the order's own; a failed refund does not count. */
export function duplicatePaymentOf(
  refunds: { amountMinor: bigint; state: RefundState; currency: string }[],
): Money | null {
  const returned = refunds.filter(({ state }) => state !== "failed" && state !== "canceled");
  const [first] = returned;
  if (!first) return null;
  const amountMinor = returned.reduce((total, refund) => total + refund.amountMinor, 0n);
  return money(amountMinor, first.currency);
}
