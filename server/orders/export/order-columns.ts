import "server-only";
import { readDetails } from "@/domain/checkout/details";
import { type Money, money, sum } from "@/domain/money";
import type { PostalAddress } from "@/domain/orders/payment-facts";
import { storedMethod } from "@/domain/orders/payment-facts";
import { sendingOf } from "@/domain/orders/sending";
import {
  type AdjustmentKind,
  isShippingOpen,
  type OrderTotals,
  shippingOf,
  storedTotals,
} from "@/domain/orders/totals";
import type { Translate } from "@/messages/messages";
import { methodLabel } from "@/messages/payment-method";
import { db, type Prisma } from "../../platform/db";
import { type CsvColumn, yesOrNo } from "./csv-columns";

const ORDER = {
  number: true,
  placedAt: true,
  paidAt: true,
  paymentState: true,
  fulfillmentState: true,
  requiresShipping: true,
  disputeHold: true,
  conflict: true,
  livemode: true,
  isFree: true,
  itemCount: true,
  currency: true,
  subtotalMinor: true,
  capturedMinor: true,
  refundedMinor: true,
  customerName: true,
  email: true,
  shippingAddress: true,
  details: true,
  paymentMethod: true,
  accountLast4: true,
  cardBrand: true,
  cardLast4: true,
  stripePaymentIntentId: true,
  stripeChargeId: true,
  adjustments: { select: { kind: true, orderLineId: true, code: true, label: true, amountMinor: true } },
} as const satisfies Prisma.OrderSelect;

export type OrderToExport = Prisma.OrderGetPayload<{ select: typeof ORDER }>;

/** The orders of these ids, the oldest first. */
export const readOrders = (ids: string[]): Promise<OrderToExport[]> =>
  db().order.findMany({
    where: { id: { in: ids } },
    orderBy: [{ placedAt: "asc" }, { id: "asc" }],
    select: ORDER,
  });

export const ORDER_COLUMNS: CsvColumn<OrderToExport>[] = [
  { key: "order", cell: ({ number }) => number },
  { key: "placedAt", cell: ({ placedAt }) => placedAt },
  { key: "paidAt", cell: ({ paidAt }) => paidAt },
  { key: "payment", cell: ({ paymentState }, t) => t(`admin.orders.payment.${paymentState}`) },
  { key: "fulfillment", cell: fulfillmentOf },
  { key: "review", cell: ({ conflict }, t) => yesOrNo(conflict !== null, t) },
  { key: "dispute", cell: ({ disputeHold }, t) => disputeHold && t(`admin.orders.disputed.${disputeHold}`) },
  { key: "testOrder", cell: ({ livemode }, t) => yesOrNo(!livemode, t) },
  { key: "units", cell: ({ itemCount }) => itemCount },
  { key: "currency", cell: ({ currency }) => currency.toUpperCase() },
  { key: "subtotal", cell: (order) => storedTotals(order).subtotal },
  { key: "discounts", cell: (order) => sumOf("discount", storedTotals(order)) },
  { key: "shipping", cell: shippingCost },
  { key: "tax", cell: (order) => sumOf("tax", storedTotals(order)) },
  { key: "total", cell: (order) => storedTotals(order).total },
  { key: "paid", cell: ({ capturedMinor, currency }) => money(capturedMinor, currency) },
  { key: "refunded", cell: ({ refundedMinor, currency }) => money(refundedMinor, currency) },
  { key: "customer", cell: ({ customerName }) => customerName },
  { key: "email", cell: ({ email }) => email },
  { key: "shippingMethod", cell: (order) => shippingOf(storedTotals(order))?.label ?? null },
  { key: "shipTo", cell: (order) => addressOf(order)?.name ?? null },
  { key: "line1", cell: (order) => addressOf(order)?.line1 ?? null },
  { key: "line2", cell: (order) => addressOf(order)?.line2 ?? null },
  { key: "postalCode", cell: (order) => addressOf(order)?.postalCode ?? null },
  { key: "city", cell: (order) => addressOf(order)?.city ?? null },
  { key: "region", cell: (order) => addressOf(order)?.region ?? null },
  { key: "country", cell: (order) => addressOf(order)?.country ?? null },
  { key: "shopperNote", cell: ({ details }) => readDetails(details)?.note || null },
  { key: "paymentMethod", cell: methodOf },
  { key: "paymentId", cell: ({ stripePaymentIntentId }) => stripePaymentIntentId },
  { key: "chargeId", cell: ({ stripeChargeId }) => stripeChargeId },
];

function fulfillmentOf(order: OrderToExport, t: Translate): string | null {
  switch (sendingOf(order)) {
    case "nothing":
      return null;
    case "hold":
      return t("admin.orders.onHold");
    default:
      return t(`admin.orders.fulfillment.${order.fulfillmentState}`);
  }
}

const sumOf = (kind: AdjustmentKind, { adjustments, subtotal }: OrderTotals): Money =>
  sum(
    adjustments.filter((adjustment) => adjustment.kind === kind).map(({ amount }) => amount),
    subtotal.currency,
  );

/** Nothing while it is not known: the shopper chooses it at the payment page. */
function shippingCost(order: OrderToExport): Money | null {
  const totals = storedTotals(order);
  return isShippingOpen({ ...order, totals }) ? null : totals.shipping;
}

// Written by apply-facts.ts and correct-address.ts alone, in this shape.
export const addressOf = ({ shippingAddress }: Pick<OrderToExport, "shippingAddress">) =>
  shippingAddress as PostalAddress | null;

function methodOf(order: OrderToExport): string | null {
  const method = storedMethod(order);
  return method && [methodLabel(method), method.last4].filter(Boolean).join(" ");
}
