import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { sendOrder } from "../../server/orders/fulfillment/send-order.ts";
import { refundOrder } from "../../server/orders/refunds/refund-order.ts";
import { askReturn } from "../../server/orders/returns/ask-return.ts";
import { referenceOf } from "../../server/platform/reference.ts";
import { paidOrder, type SoldOrder } from "../support/key-fixture.ts";
import { openTestShop, type TestShop } from "../support/test-shop.ts";
import { brokenInvariants, mailFaults } from "./read-invariants.ts";

// Of one unit, of ten that lay on the shelf.
const COUNTED = 10;
const PLANTED = ["fulfillment_lines", "refund_lines", "return_lines", "refunds"];

let testShop: TestShop;
beforeAll(async () => {
  testShop = await openTestShop();
});
afterAll(() => testShop.close());

type Act = (order: SoldOrder, units: Map<string, number>) => Promise<{ kind: string }>;
const send: Act = ({ id }, units) =>
  sendOrder({
    ...{ orderId: id, requestId: randomUUID(), units },
    ...{ carrier: null, trackingNumbers: [], hasMail: true },
  });
const refund: Act = ({ id }, units) =>
  refundOrder({
    ...{ orderId: id, requestId: randomUUID(), amountMinor: 2400n, currency: "eur", units },
    ...{ reason: null, note: null },
  });
const ask: Act = ({ id }, units) =>
  askReturn({ reference: referenceOf(id), requestId: randomUUID(), note: null, units });

const LINE = "order_line_id = (SELECT id FROM order_lines WHERE order_id = $1)";

it.each<[string, Act[], string]>([
  ["a unit was sent twice", [send], `UPDATE fulfillment_lines SET quantity = 2 WHERE ${LINE}`],
  [
    "a unit was sent that was refunded before",
    [send, refund],
    `UPDATE refund_lines SET sent = 0 WHERE ${LINE}`,
  ],
  ["a unit was sent that was withdrawn", [send, ask], `UPDATE return_lines SET unsent = 1 WHERE ${LINE}`],
  ["a unit was refunded twice", [refund], `UPDATE refund_lines SET quantity = 2 WHERE ${LINE}`],
  ["a unit was asked back twice", [ask], `UPDATE return_lines SET quantity = 2 WHERE ${LINE}`],
  [
    "the parts of a refund are not its amount",
    [refund],
    `UPDATE refund_lines SET amount_minor = 2399 WHERE ${LINE}`,
  ],
  [
    "more was refunded than was captured",
    [refund],
    "UPDATE refunds SET amount_minor = 2901 WHERE order_id = $1",
  ],
  [
    "more of the shipping was refunded than was paid",
    [refund],
    "UPDATE refunds SET shipping_minor = 501 WHERE order_id = $1",
  ],
  [
    "on hand and sold are not what was counted",
    [],
    "UPDATE variants SET on_hand = on_hand + 1 WHERE id = (SELECT variant_id FROM order_lines WHERE order_id = $1)",
  ],
  [
    "the ledger does not come to what is on hand",
    [],
    "DELETE FROM stock_movements WHERE variant_id = (SELECT variant_id FROM order_lines WHERE order_id = $1)",
  ],
  [
    "what is reserved is not what is held",
    [],
    "UPDATE variants SET reserved = 1 WHERE id = (SELECT variant_id FROM order_lines WHERE order_id = $1)",
  ],
])("the model's look at the rows finds that %s", async (what, acts, plant) => {
  const order = await paidOrder(testShop);
  const [line] = await testShop.sql<{ id: string }>("SELECT id FROM order_lines WHERE order_id = $1", [
    order.id,
  ]);
  const units = new Map([[line?.id ?? "", 1]]);
  for (const act of acts) expect((await act(order, units)).kind).toMatch(/^(sent|done|asked)$/);
  const look = () => brokenInvariants(testShop, [order.variantId], [COUNTED]);
  expect(await look()).toEqual([]);
  // What refuses it is switched off.
  for (const table of PLANTED) await testShop.sql(`ALTER TABLE ${table} DISABLE TRIGGER USER`);
  await testShop.sql(plant, [order.id]);
  for (const table of PLANTED) await testShop.sql(`ALTER TABLE ${table} ENABLE TRIGGER USER`);
  expect((await look()).map((found) => found.replace(/ \(.*/, ""))).toContain(what);
});

it("the model's look at the mails finds one that is ordered twice", async () => {
  const order = await paidOrder(testShop);
  expect(await mailFaults(testShop, [order.id])).toEqual([]);
  await testShop.sql(
    `INSERT INTO pgboss.job (name, data) SELECT name, data FROM pgboss.job
      WHERE name = 'send-order-mail' AND data->>'orderId' = $1`,
    [order.id],
  );
  expect(await mailFaults(testShop, [order.id])).toEqual([expect.stringContaining("ordered twice")]);
});
