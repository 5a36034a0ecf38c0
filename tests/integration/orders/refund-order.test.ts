import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { refundOrder } from "../../../server/orders/refunds/refund-order.ts";
import { sweepOrders } from "../../../server/reconciliation/sweep/sweep-orders.ts";
import { drainAll } from "../../support/deliver.ts";
import { openScenario, type Scenario } from "../../support/scenario.ts";

let s: Scenario;
beforeAll(async () => {
  s = await openScenario();
});
afterAll(() => s.testShop.close());

describe("a refund", () => {
  const sell = async () => (await s.sell()).order.id;
  const ask = (orderId: string, requestId: string, amountMinor: bigint) =>
    refundOrder({
      orderId,
      requestId,
      amountMinor,
      currency: "eur",
      reason: "requested_by_customer",
      note: null,
    });

  it("never exceeds what was paid, however many admins ask for however much at the same time", async () => {
    const id = await sell();
    const answers = await Promise.all([1, 2, 3, 4].map((form) => ask(id, `two-admins-${id}-${form}`, 1500n)));
    expect(answers.filter(({ kind }) => kind === "done")).toHaveLength(1);
    expect(
      answers.filter((answer) => answer.kind === "refused" && answer.refusal === "above_remaining"),
    ).toHaveLength(3);
  });

  it("that Stripe's dashboard made appears once", async () => {
    const id = await sell();
    const [order] = await s.testShop.sql<{ intent: string }>(
      "SELECT stripe_payment_intent_id AS intent FROM orders WHERE id = $1",
      [id],
    );
    await s.testShop.stripe("refunds", { payment_intent: order?.intent ?? "" });
    await s.testShop.delivered();
    await drainAll();
    await drainAll();
    expect(await s.refundsOf(id)).toHaveLength(1);
    const [after] = await s.testShop.sql<{ state: string }>(
      "SELECT payment_state AS state FROM orders WHERE id = $1",
      [id],
    );
    expect(after?.state).toBe("refunded");
  });

  it("whose answer was lost is finished by the sweep, without a second one", async () => {
    const id = await sell();
    await s.testShop.control("faults", { kind: "cut", count: 3, path: "POST /v1/refunds" });
    expect((await ask(id, `lost-${id}`, 700n)).kind).toBe("unavailable");
    expect(await s.refundsOf(id)).toMatchObject([{ state: "requested" }]);
    await sweepOrders({ minAgeSeconds: 0 });
    expect(await s.refundsOf(id)).toMatchObject([{ state: "succeeded", amount: 700n }]);
    const [order] = await s.testShop.sql<{ intent: string }>(
      "SELECT stripe_payment_intent_id AS intent FROM orders WHERE id = $1",
      [id],
    );
    const atStripe = (await s.testShop.stripe(`refunds?payment_intent=${order?.intent}`)) as unknown as {
      data: unknown[];
    };
    expect(atStripe.data).toHaveLength(1);
  });
});
