import { randomUUID } from "node:crypto";
import { transaction } from "../../server/platform/db.ts";
import { sumDays } from "../../server/reports/sum-days.ts";
import { releaseStock } from "../../server/stock/reserve-stock.ts";
import { DOCUMENT_INJECTIONS } from "./inject-documents.ts";
import type { Injection, Target } from "./injection.ts";
import { makeDiscount } from "./make-discount.ts";
import { changeObject, importObjects, objectOf } from "./records-fixture.ts";
import { makeVariant, type TestShop } from "./test-shop.ts";

/** The records forget that it was paid: its units are held again. */
async function forgetPayment(testShop: TestShop, { id }: Target, state = "awaiting_payment"): Promise<void> {
  await testShop.sql(
    `WITH gone AS (DELETE FROM order_adjustments WHERE order_id = $1)
     UPDATE orders SET payment_state = $2::"PaymentState", captured_minor = 0, paid_at = NULL,
            total_minor = subtotal_minor, stripe_payment_intent_id = NULL WHERE id = $1`,
    [id, state],
  );
  await testShop.sql("DELETE FROM order_events WHERE order_id = $1 AND kind = 'payment_moved'", [id]);
  await testShop.sql(
    `UPDATE variants v SET on_hand = on_hand + h.quantity, reserved = reserved + h.quantity
       FROM stock_holds h WHERE h.order_id = $1 AND h.variant_id = v.id`,
    [id],
  );
  await testShop.sql("UPDATE stock_holds SET state = 'held' WHERE order_id = $1", [id]);
}

/** The history says that the payment moved. */
const recordMove = (testShop: TestShop, id: string, from: string, to: string) =>
  testShop.sql(
    `INSERT INTO order_events (order_id, kind, from_state, to_state, actor_kind)
     VALUES ($1, 'payment_moved', $2::"PaymentState", $3::"PaymentState", 'admin')`,
    [id, from, to],
  );

const neverPaid = (testShop: TestShop, { session }: Target) =>
  changeObject(testShop, "sessions", session, {
    status: "expired",
    payment_status: "unpaid",
    payment_intent: null,
  });

async function recordRefund(testShop: TestShop, { id }: Target, stripeRefundId: string, state: string) {
  const [row] = await testShop.sql<{ id: string }>(
    `INSERT INTO refunds (order_id, request_id, amount_minor, currency, state, stripe_refund_id)
     VALUES ($1, $2, 300, 'eur', $3::"RefundState", $2) RETURNING id`,
    [id, stripeRefundId, state],
  );
  await testShop.sql(
    "UPDATE orders SET refunded_minor = 300, payment_state = 'partially_refunded' WHERE id = $1",
    [id],
  );
  await recordMove(testShop, id, "paid", "partially_refunded");
  return row?.id ?? "";
}

async function holdDiscount(testShop: TestShop, { id }: Target): Promise<void> {
  const discount = await makeDiscount(testShop, { reserved: 1 });
  await testShop.sql("INSERT INTO discount_redemptions (discount_id, order_id) VALUES ($1, $2)", [
    discount,
    id,
  ]);
}

