import { PART } from "./fill-orders.ts";
import { fillTables } from "./fill-tables.ts";

const TABLES = ["order_events", "order_effects", "refunds", "disputes", "stock_holds", "stripe_events"];

/**
 * What filled orders have left in the other tables: how each was reconciled, its mail, its refund, its units, and the event
 * that told of it; one order of five hundred was disputed, and the shop won. And one event was given up, because
 * nobody knew its order.
 */
export const fillTrails = (url: string): Promise<void> =>
  fillTables(url, TABLES, [RECONCILED, REFUNDED, EFFECTS, REFUNDS, DISPUTES, SHELF, HOLDS, EVENTS, GIVEN_UP]);

const REFUNDED_STATES = "payment_state IN ('partially_refunded', 'refunded')";
const PAID = `(payment_state = 'paid' OR ${REFUNDED_STATES})`;

const RECONCILED = `
  INSERT INTO order_events (order_id, at, actor_kind, actor_ref, kind, from_state, to_state)
  SELECT id, placed_at, 'event', 'evt_' || md5(id::text), 'payment_moved', 'awaiting_payment',
         CASE WHEN ${PAID} THEN 'paid' ELSE payment_state END
    FROM orders ORDER BY number`;
const REFUNDED = `
  INSERT INTO order_events (order_id, at, actor_kind, actor_ref, kind, from_state, to_state)
  SELECT id, placed_at, 'event', 'evt_' || md5('r' || id), 'payment_moved', 'paid', payment_state
    FROM orders WHERE ${REFUNDED_STATES} ORDER BY number`;
const EFFECTS = `
  INSERT INTO order_effects (order_id, effect, done_at)
  SELECT id, 'mail:order_confirmation', placed_at FROM orders WHERE ${PAID} ORDER BY number`;
const REFUNDS = `
  INSERT INTO refunds (order_id, request_id, amount_minor, currency, state, stripe_refund_id, created_at, updated_at,
                       stripe_payment_intent_id)
  SELECT id, 're_' || md5(id::text), CASE payment_state WHEN 'refunded' THEN captured_minor ELSE ${PART} END, currency,
         'succeeded', 're_' || md5(id::text), placed_at, placed_at, stripe_payment_intent_id
    FROM orders WHERE ${REFUNDED_STATES} ORDER BY number`;
const DISPUTES = `
  INSERT INTO disputes (order_id, stripe_dispute_id, state, reason, amount_minor, currency, created_at)
  SELECT id, 'du_' || md5(id::text), 'won', 'fraudulent', captured_minor, currency, placed_at
    FROM orders WHERE ${PAID} AND number % 500 = 3 ORDER BY number`;
const SHELF = `
  WITH product AS (INSERT INTO products (slug, title, updated_at) VALUES ('filled', 'Tumble mug', now()) RETURNING id)
  INSERT INTO variants (product_id, slug, price_minor, currency, on_hand, position)
  SELECT id, size, 3050, 'eur', 1000000, 1 FROM product, (SELECT 'clay-' || n AS size FROM generate_series(0, 99) n) s`;
const HOLDS = `
  INSERT INTO stock_holds (order_id, variant_id, quantity, state, changed_at)
  SELECT o.id, v.id, 2, (CASE WHEN ${PAID} THEN 'sold' ELSE 'released' END)::"HoldState", o.placed_at
    FROM orders o JOIN variants v ON v.slug = 'clay-' || o.number % 100 ORDER BY o.number`;
const EVENTS = `
  INSERT INTO stripe_events (id, type, object_id, livemode, payload, state, order_id, attempts, received_at, decided_at,
                             claimed_until)
  SELECT 'evt_' || md5(id::text), 'checkout.session.completed', stripe_session_id, false, '{}', 'applied', id, 1,
         placed_at, placed_at, placed_at
    FROM orders ORDER BY number`;
const GIVEN_UP = `
  INSERT INTO stripe_events (id, type, object_id, livemode, payload, state, reason_code, attempts, decided_at)
  SELECT 'evt_unknown', 'checkout.session.completed', 'cs_unknown', false,
         jsonb_build_object('data', jsonb_build_object('object', jsonb_build_object('metadata', jsonb_build_object('order', uuidv7())))),
         'dead', 'unknown_order', 12, now()`;
