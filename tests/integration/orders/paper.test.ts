import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { MAX_BATCH, pickList } from "../../../domain/fulfillment/paper.ts";
import { sendOrder } from "../../../server/orders/fulfillment/send-order.ts";
import { getSlips } from "../../../server/orders/paper/get-slips.ts";
import { openScenario, type Scenario } from "../../support/scenario.ts";

let s: Scenario;
beforeAll(async () => {
  s = await openScenario();
});
afterAll(() => s.testShop.close());

async function send(orderId: string, units: number) {
  const [line] = await s.testShop.sql<{ id: string }>("SELECT id FROM order_lines WHERE order_id = $1", [
    orderId,
  ]);
  const result = await sendOrder({
    ...{ orderId, requestId: randomUUID(), carrier: null, trackingNumbers: [], hasMail: false },
    units: new Map([[line?.id ?? "", units]]),
  });
  expect(result.kind).toBe("sent");
}

it("slips have what is left to send, as asked for, and what was sent where nothing is left", async () => {
  const { order: first } = await s.sell({ quantity: 3 });
  const { order: second } = await s.sell({ quantity: 2 });
  await send(first.id, 1);
  const { slips, leftOut } = await getSlips([second.id, first.id, second.id, randomUUID(), "no id"]);
  expect(leftOut).toEqual([]);
  expect(slips.map(({ number, isSent, lines }) => [number, isSent, lines.map(({ units }) => units)])).toEqual(
    [
      [second.number, false, [2]],
      [first.number, false, [2]],
    ],
  );
  expect(slips[1]?.lines[0]).toMatchObject({ bought: 3, sent: 1 });
  expect(slips[0]?.address.length).toBeGreaterThan(1);
  expect(pickList(slips).map(({ units, orders }) => [units, orders[0]?.number])).toContainEqual([
    2,
    first.number,
  ]);
  await send(first.id, 2);
  const again = await getSlips([first.id]);
  expect(again.slips).toMatchObject([{ isSent: true, lines: [{ units: 3 }] }]);
  expect(pickList(again.slips)).toEqual([]);
});

it("what must not be packed is on no paper, with its reason", async () => {
  const { order: open } = await s.checkOut();
  const { order } = await s.sell();
  await s.testShop.sql("UPDATE orders SET conflict = 'amount' WHERE id = $1", [order.id]);
  expect(await getSlips([open.id, order.id])).toEqual({
    slips: [],
    leftOut: [
      { id: open.id, number: open.number, refusal: "not_paid" },
      { id: order.id, number: order.number, refusal: "review" },
    ],
  });
  await s.testShop.sql("UPDATE orders SET conflict = NULL, requires_shipping = false WHERE id = $1", [
    order.id,
  ]);
  expect((await getSlips([order.id])).leftOut).toMatchObject([{ refusal: "nothing_to_send" }]);
});

it(`of more than ${MAX_BATCH} ids only the first are looked for`, async () => {
  const { order } = await s.sell();
  const others = Array.from({ length: MAX_BATCH }, () => randomUUID());
  expect((await getSlips([...others, order.id])).slips).toEqual([]);
  expect((await getSlips([order.id, ...others])).slips).toHaveLength(1);
});