export const INJECTIONS: Injection[] = [
  {
    name: "a payment of which the records know nothing",
    kind: "paid_without_order",
    repair: "reconcile_order",
    inject: async (testShop, target) => {
      await forgetPayment(testShop, target);
      return target.id;
    },
  },
  {
    name: "a payment whose session the order never stored",
    kind: "paid_without_order",
    repair: "reconcile_order",
    inject: async (testShop, target) => {
      await forgetPayment(testShop, target);
      await testShop.sql("UPDATE orders SET stripe_session_id = NULL WHERE id = $1", [target.id]);
      return target.session;
    },
  },
  {
    name: "a payment whose order is gone",
    kind: "paid_without_order",
    repair: "rebuild_order",
    inject: async (testShop, { id, session }) => {
      await testShop.sql("DELETE FROM orders WHERE id = $1", [id]);
      return session;
    },
  },
  {
    name: "a paid order whose session was never paid",
    kind: "order_without_payment",
    repair: null,
    inject: async (testShop, target) => {
      await neverPaid(testShop, target);
      return target.id;
    },
  },
  {
    name: "a paid order whose session is of another application",
    kind: "order_without_payment",
    repair: null,
    inject: async (testShop, { id, session }) => {
      await changeObject(testShop, "sessions", session, { metadata: {} });
      return id;
    },
  },
  {
    name: "an order that waits for a session which has expired",
    kind: "other_state",
    repair: "reconcile_order",
    inject: async (testShop, target) => {
      await forgetPayment(testShop, target);
      await neverPaid(testShop, target);
      return target.id;
    },
  },
  {
    name: "a total that is not the sum of its parts",
    kind: "amount",
    repair: null,
    inject: async (testShop, { id }) => {
      await testShop.sql(
        `BEGIN; SET LOCAL session_replication_role = replica;
         UPDATE orders SET total_minor = total_minor + 1 WHERE id = '${id}'; COMMIT`,
      );
      return `${id}:total`;
    },
  },
  {
    name: "tax lines that leave out a cent of what was charged",
    kind: "tax",
    repair: null,
    inject: async (testShop, { id }) => {
      await testShop.sql(
        `INSERT INTO order_tax_lines (order_id, order_line_id, country, region, rate_bp, taxable_minor, tax_minor, included, reason)
         SELECT order_id, id, 'IE', '', 0, total_minor - 1, 0, false, 'zero_rated' FROM order_lines WHERE order_id = $1
         UNION ALL SELECT order_id, NULL, 'IE', '', 0, amount_minor, 0, false, 'zero_rated' FROM order_adjustments
          WHERE order_id = $1 AND kind = 'shipping'`,
        [id],
      );
      return `${id}:tax`;
    },
  },
  {
    name: "a charge of one cent more",
    kind: "amount",
    repair: null,
    inject: async (testShop, { id, session }) => {
      const { amount_total } = await objectOf(testShop, session);
      await changeObject(testShop, "sessions", session, { amount_total: Number(amount_total) + 1 });
      return id;
    },
  },
  {
    name: "an order whose captured amount was changed",
    kind: "amount",
    repair: null,
    inject: async (testShop, { id }) => {
      await testShop.sql("UPDATE orders SET captured_minor = captured_minor - 1 WHERE id = $1", [id]);
      return id;
    },
  },
  {
    name: "an order in another currency",
    kind: "currency",
    repair: null,
    inject: async (testShop, { id }) => {
      await testShop.sql("UPDATE orders SET currency = 'usd' WHERE id = $1", [id]);
      return id;
    },
  },
  {
    name: "a live order with a test payment",
    kind: "mode",
    repair: null,
    inject: async (testShop, { id }) => {
      await testShop.sql("UPDATE orders SET livemode = true WHERE id = $1", [id]);
      return id;
    },
  },
  {
    name: "a duplicate payment of the same order",
    kind: "two_payments",
    repair: null,
    inject: async (testShop, { session, intent }) => {
      const again = `${session.slice(0, 30)}${randomUUID().slice(0, 8)}`;
      const other = `pi_again_${randomUUID()}`;
      const [paid, payment] = [await objectOf(testShop, session), await objectOf(testShop, intent)];
      await importObjects(testShop, {
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
    inject: async (testShop, { id }, spare) => {
      const other = await spare();
      const [later] = await testShop.sql<{ id: string }>(
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
    repair: "reconcile_order",
    inject: async (testShop, { intent }) => {
      const refund = await testShop.stripe("refunds", { payment_intent: intent, amount: "300" });
      return refund.id;
    },
  },
  {
    name: "a refund in the records that Stripe has never seen",
    kind: "refund_only_here",
    repair: null,
    inject: (testShop, target) => recordRefund(testShop, target, `re_never_${randomUUID()}`, "succeeded"),
  },
  {
    name: "a refund that was requested and never made",
    kind: "refund_only_here",
    repair: "finish_refund",
    inject: async (testShop, { id }) => {
      const [row] = await testShop.sql<{ id: string }>(
        `INSERT INTO refunds (order_id, request_id, amount_minor, currency, created_at)
         VALUES ($1, $2, 300, 'eur', now() - interval '16 minutes') RETURNING id`,
        [id, randomUUID()],
      );
      return row?.id ?? "";
    },
  },
  {
    name: "a refund that is done at Stripe and pending in the records",
    kind: "refund_differs",
    repair: "reconcile_order",
    inject: async (testShop, target) => {
      const refund = await testShop.stripe("refunds", { payment_intent: target.intent, amount: "300" });
      await recordRefund(testShop, target, refund.id, "pending");
      return refund.id;
    },
  },
  {
    name: "a dispute that no event told of",
    kind: "missing_dispute",
    repair: "reconcile_order",
    inject: async (testShop, { intent }) => {
      const id = `du_${randomUUID()}`;
      const charge = await objectOf(testShop, String((await objectOf(testShop, intent)).latest_charge));
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
      await importObjects(testShop, {
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
    inject: async (testShop, target) => {
      await forgetPayment(testShop, target, "expired");
      await neverPaid(testShop, target);
      await recordMove(testShop, target.id, "awaiting_payment", "expired");
      return target.id;
    },
  },
  {
    name: "units held for an order that never had a payment page",
    kind: "stock_held",
    repair: "reconcile_order",
    inject: async (testShop, target) => {
      await forgetPayment(testShop, target);
      await changeObject(testShop, "sessions", target.session, { metadata: {} });
      await testShop.sql(
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
    inject: async (testShop) => {
      const variantId = await makeVariant(testShop);
      await testShop.sql("UPDATE variants SET reserved = 1 WHERE id = $1", [variantId]);
      return variantId;
    },
  },
  {
    name: "a unit on hand that the ledger does not have",
    kind: "stock_ledger",
    repair: "correct_ledger",
    inject: async (testShop) => {
      const variantId = await makeVariant(testShop);
      await testShop.sql("UPDATE stock_movements SET delta = delta - 1 WHERE variant_id = $1", [variantId]);
      return variantId;
    },
  },
  {
    name: "a paid order whose units were not sold",
    kind: "stock_unsold",
    repair: null,
    inject: async (testShop, { id }) => {
      await testShop.sql("UPDATE stock_holds SET state = 'released' WHERE order_id = $1", [id]);
      return id;
    },
  },
  {
    name: "an order that was reconciled twice",
    kind: "effect_twice",
    repair: null,
    inject: async (testShop, { id }) => {
      await recordMove(testShop, id, "awaiting_payment", "paid");
      return `${id}:payment`;
    },
  },
  {
    name: "an order that says it was sent, without a parcel",
    kind: "fulfillment_state",
    repair: null,
    inject: async (testShop, { id }) => {
      await testShop.sql("UPDATE orders SET fulfillment_state = 'fulfilled' WHERE id = $1", [id]);
      return `${id}:parcels`;
    },
  },
  {
    name: "a unit that was sent in two parcels",
    kind: "effect_twice",
    repair: null,
    inject: async (testShop, { id }) => {
      // The trigger refuses it.
      await testShop.sql(
        `ALTER TABLE fulfillment_lines DISABLE TRIGGER fulfillment_lines_bought;
         WITH parcels AS (INSERT INTO fulfillments (order_id, request_id)
           SELECT '${id}', gen_random_uuid() FROM generate_series(1, 2) RETURNING id)
         INSERT INTO fulfillment_lines SELECT p.id, l.id, l.quantity FROM parcels p, order_lines l WHERE l.order_id = '${id}';
         UPDATE orders SET fulfillment_state = 'fulfilled' WHERE id = '${id}';
         ALTER TABLE fulfillment_lines ENABLE TRIGGER fulfillment_lines_bought`,
      );
      const [line] = await testShop.sql<{ id: string }>("SELECT id FROM order_lines WHERE order_id = $1", [
        id,
      ]);
      return `${line?.id}:sent`;
    },
  },
  {
    name: "an event that nobody decided for six minutes",
    kind: "event_undecided",
    repair: "decide_event",
    inject: async (testShop) => {
      const id = `evt_${randomUUID()}`;
      await testShop.sql(
        `INSERT INTO stripe_events (id, type, object_id, livemode, payload, received_at, claimed_until)
         VALUES ($1, 'customer.created', 'cus_1', false, '{}', now() - interval '6 minutes', now() + interval '1 hour')`,
        [id],
      );
      return id;
    },
  },
  {
    name: "a use of a discount that is held for an order which has expired",
    kind: "discount_held",
    repair: "release_hold",
    inject: async (testShop, target) => {
      await forgetPayment(testShop, target, "expired");
      await neverPaid(testShop, target);
      await recordMove(testShop, target.id, "awaiting_payment", "expired");
      await transaction((tx) => releaseStock(tx, target.id));
      await holdDiscount(testShop, target);
      return `${target.id}:uses`;
    },
  },
  {
    name: "a paid order whose discount is not used",
    kind: "discount_unused",
    repair: "redeem_discounts",
    inject: async (testShop, target) => {
      await holdDiscount(testShop, target);
      return `${target.id}:unused`;
    },
  },
  {
    name: "a discount that counts a use which no order has",
    kind: "discount_figures",
    repair: "recount_uses",
    inject: (testShop) => makeDiscount(testShop, { used: 1 }),
  },
  {
    name: "a day whose sums are not those of its rows",
    kind: "report_sums",
    repair: "sum_day",
    inject: async (testShop) => {
      await sumDays();
      // Another day each time.
      const [row] = await testShop.sql<{ day: string }>(
        `INSERT INTO report_days (day, currency, kind, key, count, units, amount_minor)
         SELECT DATE '2001-01-01' + count(*)::int, 'eur', 'sale', 'IE', 1, 0, 6100 FROM report_days WHERE day < '2011-01-01'
         RETURNING to_char(day, 'YYYY-MM-DD') AS day`,
      );
      return row?.day ?? "";
    },
  },
  {
    name: "a paid order whose timeline does not say why",
    kind: "change_without_cause",
    repair: null,
    inject: async (testShop, { id }) => {
      await testShop.sql("DELETE FROM order_events WHERE order_id = $1 AND kind = 'payment_moved'", [id]);
      return id;
    },
  },
  ...DOCUMENT_INJECTIONS,
];
