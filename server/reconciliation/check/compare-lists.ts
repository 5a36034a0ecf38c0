import "server-only";
import { addObjectGaps } from "@/domain/reconciliation/differences";
import { compareDisputes, compareRefund, rowOf } from "@/domain/refunds/compare-refunds";
import { env } from "../../platform/env";
import { listDisputes, listRefunds } from "../../stripe/list-pages";
import { readOrdersOfPayments, readRecordedOrders } from "../read-recorded-orders";
import { findOrdersOfRefunds } from "./find-orders-of-refunds";
import { type Step, suspect } from "./record-check";

const isPayment = (id: string | null): id is string => id !== null;

/** Stripe's refunds, newest first: each has a row, with its amount and state. */
export const compareRefundList: Step = {
  what: "refunds",
  page: async (comparison, pace) => {
    const { items, unknown, last, hasMore } = await pace.ask(() =>
      listRefunds({ from: 0, after: comparison.after }),
    );
    const refunds = items.map(({ fact }) => fact);
    const paid = await readOrdersOfPayments(
      refunds.map(({ paymentIntentId }) => paymentIntentId).filter(isPayment),
    );
    const byPayment = new Map(paid.map((order) => [order.stripePaymentIntentId, order]));
    const named = await readRecordedOrders(
      await findOrdersOfRefunds(refunds.map(({ stripeRefundId }) => stripeRefundId)),
    );
    for (const refund of refunds) {
      // A refund of a payment that was not the order's first has a row, and no order has its payment.
      const order =
        byPayment.get(refund.paymentIntentId) ?? named.find(({ refunds: rows }) => rowOf(refund, rows));
      if (order && compareRefund(order.id, refund, rowOf(refund, order.refunds)))
        suspect(comparison, order.id);
    }
    comparison.checked.refunds += items.length;
    addObjectGaps(comparison.gaps, unknown);
    comparison.after = last;
    return hasMore && comparison.after !== null;
  },
};

/** Stripe's disputes, newest first: each has a row, with its state. */
export const compareDisputeList: Step = {
  what: "disputes",
  page: async (comparison, pace) => {
    if (env().DISPUTES === "off") return false;
    const { items, unknown, last, hasMore } = await pace.ask(() =>
      listDisputes({ from: 0, after: comparison.after }),
    );
    const disputes = items.map(({ fact }) => fact);
    const orders = await readOrdersOfPayments(
      disputes.map(({ paymentIntentId }) => paymentIntentId).filter(isPayment),
    );
    for (const dispute of disputes) {
      const order = orders.find(
        ({ stripePaymentIntentId }) => stripePaymentIntentId === dispute.paymentIntentId,
      );
      if (order && compareDisputes(order, [dispute]).length > 0) suspect(comparison, order.id);
    }
    comparison.checked.disputes += items.length;
    addObjectGaps(comparison.gaps, unknown);
    comparison.after = last;
    return hasMore && comparison.after !== null;
  },
};
