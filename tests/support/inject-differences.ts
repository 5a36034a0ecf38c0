import { randomUUID } from "node:crypto";
import type { DifferenceKind, RepairKind } from "../../domain/reconciliation/differences.ts";
import { changeObject, importObjects, objectOf } from "./records-fixture.ts";
import { type Kernel, makeVariant } from "./test-shop.ts";

/** A paid and settled order in which the books and Stripe agree. */
export type Target = { id: string; session: string; intent: string };

export type Injection = {
  name: string;
  kind: DifferenceKind;
  repair: RepairKind | null;
  /** Makes one difference of an order that has none. @returns what the row must be about */
  inject: (kernel: Kernel, target: Target, spare: () => Promise<Target>) => Promise<string>;
};

/** The books forget that it was paid: its units are held again. */
async function forgetPayment(kernel: Kernel, { id }: Target, state = "awaiting_payment"): Promise<void> {
  await kernel.sql(
    `UPDATE orders SET payment_state = $2::"PaymentState", captured_minor = 0, paid_at = NULL,
            total_minor = subtotal_minor, shipping_minor = 0, stripe_payment_intent_id = NULL WHERE id = $1`,
    [id, state],
  );
  await kernel.sql("DELETE FROM timeline_entries WHERE order_id = $1 AND starts_with(what, 'Payment')", [id]);
  await kernel.sql(
    `UPDATE variants v SET on_hand = on_hand + h.quantity, reserved = reserved + h.quantity
       FROM stock_holds h WHERE h.order_id = $1 AND h.variant_id = v.id`,
    [id],
  );
  await kernel.sql("UPDATE stock_holds SET state = 'held' WHERE order_id = $1", [id]);
}

const tell = (kernel: Kernel, id: string, what: string) =>
  kernel.sql("INSERT INTO timeline_entries (order_id, cause, what) VALUES ($1, 'admin', $2)", [id, what]);

const neverPaid = (kernel: Kernel, { session }: Target) =>
  changeObject(kernel, "sessions", session, {
    status: "expired",
    payment_status: "unpaid",
    payment_intent: null,
  });

async function bookRefund(kernel: Kernel, { id }: Target, stripeRefundId: string, state: string) {
  const [row] = await kernel.sql<{ id: string }>(
    `INSERT INTO refunds (order_id, request_id, amount_minor, currency, state, stripe_refund_id)
     VALUES ($1, $2, 300, 'eur', $3::"RefundState", $2) RETURNING id`,
    [id, stripeRefundId, state],
  );
  await kernel.sql(
    "UPDATE orders SET refunded_minor = 300, payment_state = 'partially_refunded' WHERE id = $1",
    [id],
  );
  await tell(kernel, id, "Payment paid → partially refunded");
  return row?.id ?? "";
}

