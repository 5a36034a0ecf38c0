import { afterAll, beforeAll, expect, it } from "vitest";
import { countToSend } from "@/server/orders/admin/count-orders";
import { listOrders } from "@/server/orders/admin/list-orders";
import { closeDb, pool } from "@/server/platform/db";
import { DISPUTE_HOLDS } from "../../../domain/orders/disputes.ts";
import { REVIEW_REASONS } from "../../../domain/orders/history.ts";
import { sendingOf } from "../../../domain/orders/sending.ts";
import { FULFILLMENT_STATES, PAYMENT_STATES } from "../../../domain/orders/states.ts";
import type { OrderRow } from "../../../domain/orders/views.ts";
import { useDatabase, useEnvironment } from "../../support/database.ts";
import { until } from "../../support/scenario.ts";
import { signInAs } from "../accounts/admin-browser.ts";

beforeAll(async () => {
  useEnvironment();
  await useDatabase();
  await signInAs("viewer");
});
afterAll(closeDb);

const literals = (values: readonly string[]) => values.map((value) => `('${value}')`).join(", ");

async function everyRow(query: Parameters<typeof listOrders>[0]): Promise<OrderRow[]> {
  const rows: OrderRow[] = [];
  for (let after: string | undefined; ; ) {
    const page = await listOrders({ ...query, after });
    if (page.kind !== "page") throw new Error("too broad");
    rows.push(...page.rows);
    if (page.older === null) return rows;
    after = page.older;
  }
}

it("M2 M21: the list of what is to be sent, and its number, hold exactly the orders of the rule, of every state there can be", async () => {
  await pool().query(
    `INSERT INTO orders (id, reference_hash, cart_key, payment_state, fulfillment_state, dispute_hold, conflict,
                         requires_shipping, currency, subtotal_minor, total_minor, sent_minor, livemode,
                         hold_expires_at, placed_at)
     SELECT gen_random_uuid(), md5('m' || row_number() over ()) || md5('n' || row_number() over ()),
            'cart-' || row_number() over (), p.state::"PaymentState", f.state::"FulfillmentState",
            d.hold::"DisputeHold", c.conflict, s.ships, 'eur', 1, 1, 1, false, now(),
            to_timestamp(1e9 + row_number() over () / 9)
       FROM (VALUES ${literals(PAYMENT_STATES)}) p(state), (VALUES ${literals(FULFILLMENT_STATES)}) f(state),
            (VALUES (NULL), ${literals(DISPUTE_HOLDS)}) d(hold), (VALUES (NULL), ${literals(REVIEW_REASONS)}) c(conflict),
            (VALUES (true), (false)) s(ships)`,
  );
  const all = await everyRow({});
  const expected = all.filter((row) => sendingOf(row) === "to_send").map(({ id }) => id);
  // Paid or refunded in part, not sent or sent in part, with nothing that holds it up.
  expect(expected).toHaveLength(4);
  // The longest waiting first.
  expect((await everyRow({ toSend: true })).map(({ id }) => id)).toEqual(expected.toReversed());
  // M21: the number on the tab.
  expect(await countToSend()).toBe(4);
});

it("M2: it walks an index of its own, from any place on", async () => {
  await pool().query(
    `INSERT INTO orders (id, reference_hash, cart_key, payment_state, fulfillment_state, currency, subtotal_minor,
                         total_minor, sent_minor, livemode, hold_expires_at, placed_at)
     SELECT gen_random_uuid(), md5('o' || i) || md5('p' || i), 'old-' || i, 'paid',
            CASE WHEN i % 500 = 0 THEN 'unfulfilled' ELSE 'fulfilled' END::"FulfillmentState", 'eur', 1, 1, 1, false,
            now(), to_timestamp(1e9 - i) FROM generate_series(1, 40000) i;
     ANALYZE orders`,
  );
  const before = await readScans();
  expect(await everyRow({ toSend: true })).toHaveLength(84);
  // Sessions report what they read when they are idle.
  await until(async () => (await readScans()).indexScans > before.indexScans);
  const after = await readScans();
  expect(after.tableScans).toBe(before.tableScans);
  expect(after.rowsOfIndex - before.rowsOfIndex).toBeLessThan(200);
});

async function readScans() {
  const { rows } = await pool().query<Record<"indexScans" | "rowsOfIndex" | "tableScans", number>>(
    `SELECT i.idx_scan::int AS "indexScans", i.idx_tup_read::int AS "rowsOfIndex", t.seq_scan::int AS "tableScans"
       FROM pg_stat_user_indexes i JOIN pg_stat_user_tables t USING (relid) WHERE i.indexrelname = 'orders_to_send'`,
  );
  if (!rows[0]) throw new Error("there is no such index");
  return rows[0];
}
