import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runSweep } from "../../../server/reconciliation/sweep/run-sweep.ts";
import { openOrder, orderOf, paidOrder } from "../../support/key-fixture.ts";
import { changeObject, objectOf } from "../../support/records-fixture.ts";
import { openTestShop, type TestShop } from "../../support/test-shop.ts";

let testShop: TestShop;

beforeAll(async () => {
  testShop = await openTestShop();
});
afterAll(() => testShop.close());

async function sweep() {
  return runSweep({ requestsASecond: 1_000 });
}

async function withoutEvents<T>(work: () => Promise<T>): Promise<T> {
  await testShop.control("faults", { kind: "no_event" });
  try {
    return await work();
  } finally {
    await testShop.control("faults", undefined, "DELETE");
  }
}

const later = (seconds: number) => testShop.control("clock", { advance_seconds: seconds });

describe("the next sweep", () => {
  it("reads only what is new when nothing differed and nothing may change any more", async () => {
    for (let made = 0; made < 3; made += 1) await paidOrder(testShop);
    await later(600);
    await paidOrder(testShop);
    expect((await sweep())?.checked.sessions).toBe(4);
    expect((await sweep())?.checked.sessions).toBe(1);
    await later(600);
    await paidOrder(testShop);
    expect((await sweep())?.checked.sessions).toBe(2);
  });

  it("looks again at the last minute before the newest object that it knows", async () => {
    const hidden = await openOrder(testShop);
    const { metadata } = await objectOf(testShop, hidden.session);
    // Stripe's list does not show it yet; for the shop it belongs to another application.
    await changeObject(testShop, "sessions", hidden.session, { metadata: {} });
    await later(30);
    await paidOrder(testShop);
    await sweep();
    await changeObject(testShop, "sessions", hidden.session, { metadata });
    await withoutEvents(() => testShop.pay(hidden.session));
    expect(await sweep()).toMatchObject({ found: 1, repaired: 1 });
    expect((await orderOf(testShop, hidden.cart))?.state).toBe("paid");
  });

  it("goes back to the oldest session that can still be paid, not to the newest", async () => {
    const oldest = await openOrder(testShop);
    await later(600);
    await openOrder(testShop);
    await later(600);
    await paidOrder(testShop);
    await sweep();
    await withoutEvents(() => testShop.pay(oldest.session));
    expect(await sweep()).toMatchObject({ found: 1, repaired: 1 });
    expect((await orderOf(testShop, oldest.cart))?.state).toBe("paid");
  });

  it("comes back to a dispute until the bank has decided, however old it is", async () => {
    const order = await paidOrder(testShop, "tok_createDispute");
    await later(10);
    await sweep();
    const stateOf = async () =>
      (
        await testShop.sql<{ id: string; state: string }>(
          "SELECT stripe_dispute_id AS id, state FROM disputes WHERE order_id = $1",
          [order.id],
        )
      )[0];
    const dispute = await stateOf();
    expect(dispute?.state).toBe("needs_response");
    await later(3_600);
    await paidOrder(testShop, "tok_createDispute");
    await later(10);
    await sweep();
    await changeObject(testShop, "disputes", dispute?.id ?? "", { status: "lost" });
    expect(await sweep()).toMatchObject({ found: 1, repaired: 1 });
    expect((await stateOf())?.state).toBe("lost");
  });

  it("comes back to a refund until it has arrived or failed, however old it is", async () => {
    const order = await paidOrder(testShop);
    const { id } = await testShop.stripe("refunds", { payment_intent: order.intent ?? "", amount: "100" });
    await changeObject(testShop, "refunds", id, { status: "pending" });
    await sweep();
    const stateOf = () => testShop.sql("SELECT state FROM refunds WHERE stripe_refund_id = $1", [id]);
    expect(await stateOf()).toEqual([{ state: "pending" }]);
    await later(3_600);
    const other = await paidOrder(testShop);
    await testShop.stripe("refunds", { payment_intent: other.intent ?? "", amount: "100" });
    await sweep();
    await changeObject(testShop, "refunds", id, { status: "succeeded" });
    expect(await sweep()).toMatchObject({ found: 1, repaired: 1 });
    expect(await stateOf()).toEqual([{ state: "succeeded" }]);
  });
});
