import "server-only";
import { comparePayment, isReturnedMistake, orderFact, paymentFact } from "@/domain/orders/compare-payment";
import type { PaymentFacts } from "@/domain/orders/payment-facts";
import type { Difference, DifferenceKind } from "@/domain/reconciliation/differences";
import {
  compareDisputes,
  compareRefund,
  compareRefunds,
  refundOnlyHere,
  rowsWithoutRefund,
} from "@/domain/refunds/compare-refunds";
import { readPaymentFacts, readRefund } from "../../stripe/payment-facts";
import { StripeCallError } from "../../stripe/stripe-call-error";
import type { Pace } from "../limit-rate";
import { readRecordedOrders, type VersionedOrder } from "../read-recorded-orders";
import { checkOrders } from "./check-consistency";

// A payment is read with its refunds and disputes: three requests at most.
const REQUESTS_FOR_FACTS = 2;
const MAX_READINGS = 3;

/** One of these explains everything else about the order's money, so nothing else is reported. */
const PRIMARY: ReadonlySet<DifferenceKind> = new Set([
  "paid_without_order",
  "order_without_payment",
  "mode",
  "currency",
  "two_payments",
]);

/**
 * Reads one order and its payments again and returns every difference. An order that changes during the reading is
 * read once more. @param sessionIds sessions that named the order, its own or others
 */
export async function recheckOrder(orderId: string, sessionIds: string[], pace: Pace): Promise<Difference[]> {
  for (let reading = 1; ; reading += 1) {
    const [order] = await readRecordedOrders([orderId]);
    const found = order
      ? await compareNow(order, sessionIds, pace)
      : await unmatchedPayments(orderId, sessionIds, pace);
    const [after] = await readRecordedOrders([orderId]);
    const isSame = after?.reconcileVersion === order?.reconcileVersion;
    if (isSame || reading === MAX_READINGS) return found;
  }
}

async function compareNow(order: VersionedOrder, named: string[], pace: Pace): Promise<Difference[]> {
  const payments = await readPayments(order, named, pace);
  const money = [
    ...missingPayment(order, payments),
    ...payments.flatMap((facts) => comparePayment(order, facts) ?? []),
  ];
  const checks = await checkOrders(order.number - 1, order.number);
  const primary = money.filter(({ kind }) => PRIMARY.has(kind));
  if (primary.length > 0)
    return [...primary.slice(0, 1), ...checks.filter(({ kind }) => !isRepairedWith(primary, kind))];
  const details = [
    ...compareRefunds(
      order,
      payments.flatMap(({ refunds }) => refunds),
    ),
    ...(await refundsOnlyHere(order, payments, pace)),
    ...compareDisputes(
      order,
      payments.flatMap(({ disputes }) => disputes),
    ),
  ];
  const hasRefundNews = details.some(({ kind }) => kind.startsWith("refund_"));
  // Sums and state follow from the refunds: a refund that differs is the cause.
  const causes = money.filter(
    ({ kind }) => !(hasRefundNews && (kind === "other_state" || kind === "refund_differs")),
  );
  return [...causes, ...details, ...checks.filter(({ kind }) => !isRepairedWith(causes, kind))];
}

/** Reconciling the order also releases its units. */
const isRepairedWith = (found: Difference[], kind: DifferenceKind) =>
  kind === "stock_held" && found.some(({ repair }) => repair?.kind === "reconcile_order");

async function readPayments(order: VersionedOrder, named: string[], pace: Pace): Promise<PaymentFacts[]> {
  const ids = new Set([...(order.stripeSessionId ? [order.stripeSessionId] : []), ...named]);
  const payments: PaymentFacts[] = [];
  for (const id of ids) {
    const facts = await readSession(id, pace, order.refunds.length > 0);
    if (facts?.orderId === order.id && !isReturnedMistake(order, facts)) payments.push(facts);
  }
  return payments;
}

async function readSession(id: string, pace: Pace, knowsRefunds: boolean): Promise<PaymentFacts | null> {
  try {
    return await pace.ask(() => readPaymentFacts(id, knowsRefunds), REQUESTS_FOR_FACTS);
  } catch (error) {
    if (error instanceof StripeCallError && error.code === "resource_missing") return null;
    throw error;
  }
}

const NEEDS_PAYMENT = new Set(["paid", "partially_refunded", "refunded", "processing", "authorized"]);

function missingPayment(order: VersionedOrder, payments: PaymentFacts[]): Difference[] {
  const isKnown = payments.some(({ sessionId }) => sessionId === order.stripeSessionId);
  if (isKnown || order.totals.total.amountMinor === 0n || !NEEDS_PAYMENT.has(order.paymentState)) return [];
  return [
    {
      kind: "order_without_payment",
      subject: order.id,
      orderId: order.id,
      evidence: { records: orderFact(order), stripe: { code: "no_payment" } },
      repair: null,
    },
  ];
}

/** A refund row that fits none of the payments may belong to another one, so the refund itself is read from Stripe. */
async function refundsOnlyHere(
  order: VersionedOrder,
  payments: PaymentFacts[],
  pace: Pace,
): Promise<Difference[]> {
  const rows = rowsWithoutRefund(
    order,
    payments.flatMap(({ refunds }) => refunds),
  );
  const found: Difference[] = [];
  for (const row of rows) {
    const { stripeRefundId } = row;
    const refund = stripeRefundId === null ? null : await pace.ask(() => readRefund(stripeRefundId));
    const difference = refund ? compareRefund(order.id, refund, row) : refundOnlyHere(order, row);
    if (difference) found.push(difference);
  }
  return found;
}

/** Payments that name an order which is not in the records. */
async function unmatchedPayments(orderId: string, sessionIds: string[], pace: Pace): Promise<Difference[]> {
  const found: Difference[] = [];
  for (const id of sessionIds) {
    const facts = await readSession(id, pace, false);
    if (!facts || facts.payment === "unpaid" || facts.payment === "failed" || facts.payment === "canceled")
      continue;
    const isRefunded = facts.capturedMinor > 0n && facts.refundedMinor >= facts.capturedMinor;
    // A refund is part of an order's history, where there is one to make.
    if (isRefunded && !facts.placed) continue;
    found.push({
      kind: "paid_without_order",
      subject: facts.sessionId,
      orderId: null,
      evidence: { records: { code: "no_order", order: orderId }, stripe: paymentFact(facts) },
      repair: facts.placed && { kind: "rebuild_order", id: orderId, sessionId: facts.sessionId },
    });
  }
  return found;
}
