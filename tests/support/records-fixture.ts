import { randomUUID } from "node:crypto";
import { type CompareOptions, checkRecords } from "../../server/reconciliation/check/check-records.ts";
import { paidOrder } from "./key-fixture.ts";
import type { TestShop } from "./test-shop.ts";

type Thing = Record<string, unknown> & { id: string };
type Objects = Partial<Record<"sessions" | "payment_intents" | "charges" | "refunds" | "disputes", Thing[]>>;

/** The check without waiting: what it finds now. */
export async function check(options: CompareOptions = {}) {
  return checkRecords({ graceSeconds: 0, requestsASecond: 100_000, ...options });
}

export const importObjects = (testShop: TestShop, objects: Objects) => testShop.control("objects", objects);

/** An object of the sandbox as it is stored. */
export const objectOf = (testShop: TestShop, id: string): Promise<Thing> =>
  testShop.control(`objects/${id}`, undefined, "GET");

/** Replaces fields of an object of the sandbox: a state that no call leads to. */
export async function changeObject(
  testShop: TestShop,
  list: keyof Objects,
  id: string,
  changes: Record<string, unknown>,
) {
  await importObjects(testShop, { [list]: [{ ...(await objectOf(testShop, id)), ...changes }] });
}

const BATCH = 1_000;

/**
 * Copies one paid and reconciled order many times over, here by SQL and at the sandbox in bulk: each copy with ids of
 * its own, so that the two agree. @returns the ids of the copies
 */
export async function copyPaidOrders(testShop: TestShop, count: number): Promise<string[]> {
  const model = await paidOrder(testShop);
  const session = await objectOf(testShop, model.session);
  const intent = await objectOf(testShop, model.intent ?? "");
  const charge = await objectOf(testShop, String(intent.latest_charge));
  const copies: string[] = [];
  for (let made = 0; made < count; made += BATCH) {
    const ids = Array.from({ length: Math.min(BATCH, count - made) }, () => randomUUID());
    const metadataOf = (id: string) => ({ ...(session.metadata as object), order: id });
    const named = (prefix: string, id: string) => `${prefix}_copy_${id.replaceAll("-", "")}`;
    await importObjects(testShop, {
      charges: ids.map((id) => ({
        ...charge,
        id: named("ch", id),
        payment_intent: named("pi", id),
        metadata: metadataOf(id),
      })),
      payment_intents: ids.map((id) => ({
        ...intent,
        id: named("pi", id),
        latest_charge: named("ch", id),
        metadata: metadataOf(id),
      })),
      sessions: ids.map((id) => ({
        ...session,
        id: named("cs", id),
        payment_intent: named("pi", id),
        client_reference_id: id,
        metadata: metadataOf(id),
      })),
    });
    await copyRows(testShop, model.id, ids);
    copies.push(...ids);
  }
  return copies;
}

/** All of an order's rows, under other ids. Its units come from the shelf as well. */
async function copyRows(testShop: TestShop, modelId: string, ids: string[]): Promise<void> {
  const columns = await testShop.sql<{ name: string }>(
    `SELECT quote_ident(column_name) AS name FROM information_schema.columns
      WHERE table_name = 'orders' AND is_generated = 'NEVER' AND column_name NOT IN
            ('id', 'number', 'reference_hash', 'cart_key', 'stripe_session_id', 'stripe_payment_intent_id', 'stripe_charge_id')`,
  );
  const same = columns.map(({ name }) => name).join(", ");
  // In one statement: an order's total and its parts are compared when it ends.
  await testShop.sql(
    `WITH adjustments AS (
       INSERT INTO order_adjustments (order_id, kind, code, label, amount_minor)
       SELECT c.id, kind, code, label, amount_minor FROM order_adjustments, unnest($2::uuid[]) AS c (id) WHERE order_id = $1)
     INSERT INTO orders (id, reference_hash, cart_key, stripe_session_id, stripe_payment_intent_id, stripe_charge_id, ${same})
     SELECT c.id, encode(sha256(c.id::text::bytea), 'hex'), c.id::text, 'cs_copy_' || c.hex, 'pi_copy_' || c.hex, 'ch_copy_' || c.hex, ${same}
       FROM orders, (SELECT id, replace(id::text, '-', '') AS hex FROM unnest($2::uuid[]) AS u (id)) c
      WHERE orders.id = $1`,
    [modelId, ids],
  );
  await testShop.sql(
    `INSERT INTO order_lines (order_id, variant_id, position, product_title, variant_title, product_slug, quantity, unit_price_minor, total_minor)
     SELECT c.id, variant_id, position, product_title, variant_title, product_slug, quantity, unit_price_minor, total_minor
       FROM order_lines, unnest($2::uuid[]) AS c (id) WHERE order_id = $1`,
    [modelId, ids],
  );
  await testShop.sql(
    `INSERT INTO stock_holds (order_id, variant_id, quantity, state)
     SELECT c.id, variant_id, quantity, state FROM stock_holds, unnest($2::uuid[]) AS c (id) WHERE order_id = $1`,
    [modelId, ids],
  );
  await testShop.sql(
    `INSERT INTO order_events (order_id, kind, from_state, to_state, data, actor_kind, actor_ref)
     SELECT c.id, kind, from_state, to_state, data, actor_kind, actor_ref FROM order_events, unnest($2::uuid[]) AS c (id) WHERE order_id = $1`,
    [modelId, ids],
  );
}
