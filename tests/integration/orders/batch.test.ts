import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import {
  type BatchParcel,
  listNumbers,
  planBatch,
} from "../../../server/orders/fulfillment/batch/plan-batch.ts";
import { sendBatch, undoBatch } from "../../../server/orders/fulfillment/batch/send-batch.ts";
import { openScenario, type Scenario } from "../../support/scenario.ts";

const UPS = "1Z879E930346834440";

let s: Scenario;
beforeAll(async () => {
  s = await openScenario();
});
afterAll(() => s.testShop.close());

async function plan(text: string, { mayLack = false, hasMail = true } = {}) {
  const planned = await planBatch({ text, mayLack, hasMail });
  if (planned.kind !== "plan") throw new Error(planned.kind);
  return planned.lines;
}

const parcelsOf = async (text: string): Promise<BatchParcel[]> =>
  (await plan(text, { mayLack: true })).flatMap(({ parcel }) => parcel ?? []);

/** Units in parcels that were not undone, and mails that wait, by order. */
async function sentUnits(orderIds: string[]) {
  const rows = await s.testShop.sql<{ units: number }>(
    `SELECT coalesce(sum(l.quantity) FILTER (WHERE f.state <> 'undone'), 0)::int AS units
       FROM unnest($1::uuid[]) WITH ORDINALITY AS o(id, at)
       LEFT JOIN fulfillments f ON f.order_id = o.id
       LEFT JOIN fulfillment_lines l ON l.fulfillment_id = f.id
      GROUP BY o.at ORDER BY o.at`,
    [orderIds],
  );
  return rows.map(({ units }) => units);
}

it("a look at a list says what each line will do and changes nothing", async () => {
  const { order } = await s.sell({ quantity: 2 });
  const { order: open } = await s.checkOut();
  const { order: flagged } = await s.sell();
  const { order: sent } = await s.sell();
  await s.testShop.sql("UPDATE orders SET conflict = 'amount' WHERE id = $1", [flagged.id]);
  await sendBatch(randomUUID(), await parcelsOf(`${sent.number}`), false);
  const lines = await plan(
    [
      `${order.number},${UPS}`,
      `${open.number},AB1234`,
      `${flagged.number},AB1235`,
      `${sent.number},AB1236`,
      "999999,AB1237",
      `${order.number + 10_000},1Z879E930346834441`,
    ].join("\n"),
  );
  expect(lines.map(({ fault }) => fault)).toEqual([
    null,
    "not_paid",
    "review",
    "nothing_to_send",
    "unknown_order",
    "wrong_digit",
  ]);
  const [good] = lines;
  expect(good).toMatchObject({ carrier: "ups", items: [{ quantity: 2 }], customerName: expect.any(String) });
  expect(good?.parcel && good.mail?.text).toContain(`UPS: ${UPS}`);
  expect((await plan(`${order.number},${UPS}`, { hasMail: false }))[0]).toMatchObject({ mail: null });
  expect(await sentUnits([order.id])).toEqual([0]);
});

it("an empty list and one with more than a hundred lines are no plan", async () => {
  const ask = (text: string) => planBatch({ text, mayLack: true, hasMail: false });
  expect(await ask(" \n")).toEqual({ kind: "empty" });
  const lines = Array.from({ length: 101 }, (_, index) => String(index + 1));
  expect(await ask(lines.join("\n"))).toEqual({ kind: "too_many" });
  expect(await ask(lines.slice(1).join("\n"))).toMatchObject({ kind: "plan" });
});

it("pressing twice sends once, and once more after a crash in the middle sends the rest", async () => {
  const sold = [await s.sell({ quantity: 2 }), await s.sell(), await s.sell({ quantity: 3 })];
  const ids = sold.map(({ order }) => order.id);
  const parcels = await parcelsOf(sold.map(({ order }) => order.number).join("\n"));
  const batchId = randomUUID();
  await sendBatch(batchId, parcels.slice(0, 1), true);
  const [once, twice] = await Promise.all([
    sendBatch(batchId, parcels, true),
    sendBatch(batchId, parcels, true),
  ]);
  expect(twice).toEqual(once);
  expect(once.map(({ result }) => result.kind)).toEqual(["sent", "sent", "sent"]);
  expect(await sentUnits(ids)).toEqual([2, 1, 3]);
  const parcelIds = once.map(({ result }) => (result.kind === "sent" ? result.parcelId : ""));
  expect([...(await undoBatch(parcelIds.slice(0, 2))).values()]).toEqual(["undone", "undone"]);
  expect(await sentUnits(ids)).toEqual([0, 0, 3]);
  // A reload of the answer sends nothing again.
  const again = await sendBatch(batchId, parcels, true);
  expect(again.map(({ result }) => result.kind)).toEqual(["refused", "refused", "sent"]);
});

it("two people who send the same list at once send each unit once", async () => {
  const sold = [];
  for (let index = 0; index < 6; index += 1) sold.push(await s.sell({ quantity: 2 }));
  const ids = sold.map(({ order }) => order.id);
  const text = sold.map(({ order }, index) => `${order.number},AB${1000 + index}`).join("\n");
  const lists = [await parcelsOf(text), (await parcelsOf(text)).toReversed()];
  const results = await Promise.all(lists.map((parcels) => sendBatch(randomUUID(), parcels, true)));
  expect(await sentUnits(ids)).toEqual(ids.map(() => 2));
  for (const id of ids) {
    const own = results.flat().filter(({ orderId }) => orderId === id);
    expect(own.map(({ result }) => result.kind).toSorted()).toEqual(["refused", "sent"]);
  }
  const [mails] = await s.testShop.sql<{ count: number }>(
    `SELECT count(*)::int AS count FROM pgboss.job
      WHERE name = 'send-order-mail' AND data->>'orderId' = ANY ($1) AND data ? 'fulfillmentId'`,
    [ids],
  );
  expect(mails?.count).toBe(ids.length);
});

it("an order of which a part was sent between the look and the button is refused whole", async () => {
  const { order } = await s.sell({ quantity: 3 });
  const parcels = await parcelsOf(`${order.number}`);
  const [parcel] = parcels;
  const [line] = Object.keys(parcel?.units ?? {});
  if (!parcel || !line) throw new Error("nothing is planned");
  await sendBatch(randomUUID(), [{ ...parcel, units: { [line]: 1 } }], false);
  const [row] = await sendBatch(randomUUID(), parcels, false);
  expect(row?.result).toEqual({ kind: "refused", refusal: "too_many" });
  expect(await sentUnits([order.id])).toEqual([1]);
});

it("the chosen orders are listed by their numbers, as they were chosen", async () => {
  const { order: first } = await s.sell();
  const { order: second } = await s.sell();
  expect(await listNumbers([second.id, "no id", randomUUID(), first.id])).toEqual([
    second.number,
    first.number,
  ]);
});
