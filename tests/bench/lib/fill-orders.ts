import { fillTables } from "./fill-tables.ts";

/**
 * Orders of three years, one line each: names of 50 first names and 27,000 surnames, so words are common and rare; and
 * one product in all but one order of 100,000.
 * @param isTaken of all of them the money was taken, and of one in twenty a part was refunded: what a check that
 *   finds nothing expects. Otherwise nine of ten are paid, and a tail of everything else has no more than its state.
 */
export async function fillOrders(url: string, count: number, { isTaken = false } = {}): Promise<void> {
  const states = isTaken ? TAKEN : MIXED;
  await fillTables(
    url,
    ["products", "variants", "orders", "order_lines", "order_adjustments"],
    [PRODUCTS, VARIANTS, ordersOf(count, states), LINES, SHIPPING],
  );
}

const FIRST_NAMES =
  "Aoife Conor Niamh Sean Ciara Liam Emma Noah Olivia Jack Mia Leon Hanna Paul Lena Finn Clara Jonas Greta Emil Chloe Louis Manon Hugo Ines Jules Lea Adam Alice Raphael Sofia Mateo Lucia Pablo Carmen Diego Marta Luca Giulia Marco Chiara Elin Oskar Maja Nils Astrid Lars Freja Anders Saga";
const SYLLABLES =
  "ber kor hal win gar tho mel dan ros vik sor lin pet mar hen jor sal nor bak fal ger ham kel lau mor nie ost pel rin tal";

const MIXED = `CASE WHEN i % 10 <> 0 THEN 'paid' WHEN i % 20 = 0 THEN 'refunded' WHEN i % 50 = 10 THEN 'expired'
               WHEN i % 50 = 30 THEN 'partially_refunded' ELSE 'payment_failed' END`;
const TAKEN = "CASE WHEN i % 20 = 0 THEN 'partially_refunded' ELSE 'paid' END";
/** Refunded minor units of an order with a part refunded. */
export const PART = 1_000;

const ordersOf = (count: number, states: string) => `
  INSERT INTO orders (id, reference_hash, cart_key, payment_state, fulfillment_state, currency, subtotal_minor,
                      sent_minor, total_minor, captured_minor, refunded_minor, email, customer_name, livemode,
                      stripe_session_id, stripe_payment_intent_id, stripe_charge_id, card_brand, card_last4,
                      hold_expires_at, placed_at, paid_at, reconciled_at, line_words)
  SELECT id, encode(sha256(id::text::bytea), 'hex'), id::text,
         (${states})::"PaymentState",
         (CASE WHEN i > ${count} * 0.98 THEN 'unfulfilled' ELSE 'fulfilled' END)::"FulfillmentState",
         'eur', 6100, 6100, 6600, 6600, CASE WHEN ${states} = 'partially_refunded' THEN ${PART} ELSE 0 END,
         lower(first || '.' || last) || '@example.' || (ARRAY['com', 'ie', 'de', 'fr'])[1 + i % 4],
         first || ' ' || initcap(last), false,
         'cs_test_' || md5('s' || i), 'pi_' || md5('p' || i), 'ch_' || md5('c' || i), 'visa', '4242',
         placed_at + interval '35 minutes', placed_at, placed_at + interval '2 minutes', placed_at + interval '2 minutes',
         CASE WHEN i % 100000 = 7 THEN 'Paper kite Sky LK-KITE-SKY' ELSE 'Tumble mug Clay LK-TUM-CLA-25' END
    FROM (SELECT i, uuidv7(step - interval '3 years') AS id,
                 date_trunc('milliseconds', now() - interval '3 years' + step) AS placed_at,
                 names[1 + hashint4(i)::bit(30)::int % 50] AS first,
                 s[1 + hashint4(i + 1)::bit(30)::int % 30] || s[1 + hashint4(i + 2)::bit(30)::int % 30]
                   || s[1 + hashint4(i + 3)::bit(30)::int % 30] AS last
            FROM generate_series(1, ${count}) i,
                 LATERAL (SELECT i * (interval '3 years' / ${count}) AS step) t,
                 (SELECT string_to_array('${FIRST_NAMES}', ' ') AS names, string_to_array('${SYLLABLES}', ' ') AS s) n) made`;

const SHIPPING = `
  INSERT INTO order_adjustments (order_id, kind, code, label, amount_minor)
  SELECT id, 'shipping', lower(label), label, 500
    FROM orders, LATERAL (SELECT CASE WHEN number % 2 = 0 THEN 'Express' ELSE 'Standard' END AS label) o`;

const PRODUCTS = `
  INSERT INTO products (slug, title) VALUES ('paper-kite', 'Paper kite'), ('tumble-mug', 'Tumble mug')`;

const VARIANTS = `
  INSERT INTO variants (product_id, slug, sku, price_minor, currency, position)
  SELECT id, 'only', CASE WHEN slug = 'paper-kite' THEN 'LK-KITE-SKY' ELSE 'LK-TUM-CLA-25' END, 3050, 'eur', 0 FROM products`;

const LINES = `
  INSERT INTO order_lines (order_id, position, product_title, variant_title, product_slug, quantity,
                           sku, unit_price_minor, total_minor, variant_id)
  SELECT id, 0, CASE WHEN is_rare THEN 'Paper kite' ELSE 'Tumble mug' END, CASE WHEN is_rare THEN 'Sky' ELSE 'Clay' END,
         CASE WHEN is_rare THEN 'paper-kite' ELSE 'tumble-mug' END, 2,
         CASE WHEN is_rare THEN 'LK-KITE-SKY' ELSE 'LK-TUM-CLA-25' END, 3050, 6100,
         (SELECT v.id FROM variants v WHERE v.sku = CASE WHEN is_rare THEN 'LK-KITE-SKY' ELSE 'LK-TUM-CLA-25' END)
    FROM orders, LATERAL (SELECT line_words LIKE 'Paper kite%' AS is_rare) r`;
