import { afterAll, beforeAll, expect, it } from "vitest";
import { dismissConflict, reopenReview } from "../../../server/orders/history/flag-order.ts";
import { openScenario, type Scenario } from "../../support/scenario.ts";

let s: Scenario;
beforeAll(async () => {
  s = await openScenario();
});
afterAll(() => s.testShop.close());

it("M16: what was marked as reviewed is undone once, and only while nothing else has happened to the review", async () => {
  const { order } = await s.sell({}, "tok_refundFail");
  await s.testShop.stripe("refunds", { payment_intent: String(order.intent), amount: "100" });
  await s.testShop.control("clock", { advance_seconds: 60 });
  await s.shop.reconcileOrder(order.id, { cause: "admin", namesRefund: true });
  const conflict = async () => (await s.orderById(order.id)).conflict;
  expect(await reopenReview(order.id, "refund_failed")).toBe(false);
  expect(await dismissConflict(order.id, "refund_failed")).toBe(true);
  expect(await reopenReview(order.id, "amount")).toBe(false);
  expect(await reopenReview(order.id, "no_reason")).toBe(false);
  expect(await conflict()).toBeNull();
  const undone = await Promise.all([1, 2, 3].map(() => reopenReview(order.id, "refund_failed")));
  expect(undone.filter(Boolean)).toHaveLength(1);
  expect(await conflict()).toBe("refund_failed");
  const kinds = (await s.historyOf(order.id)).map(({ kind }) => kind).slice(-3);
  expect(kinds).toEqual(["flagged", "review_dismissed", "flagged"]);
});
