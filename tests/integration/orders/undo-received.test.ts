import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { getOrder } from "../../../server/orders/admin/get-order.ts";
import { refundOrder } from "../../../server/orders/refunds/refund-order.ts";
import { askReturn } from "../../../server/orders/returns/ask-return.ts";
import { receiveReturn, undoReceiveReturn } from "../../../server/orders/returns/receive-return.ts";
import { referenceOf } from "../../../server/platform/reference.ts";
import { expectCleanRecords, openScenario, type Scenario } from "../../support/scenario.ts";

let s: Scenario;
beforeAll(async () => {
  s = await openScenario();
});
afterAll(() => s.testShop.close());

/** An order of three pieces of five, of which two are asked to be taken back. */
async function returned() {
  const { order, variant } = await s.sell({ quantity: 3, onHand: 5 });
  const [line] = await s.testShop.sql<{ id: string }>("SELECT id FROM order_lines WHERE order_id = $1", [
    order.id,
  ]);
  const lineId = line?.id ?? "";
  const asked = await askReturn({
    ...{ reference: referenceOf(order.id), requestId: randomUUID(), note: null },
    units: new Map([[lineId, 2]]),
  });
  if (asked.kind !== "asked") throw new Error(asked.refusal);
  const { returnId } = asked;
  const receive = () => receiveReturn(returnId, new Map([[lineId, { restock: true, condition: "As new" }]]));
  const onHand = async () => (await s.stockOf(variant))?.onHand;
  return { order, variant, returnId, receive, onHand };
}

it("what was received by mistake is undone once: its units leave stock, and the request waits again", async () => {
  const { order, returnId, receive, onHand } = await returned();
  expect(await undoReceiveReturn(returnId)).toBe("not_received");
  expect(await receive()).toBe(true);
  expect(await onHand()).toBe(4);
  const results = await Promise.all(Array.from({ length: 4 }, () => undoReceiveReturn(returnId)));
  expect(results.toSorted()).toEqual(["not_received", "not_received", "not_received", "undone"]);
  expect(await onHand()).toBe(2);
  const seen = await getOrder(order.id);
  expect(seen?.returns).toMatchObject([
    { state: "requested", receivedAt: null, receivedBy: null, lines: [{ restocked: null, condition: null }] },
  ]);
  const undone = "SELECT data->'restocked' AS units FROM order_events WHERE kind = 'return_reception_undone'";
  expect(await s.testShop.sql(undone)).toEqual([{ units: 2 }]);
  expect(await receive()).toBe(true);
  expect(await onHand()).toBe(4);
  await expectCleanRecords();
});

it("units that were sold again stay in the order that has them, and the return stays received", async () => {
  const { variant, returnId, receive, onHand } = await returned();
  await receive();
  await s.testShop.sql("UPDATE variants SET reserved = reserved + 3 WHERE id = $1", [variant]);
  expect(await undoReceiveReturn(returnId)).toBe("gone");
  expect(await onHand()).toBe(4);
  await s.testShop.sql("UPDATE variants SET reserved = reserved - 3 WHERE id = $1", [variant]);
  expect(await undoReceiveReturn(returnId)).toBe("undone");
});

it("a return that is refunded stays received", async () => {
  const { order, returnId, receive, onHand } = await returned();
  await receive();
  const refund = {
    orderId: order.id,
    requestId: randomUUID(),
    amountMinor: 2400n,
    currency: "eur",
    returnId,
  };
  expect(await refundOrder({ ...refund, reason: null, note: null })).toMatchObject({ kind: "done" });
  expect(await undoReceiveReturn(returnId)).toBe("not_received");
  expect(await onHand()).toBe(4);
  await expectCleanRecords();
});
