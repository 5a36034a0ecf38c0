import { randomUUID } from "node:crypto";
import type { Pool } from "pg";
import { EVENT_TYPES } from "../../../domain/webhooks/event.ts";
import { startCheckout } from "../../../server/checkout/start-checkout.ts";
import { ask } from "./ask.ts";
import { type Copy, copyOf, objectsOf } from "./copies.ts";
import { liveModels, MODEL, type Model, type Thing } from "./scenarios.ts";

const VARIANTS = 50;
const ON_HAND = 1_000_000;
const BATCH = 100;

/** Units that lay on the shelf before, by variant. */
export type Shelf = Map<string, number>;

/** Some products; the first costs what the models cost. */
export async function fillShelf(pool: Pool): Promise<Shelf> {
  const shelf: Shelf = new Map();
  for (let made = 0; made < VARIANTS; made += 1) {
    const { rows } = await pool.query<{ id: string }>(
      `WITH product AS (INSERT INTO products (slug, title, updated_at) VALUES ($1, 'Tumble mug', now()) RETURNING id)
       INSERT INTO variants (product_id, slug, price_minor, currency, on_hand, position)
       SELECT id, 'default', $2, 'eur', $3, 1 FROM product RETURNING id`,
      [randomUUID(), MODEL.subtotal, ON_HAND],
    );
    shelf.set(rows[0]?.id ?? "", ON_HAND);
  }
  return shelf;
}

/** Lives every life once through the shop's own checkout. */
export async function makeModels(pool: Pool, sandboxUrl: string, variantId: string): Promise<Model[]> {
  const checkOut = async () => {
    const key = randomUUID();
    const lines = [{ variantId, quantity: 1, seenMinor: BigInt(MODEL.subtotal) }];
    const started = await startCheckout({ cart: { key, lines }, ui: "embedded_page" });
    const { rows } = await pool.query<{ id: string; session: string }>(
      "SELECT id, stripe_session_id AS session FROM orders WHERE cart_key = $1",
      [key],
    );
    if (started.kind !== "ready" || !rows[0]) throw new Error(`the checkout is ${started.kind}`);
    return { orderId: rows[0].id, sessionId: rows[0].session };
  };
  return liveModels({ sandboxUrl, checkOut, eventTypes: EVENT_TYPES });
}

/** Writes the orders as a checkout leaves them, and their payments into the sandbox as they ended. */
export async function fillRecords(
  pool: Pool,
  {
    models,
    count,
    seed,
    shelf,
    sandboxUrl,
  }: { models: Model[]; count: number; seed: number; shelf: Shelf; sandboxUrl: string },
): Promise<void> {
  const variants = [...shelf.keys()];
  for (let first = 0; first < count; first += BATCH) {
    const copies = Array.from({ length: Math.min(BATCH, count - first) }, (_, at) =>
      copyOf(first + at, models, seed),
    );
    await importObjects(sandboxUrl, copies, seed);
    await writeOrders(pool, copies, variants);
  }
}

async function importObjects(sandboxUrl: string, copies: Copy[], seed: number): Promise<void> {
  const all: Record<string, Thing[]> = {};
  for (const copy of copies)
    for (const [list, things] of Object.entries(objectsOf(copy, seed)))
      all[list] = [...(all[list] ?? []), ...things];
  const headers = { "content-type": "application/json" };
  await ask(`${sandboxUrl}/_sandbox/objects`, { headers, body: JSON.stringify(all) });
}

async function writeOrders(pool: Pool, copies: Copy[], variants: string[]): Promise<void> {
  const ids = copies.map(({ orderId }) => orderId);
  await pool.query(
    `INSERT INTO orders (id, reference_hash, cart_key, currency, subtotal_minor, total_minor, sent_minor, livemode, hold_expires_at,
                         item_count, stripe_session_id)
     SELECT id, encode(sha256(id::text::bytea), 'hex'), id::text, 'eur', subtotal, subtotal, subtotal, false,
            now() + interval '1 hour', 1, session
       FROM unnest($1::uuid[], $2::bigint[], $3::text[]) AS c (id, subtotal, session)`,
    [ids, copies.map(({ subtotal }) => subtotal), copies.map(({ sessionId }) => sessionId)],
  );
  const variantIds = copies.map(({ index }) => variants[index % variants.length]);
  await pool.query(
    `INSERT INTO order_lines (order_id, variant_id, position, product_title, variant_title, product_slug, quantity,
                              unit_price_minor, total_minor)
     SELECT id, variant, 0, 'Tumble mug', '', 'tumble-mug', 1, subtotal, subtotal
       FROM unnest($1::uuid[], $2::bigint[], $3::uuid[]) AS c (id, subtotal, variant)`,
    [ids, copies.map(({ subtotal }) => subtotal), variantIds],
  );
  await pool.query(
    `WITH held AS (INSERT INTO stock_holds (order_id, variant_id, quantity)
                   SELECT id, variant, 1 FROM unnest($1::uuid[], $2::uuid[]) AS c (id, variant) RETURNING variant_id)
     UPDATE variants v SET reserved = v.reserved + h.quantity
       FROM (SELECT variant_id, count(*)::int AS quantity FROM held GROUP BY 1) h WHERE h.variant_id = v.id`,
    [ids, variantIds],
  );
}
