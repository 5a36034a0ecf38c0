import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { listOrders } from "../../../server/orders/admin/list-orders.ts";
import { cancelOrders, planCancelOrders } from "../../../server/orders/place/cancel-orders.ts";
import { expectCleanRecords, openScenario, type Scenario } from "../../support/scenario.ts";

let s: Scenario;
beforeAll(async () => {
  s = await openScenario();
});
afterAll(() => s.testShop.close());
afterEach(expectCleanRecords);

const sessionState = async (session: string) =>
  (await s.testShop.stripe(`checkout/sessions/${session}`)).status;
it("a look says what will be canceled and what is skipped, and changes nothing", async () => {
  const { order: open, variant } = await s.checkOut({ quantity: 2 });
  const { order: paid } = await s.sell();
  const { order: canceled } = await s.checkOut();
  await cancelOrders([canceled.id]);
  const { order: opening } = await s.checkOut();
  await s.testShop.sql("UPDATE orders SET stripe_session_id = NULL WHERE id = $1", [opening.id]);
  const plan = await planCancelOrders([opening.id, canceled.id, paid.id, open.id, "nonsense"]);
  expect(plan.map(({ id, units, fault }) => ({ id, units, fault }))).toEqual([
    { id: open.id, units: 2, fault: null },
    { id: paid.id, units: 1, fault: "paid" },
    { id: canceled.id, units: 1, fault: "ended" },
    { id: opening.id, units: 1, fault: "not_open" },
  ]);
  expect((await s.orderById(open.id)).state).toBe("awaiting_payment");
  expect((await s.stockOf(variant))?.reserved).toBe(2);
  await s.testShop.sql("UPDATE orders SET stripe_session_id = $2 WHERE id = $1", [
    opening.id,
    opening.session,
  ]);
});

it("each is canceled once, its page closed and its stock free, also by two people at once; what is paid stays paid", async () => {
  const made = [await s.checkOut({ quantity: 3 }), await s.checkOut(), await s.checkOut()];
  // Paid since the look, and nobody has heard of it yet.
  const { order: paid } = await s.checkOut();
  await s.payUnseen(paid.session);
  const ids = [...made.map(({ order }) => order.id), paid.id];
  const both = await Promise.all([cancelOrders(ids), cancelOrders(ids)]);
  for (const outcomes of both)
    expect(outcomes.map(({ id, result }) => [id, result.kind])).toEqual([
      ...made.map(({ order }) => [order.id, "canceled"]),
      [paid.id, "paid"],
    ]);
  for (const { order, variant } of made) {
    expect(await sessionState(order.session)).toBe("expired");
    expect((await s.stockOf(variant))?.reserved).toBe(0);
  }
  expect((await s.orderById(paid.id)).state).toBe("paid");
  const entries = await s.testShop.sql(
    "SELECT object FROM audit_entries WHERE action = 'order_canceled' AND object = ANY ($1)",
    [ids.map((id) => `order:${id}`)],
  );
  expect(entries).toHaveLength(made.length);
  const page = await listOrders({ state: "canceled" });
  expect(page.kind === "page" && page.rows.map(({ id }) => id)).toEqual(
    expect.arrayContaining(made.map(({ order }) => order.id)),
  );
});

it("where Stripe does not know the page of one, that one stays as it is and says so, and the others are canceled", async () => {
  const [first, second] = [await s.checkOut(), await s.checkOut()];
  const rename = (session: string) =>
    s.testShop.sql("UPDATE orders SET stripe_session_id = $2 WHERE id = $1", [first.order.id, session]);
  await rename("cs_test_unknown");
  const outcomes = await cancelOrders([first.order.id, second.order.id]);
  await rename(first.order.session);
  expect(outcomes.map(({ result }) => result.kind)).toEqual(["unavailable", "canceled"]);
  expect((await s.orderById(first.order.id)).state).toBe("awaiting_payment");
  expect((await s.stockOf(first.variant))?.reserved).toBe(1);
  expect(await cancelOrders([first.order.id])).toMatchObject([{ result: { kind: "canceled" } }]);
});
