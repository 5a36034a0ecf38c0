import "server-only";
import { readDetails } from "@/domain/checkout/details";
import { isAddressOpen } from "@/domain/fulfillment/corrected-address";
import type { OwnCarrier } from "@/domain/fulfillment/own-carriers";
import { undoableUntil, unitsOf, whyNotSent } from "@/domain/fulfillment/sending-state";
import type { AdminParcelView } from "@/domain/fulfillment/views";
import { mailUndoableUntil } from "@/domain/mail/outbox";
import type { OrderMailView } from "@/domain/mail/views";
import { money } from "@/domain/money";
import { notesIn, withoutRemovedNotes } from "@/domain/notes/order-notes";
import { awaitsResponse, disputeHoldOf, isMoneyGone } from "@/domain/orders/disputes";
import { type OrderEventRow, parseOrderEvent } from "@/domain/orders/history";
import type { PostalAddress } from "@/domain/orders/payment-facts";
import { storedMethod } from "@/domain/orders/payment-facts";
import { storedTotals } from "@/domain/orders/totals";
import type { OrderView, TimelineView, WebhookDelivery } from "@/domain/orders/views";
import { promiseOf } from "@/domain/shipping/agreed/promise";
import { sumTaxes } from "@/domain/tax/sum-taxes";
import { isUuid } from "@/domain/uuid";
import { requireAdmin } from "../../accounts/session";
import { DOCUMENTS, documentViews } from "../../documents/list-documents";
import { db } from "../../platform/db";
import { SENT_UNITS, sendingLines } from "../fulfillment/load-sending";
import { listOwnCarriers } from "../fulfillment/own-carriers";
import { PARCELS, parcelViews } from "../fulfillment/read-parcels";
import { duplicatePaymentOf } from "../mail/get-receipt";
import { REFUND_ITEMS, readCharges, refundItems, unitSum } from "../refunds/refund-lines";
import { adminReturnViews, RETURNS } from "../returns/read-returns";

/** One order with everything an admin may see; null when there is none of this id. */
export async function getOrder(id: string): Promise<OrderView | null> {
  await requireAdmin("orders.read");
  if (!isUuid(id)) return null;
  const order = await readOrder(id);
  if (!order) return null;
  const history = withoutRemovedNotes(order.history.map(historyEntry));
  const totals = storedTotals(order);
  const ownRefunds = order.refunds.filter(({ ofDuplicatePayment }) => !ofDuplicatePayment);
  const charges = readCharges(order);
  const ownCarriers = await listOwnCarriers();
  const inCurrency = (amountMinor: bigint) => money(amountMinor, order.currency);
  return {
    id: order.id,
    number: order.number,
    paymentState: order.paymentState,
    fulfillmentState: order.fulfillmentState,
    placedAt: order.placedAt,
    paidAt: order.paidAt,
    livemode: order.livemode,
    conflict: order.conflict,
    conflictAt: order.conflictAt,
    soldUnits: heldUnits(order.holds, "sold"),
    returnedUnits: heldUnits(order.holds, "returned"),
    needsAttention: order.conflict !== null,
    isFree: order.isFree,
    erasedAt: order.erasedAt,
    isMissingStock: order.conflict === "paid_without_stock",
    ownCarriers,
    parcels: order.parcels.map((row) => adminParcel(row, ownCarriers)).filter((parcel) => parcel !== null),
    units: sendingLines(order).map((line) => ({ lineId: line.id, units: unitsOf(line) })),
    notSent: whyNotSent({ ...order, refunds: ownRefunds }),
    duplicatePayment: duplicatePaymentOf(
      order.refunds.filter(({ ofDuplicatePayment }) => ofDuplicatePayment),
    ),
    totals,
    taxes: sumTaxes(order.taxLines),
    details: order.details === null ? null : readDetails(order.details),
    documents: documentViews(order.documents),
    // A CHECK holds its state.
    buyer: order.buyer as OrderView["buyer"],
    captured: inCurrency(order.capturedMinor),
    refunded: inCurrency(order.refundedMinor),
    refundable: inCurrency(charges.refundableMinor),
    charges,
    returns: adminReturnViews(order.returns, charges, totals),
    withdrawn: inCurrency(
      order.disputes.reduce(
        (sum, { state, amountMinor }) => (isMoneyGone(disputeHoldOf([state])) ? sum + amountMinor : sum),
        0n,
      ),
    ),
    disputeHold: order.disputeHold,
    requiresShipping: order.requiresShipping,
    email: order.email,
    customerName: order.customerName,
    // Both are written in this shape alone.
    shippingAddress: order.shippingAddress as PostalAddress | null,
    originalAddress: order.originalAddress as PostalAddress | null,
    isAddressOpen: isAddressOpen(order.paymentState, sendingLines(order)),
    promise: promiseOf(order),
    method: storedMethod(order),
    lines: order.lines.map(
      ({ id: _, requiresShipping, sent, returned, refunded, unitPriceMinor, totalMinor, ...line }) => ({
        ...line,
        refundedUnits: unitSum(refunded),
        unitPrice: inCurrency(unitPriceMinor),
        total: inCurrency(totalMinor),
      }),
    ),
    refunds: order.refunds.map(({ amountMinor, shippingMinor, currency, lines, ...refund }) => ({
      ...refund,
      amount: money(amountMinor, currency),
      shipping: money(shippingMinor, currency),
      items: refundItems(lines).map(({ title, quantity }) => ({ title, quantity })),
    })),
    disputes: order.disputes.map(({ amountMinor, currency, evidenceDueAt, ...dispute }) => ({
      ...dispute,
      evidenceDueAt: awaitsResponse(dispute.state) ? evidenceDueAt : null,
      amount: money(amountMinor, currency),
    })),
    timeline: [...order.events.map(webhookEntry), ...history].sort(
      (one, other) => one.at.getTime() - other.at.getTime(),
    ),
    notes: notesIn(history),
    mails: order.mails.map((mail) => mailView(mail)),
    discounts: order.redemptions.map(({ discount: { id, batchOf, code, name } }) => ({
      ...{ id: batchOf ?? id, name, code },
    })),
    stripeSessionId: order.stripeSessionId,
    stripePaymentIntentId: order.stripePaymentIntentId,
    stripeChargeId: order.stripeChargeId,
  };
}

