import "server-only";
import type { UnknownValue } from "@/domain/orders/payment-facts";
import { compareDisputes, compareRefund, rowOf } from "@/domain/refunds/compare-refunds";
import { skipOrderNumbers } from "../../orders/numbers/skip-order-numbers";
import { type ListPage, listDisputes, listRefunds, listSessions, type Place } from "../../stripe/list-pages";
import { looksDifferent } from "../check/compare-lists";
import { readOrdersOfPayments, readRecordedOrders } from "../read-recorded-orders";
import type { ListName } from "./sweep-cursor";

/** One page of a list: the orders to reconcile, the session that named each, and what may still change. */
export type ListedPage = {
  items: number;
  last: string | null;
  unknown: UnknownValue[];
  top: number;
  hasMore: boolean;
  different: ReconcileRequest[];
  open: number[];
};
export type ReconcileRequest = { orderId: string; sessionId?: string; namesRefund?: true; createdAt: number };

/** Reads a page of each list and compares it with the records. */
export const READERS: Record<ListName, (place: Place) => Promise<ListedPage>> = {
  sessions: async (place) => {
    const page = await listSessions(place);
    await skipOrderNumbers(Math.max(0, ...page.items.map(({ fact }) => fact.placed?.number ?? 0)));
    const orders = await readRecordedOrders(page.items.flatMap(({ fact }) => fact.orderId ?? []));
    const byId = new Map(orders.map((order) => [order.id, order]));
    return seen(
      page,
      ({ orderId, ...fact }, createdAt) => {
        const order = byId.get(orderId ?? "");
        const isNews = order && looksDifferent(order, { ...fact, orderId });
        return isNews ? { orderId: order.id, sessionId: fact.sessionId, createdAt } : null;
      },
      ({ orderId, session }) => orderId !== null && session === "open",
    );
  },
  refunds: async (place) => {
    const page = await listRefunds(place);
    const orders = await readOrdersOfPayments(page.items.flatMap(({ fact }) => fact.paymentIntentId ?? []));
    const byPayment = new Map(orders.map((order) => [order.stripePaymentIntentId, order]));
    return seen(
      page,
      (refund, createdAt) => {
        const order = byPayment.get(refund.paymentIntentId);
        const isNews = order && compareRefund(order.id, refund, rowOf(refund, order.refunds));
        return isNews ? { orderId: order.id, namesRefund: true, createdAt } : null;
      },
      ({ state, paymentIntentId }) => state === "pending" && byPayment.has(paymentIntentId),
    );
  },
  disputes: async (place) => {
    const page = await listDisputes(place);
    const orders = await readOrdersOfPayments(page.items.flatMap(({ fact }) => fact.paymentIntentId ?? []));
    const byPayment = new Map(orders.map((order) => [order.stripePaymentIntentId, order]));
    return seen(
      page,
      (dispute, createdAt) => {
        const order = byPayment.get(dispute.paymentIntentId);
        const isNews = order && compareDisputes(order, [dispute]).length > 0;
        return isNews ? { orderId: order.id, createdAt } : null;
      },
      ({ state, paymentIntentId }) =>
        !/^(won|lost|warning_closed)$/.test(state) && byPayment.has(paymentIntentId),
    );
  },
};

function seen<Fact>(
  { items, unknown, last, hasMore }: ListPage<Fact>,
  newsOf: (fact: Fact, createdAt: number) => ReconcileRequest | null,
  mayChange: (fact: Fact) => boolean,
): ListedPage {
  return {
    items: items.length,
    last,
    unknown,
    top: items[0]?.createdAt ?? 0,
    hasMore,
    different: items.flatMap(({ fact, createdAt }) => newsOf(fact, createdAt) ?? []),
    open: items.flatMap(({ fact, createdAt }) => (mayChange(fact) ? [createdAt] : [])),
  };
}