export const INJECTIONS: Injection[] = [
  {
    name: "a payment of which the books know nothing",
    kind: "paid_without_order",
    repair: "settle_order",
    inject: async (kernel, target) => {
      await forgetPayment(kernel, target);
      return target.id;
    },
  },
  {
    name: "a payment whose session the order never stored",
    kind: "paid_without_order",
    repair: "settle_order",
    inject: async (kernel, target) => {
      await forgetPayment(kernel, target);
      await kernel.sql("UPDATE orders SET stripe_session_id = NULL WHERE id = $1", [target.id]);
      return target.session;
    },
  },
  {
    name: "a payment whose order is gone",
    kind: "paid_without_order",
    repair: null,
    inject: async (kernel, { id, session }) => {
      await kernel.sql("DELETE FROM orders WHERE id = $1", [id]);
      return session;
    },
  },
  {
    name: "a paid order whose session was never paid",
    kind: "order_without_payment",
    repair: null,
    inject: async (kernel, target) => {
      await neverPaid(kernel, target);
      return target.id;
    },
  },
  {
    name: "a paid order whose session is of another application",
    kind: "order_without_payment",
    repair: null,
    inject: async (kernel, { id, session }) => {
      await changeObject(kernel, "sessions", session, { metadata: {} });
      return id;
    },
  },
  {
    name: "an order that waits for a session which has expired",
    kind: "other_state",
    repair: "settle_order",
    inject: async (kernel, target) => {
      await forgetPayment(kernel, target);
      await neverPaid(kernel, target);
      return target.id;
    },
  },
  {
    name: "a charge of one cent more",
    kind: "amount",
    repair: null,
    inject: async (kernel, { id, session }) => {
      const { amount_total } = await objectOf(kernel, session);
      await changeObject(kernel, "sessions", session, { amount_total: Number(amount_total) + 1 });
      return id;
    },
  },
  {
    name: "an order whose captured amount was changed",
    kind: "amount",
    repair: null,
    inject: async (kernel, { id }) => {
      await kernel.sql("UPDATE orders SET captured_minor = captured_minor - 1 WHERE id = $1", [id]);
      return id;
    },
  },
  {
    name: "an order in another currency",
    kind: "currency",
    repair: null,
    inject: async (kernel, { id }) => {
      await kernel.sql("UPDATE orders SET currency = 'usd' WHERE id = $1", [id]);
      return id;
    },
  },
  {
    name: "a live order with a test payment",
    kind: "mode",
    repair: null,
    inject: async (kernel, { id }) => {
      await kernel.sql("UPDATE orders SET livemode = true WHERE id = $1", [id]);
      return id;
    },
  },
  {
    name: "a second payment of the same order",
    kind: "two_payments",
    repair: null,
    inject: async (kernel, { session, intent }) => {
      const again = `${session.slice(0, 30)}${randomUUID().slice(0, 8)}`;
      const other = `pi_again_${randomUUID()}`;
      const [paid, payment] = [await objectOf(kernel, session), await objectOf(kernel, intent)];
      await importObjects(kernel, {
        sessions: [{ ...paid, id: again, payment_intent: other }],
        payment_intents: [{ ...payment, id: other }],
      });
      return again;
    },
  },
  {
    name: "two paid orders of one cart",
    kind: "two_payments",
    repair: null,
    inject: async (kernel, { id }, spare) => {
      const other = await spare();
      const [later] = await kernel.sql<{ id: string }>(
        `UPDATE orders o SET cart_key = 'the same cart ' || $1
           FROM (SELECT id FROM orders WHERE id = ANY ($2::uuid[]) ORDER BY number DESC LIMIT 1) last
          WHERE o.id = ANY ($2::uuid[]) RETURNING last.id`,
        [id, [id, other.id]],
      );
      return later?.id ?? "";
    },
  },
  {
    name: "a refund made in the dashboard that no event told of",
    kind: "refund_only_at_stripe",
    repair: "settle_order",
    inject: async (kernel, { intent }) => {
      const refund = await kernel.stripe("refunds", { payment_intent: intent, amount: "300" });
      return refund.id;
    },
  },
  {
    name: "a refund in the books that Stripe has never seen",
    kind: "refund_only_here",
    repair: null,
    inject: (kernel, target) => bookRefund(kernel, target, `re_never_${randomUUID()}`, "succeeded"),
  },
  {
    name: "a refund that was requested and never made",
    kind: "refund_only_here",
    repair: "finish_refund",
    inject: async (kernel, { id }) => {
      const [row] = await kernel.sql<{ id: string }>(
        `INSERT INTO refunds (order_id, request_id, amount_minor, currency, created_at)
         VALUES ($1, $2, 300, 'eur', now() - interval '16 minutes') RETURNING id`,
        [id, randomUUID()],
      );
      return row?.id ?? "";
    },
  },
  {
    name: "a refund that is done at Stripe and pending in the books",
    kind: "refund_differs",
    repair: "settle_order",
    inject: async (kernel, target) => {
      const refund = await kernel.stripe("refunds", { payment_intent: target.intent, amount: "300" });
      await bookRefund(kernel, target, refund.id, "pending");
      return refund.id;
    },
  },
  {
    name: "a dispute that no event told of",
    kind: "missing_dispute",
    repair: "settle_order",
    inject: async (kernel, { intent }) => {
      const id = `du_${randomUUID()}`;
      const charge = await objectOf(kernel, String((await objectOf(kernel, intent)).latest_charge));
      const { amount, currency, created, metadata, livemode } = charge;
      const evidence_details = { due_by: null, has_evidence: false, past_due: false, submission_count: 0 };
      const dispute = {
        id,
        object: "dispute",
        amount,
        currency,
        created,
        metadata,
        livemode,
        evidence_details,
      };
      await importObjects(kernel, {
        charges: [{ ...charge, disputed: true }],
        disputes: [
          {
            ...dispute,
            charge: charge.id,
            payment_intent: intent,
            reason: "fraudulent",
            status: "needs_response",
          },
        ],
      });
      return id;
    },
  },
  {
    name: "units held for an order that has expired",
    kind: "stock_held",
    repair: "release_hold",
    inject: async (kernel, target) => {
      await forgetPayment(kernel, target, "expired");
      await neverPaid(kernel, target);
      await tell(kernel, target.id, "Payment awaiting payment → expired");
      return target.id;
    },
  },
  {
    name: "units held for an order that never had a payment page",
    kind: "stock_held",
    repair: "settle_order",
    inject: async (kernel, target) => {
      await forgetPayment(kernel, target);
      await changeObject(kernel, "sessions", target.session, { metadata: {} });
      await kernel.sql(
        "UPDATE orders SET stripe_session_id = NULL, hold_expires_at = now() - interval '6 minutes' WHERE id = $1",
        [target.id],
      );
      return target.id;
    },
  },
  {
    name: "a reserved unit that no hold stands for",
    kind: "stock_figures",
    repair: "recount_reserved",
    inject: async (kernel) => {
      const variantId = await makeVariant(kernel);
      await kernel.sql("UPDATE variants SET reserved = 1 WHERE id = $1", [variantId]);
      return variantId;
    },
  },
  {
    name: "a paid order whose units were not sold",
    kind: "stock_unsold",
    repair: null,
    inject: async (kernel, { id }) => {
      await kernel.sql("UPDATE stock_holds SET state = 'released' WHERE order_id = $1", [id]);
      return id;
    },
  },
  {
    name: "an order that was settled twice",
    kind: "effect_twice",
    repair: null,
    inject: async (kernel, { id }) => {
      await tell(kernel, id, "Payment awaiting payment → paid");
      return `${id}:payment`;
    },
  },
  {
    name: "an event that nobody decided for six minutes",
    kind: "event_undecided",
    repair: "decide_event",
    inject: async (kernel) => {
      const id = `evt_${randomUUID()}`;
      await kernel.sql(
        `INSERT INTO stripe_events (id, type, object_id, livemode, payload, received_at, claimed_until)
         VALUES ($1, 'customer.created', 'cus_1', false, '{}', now() - interval '6 minutes', now() + interval '1 hour')`,
        [id],
      );
      return id;
    },
  },
  {
    name: "a paid order whose timeline does not say why",
    kind: "change_without_cause",
    repair: null,
    inject: async (kernel, { id }) => {
      await kernel.sql("DELETE FROM timeline_entries WHERE order_id = $1 AND starts_with(what, 'Payment')", [
        id,
      ]);
      return id;
    },
  },
];