function readOrder(id: string) {
  return db().order.findUnique({
    where: { id },
    include: {
      lines: {
        orderBy: { position: "asc" },
        omit: { orderId: true, variantId: true, position: true },
        include: SENT_UNITS,
      },
      parcels: {
        ...PARCELS,
        select: { ...PARCELS.select, sentBy: true, movedBy: true, hasMail: true, toldAt: true },
      },
      adjustments: true,
      redemptions: {
        orderBy: { discountId: "asc" },
        select: { discount: { select: { id: true, batchOf: true, code: true, name: true } } },
      },
      taxLines: true,
      documents: DOCUMENTS,
      buyer: true,
      returns: RETURNS,
      refunds: {
        orderBy: { createdAt: "asc" },
        omit: {
          orderId: true,
          requestId: true,
          updatedAt: true,
          returnId: true,
          stripePaymentIntentId: true,
          shippingTaxMinor: true,
        },
        include: { lines: REFUND_ITEMS },
      },
      disputes: {
        orderBy: { createdAt: "asc" },
        select: {
          stripeDisputeId: true,
          state: true,
          reason: true,
          amountMinor: true,
          currency: true,
          evidenceDueAt: true,
        },
      },
      mails: {
        orderBy: { createdAt: "asc" },
        omit: { orderId: true, html: true, text: true, sentAt: true },
      },
      holds: { select: { state: true, quantity: true, putBack: true } },
      history: { orderBy: { id: "asc" } },
      // Without its payload: what Stripe sent is read again from Stripe, never from here.
      events: {
        orderBy: { receivedAt: "asc" },
        select: { id: true, type: true, state: true, reasonCode: true, reasonDetail: true, receivedAt: true },
      },
    },
  });
}

type ParcelRow = Parameters<typeof parcelViews>[0][number] &
  Pick<AdminParcelView, "sentBy" | "movedBy" | "hasMail"> & { toldAt: Date | null };

function adminParcel(
  { sentBy, movedBy, hasMail, toldAt, ...row }: ParcelRow,
  own: readonly OwnCarrier[],
): AdminParcelView | null {
  const [parcel] = parcelViews([row], own);
  if (!parcel) return null;
  return {
    ...parcel,
    sentBy,
    movedBy,
    hasMail,
    undoableUntil: undoableUntil({ ...parcel, toldAt }, new Date()),
  };
}

type Mail = Omit<OrderMailView, "undoableUntil"> & { kind: string; attempts: number };

const mailView = ({ kind, attempts, ...mail }: Mail): OrderMailView => ({
  ...mail,
  undoableUntil: kind.startsWith("reply:") ? mailUndoableUntil({ ...mail, attempts }, new Date()) : null,
});

type Hold = { state: string; quantity: number; putBack: number };
const heldUnits = (holds: Hold[], state: "sold" | "returned") =>
  holds.reduce((units, hold) => (hold.state === state ? units + hold.quantity - hold.putBack : units), 0);

const historyEntry = ({ id, at, actorKind, actorRef, ...row }: HistoryRow) => ({
  id,
  at,
  actorKind,
  actorRef,
  event: parseOrderEvent(row),
});

type HistoryRow = OrderEventRow & { id: bigint; at: Date; actorKind: string; actorRef: string | null };
type EventRow = Omit<WebhookDelivery, "kind"> & { id: string; receivedAt: Date };

const webhookEntry = ({ id, receivedAt, ...delivery }: EventRow): TimelineView => ({
  at: receivedAt,
  actorKind: "event",
  actorRef: id,
  event: { kind: "webhook_event", ...delivery },
});
