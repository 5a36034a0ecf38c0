import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { reconcileOrder } from "../../../server/orders/reconcile/reconcile-order.ts";
import { env } from "../../../server/platform/env.ts";
import { recheckOrder } from "../../../server/reconciliation/check/recheck-order.ts";
import { checkWhenDue } from "../../../server/reconciliation/check/run-check.ts";
import { isPolling, sweepWhenDue } from "../../../server/reconciliation/sweep/run-sweep.ts";
import { openOrder, paidOrder } from "../../support/key-fixture.ts";
import { changeObject, check, objectOf } from "../../support/records-fixture.ts";
import { openTestShop, type TestShop } from "../../support/test-shop.ts";

let testShop: TestShop;

beforeAll(async () => {
  testShop = await openTestShop();
});
afterAll(() => testShop.close());

/** Asks at once, and does something after each answer. */
const paceWith = (after: () => Promise<void>) => ({
  ask: async <T>(work: () => Promise<T>): Promise<T> => {
    const answer = await work();
    await after();
    return answer;
  },
  requests: () => 0,
});

describe("the check", () => {
  it("finds a dispute that was decided, of which the records know only that there is one", async () => {
    const order = await paidOrder(testShop, "tok_createDispute");
    await testShop.control("clock", { advance_seconds: 10 });
    await reconcileOrder(order.id, { cause: "sweep" });
    expect((await check()).differences).toEqual([]);
    const [dispute] = await testShop.sql<{ id: string }>(
      "SELECT stripe_dispute_id AS id FROM disputes WHERE order_id = $1",
      [order.id],
    );
    const [event] = await testShop.sql(
      "SELECT data FROM order_events WHERE order_id = $1 AND kind = 'dispute_changed'",
      [order.id],
    );
    expect(event?.data).toMatchObject({ stripeDisputeId: dispute?.id, state: "needs_response" });
    await changeObject(testShop, "disputes", dispute?.id ?? "", { status: "lost" });
    expect((await check()).differences).toEqual([
      expect.objectContaining({ kind: "missing_dispute", subject: dispute?.id, orderId: order.id }),
    ]);
    await reconcileOrder(order.id, { cause: "sweep" });
    expect((await check()).differences).toEqual([]);
  });

  it("reads an order once more that was reconciled while Stripe was read for it", async () => {
    const order = await openOrder(testShop);
    await testShop.pay(order.session);
    const now = await recheckOrder(
      order.id,
      [],
      paceWith(async () => undefined),
    );
    expect(now).toMatchObject([{ kind: "paid_without_order", orderId: order.id }]);
    const reconciled = () => reconcileOrder(order.id, { cause: "sweep" });
    expect(await recheckOrder(order.id, [], paceWith(reconciled))).toEqual([]);
  });

  it("stops reading an order that changes every time", async () => {
    const order = await openOrder(testShop);
    let looks = 0;
    const change = async () => {
      looks += 1;
      await testShop.sql("UPDATE orders SET reconcile_version = reconcile_version + 1 WHERE id = $1", [
        order.id,
      ]);
    };
    expect(await recheckOrder(order.id, [], paceWith(change))).toEqual([]);
    expect(looks).toBe(3);
  });

  it("names money without an order, and none that was never taken", async () => {
    const nobody = randomUUID();
    const about = (session: string) =>
      recheckOrder(
        nobody,
        [session],
        paceWith(async () => undefined),
      );
    const open = await openOrder(testShop);
    expect(await about(open.session)).toEqual([]);
    const paid = await paidOrder(testShop);
    expect(await about(paid.session)).toEqual([
      expect.objectContaining({
        kind: "paid_without_order",
        subject: paid.session,
        orderId: null,
        evidence: {
          records: { code: "no_order", order: nobody },
          stripe: expect.objectContaining({ code: "payment", session: paid.session }),
        },
      }),
    ]);
    await testShop.stripe("refunds", { payment_intent: paid.intent ?? "", amount: "100" });
    expect(await about(paid.session), "a part of it is back").toHaveLength(1);
    await testShop.stripe("refunds", { payment_intent: paid.intent ?? "" });
    // All of it is back, and the order with its history can still be made again.
    expect(await about(paid.session)).toMatchObject([{ repair: { kind: "rebuild_order" } }]);
    const canceled = await paidOrder(testShop);
    const unpaid = { payment_status: "unpaid", status: "complete" };
    await changeObject(testShop, "sessions", canceled.session, unpaid);
    for (const status of ["canceled", "requires_payment_method"]) {
      await changeObject(testShop, "payment_intents", canceled.intent ?? "", { status, latest_charge: null });
      expect(await about(canceled.session), status).toEqual([]);
    }
    await changeObject(testShop, "payment_intents", canceled.intent ?? "", { status: "processing" });
    expect(await about(canceled.session)).toHaveLength(1);
    expect(await about(`cs_test_${randomUUID()}`), "a session that Stripe does not have").toEqual([]);
    expect((await objectOf(testShop, canceled.session)).payment_status).toBe("unpaid");
  });
});

describe("the comparison by the day", () => {
  const FAST = { graceSeconds: 0, requestsASecond: 100_000 };
  const due = async (askedBy: string | null = null) => {
    return (await checkWhenDue({ ...FAST, askedBy })) !== null;
  };
  const last = (set: string) =>
    testShop.sql(
      `UPDATE reconcile_runs SET ${set} WHERE id = (SELECT max(id::text)::uuid FROM reconcile_runs WHERE kind = 'check')`,
    );
  beforeEach(() => testShop.sql("DELETE FROM reconcile_runs"));

  it("is made once a day, and immediately when an admin asks", async () => {
    expect(await due()).toBe(true);
    expect(await due()).toBe(false);
    expect(await due("Ada")).toBe(true);
    await testShop.sql("UPDATE reconcile_runs SET started_at = now() - interval '23 hours'");
    expect(await due()).toBe(false);
    await testShop.sql("UPDATE reconcile_runs SET started_at = now() - interval '25 hours'");
    expect(await due()).toBe(true);
  });

  it("that failed is tried again after an hour, not each minute", async () => {
    await due();
    await last(
      "state = 'failed', finished_at = now() - interval '59 minutes', started_at = now() - interval '25 hours'",
    );
    expect(await due()).toBe(false);
    await last("finished_at = now() - interval '61 minutes'");
    expect(await due()).toBe(true);
  });

  it("is made by one process at a time, and taken over from one that fell silent", async () => {
    await due();
    await last("state = 'running', beat_at = now() - interval '2 minutes'");
    expect(await due("Ada")).toBe(false);
    await last("beat_at = now() - interval '4 minutes'");
    expect(await due()).toBe(true);
    const runs = await testShop.sql("SELECT state FROM reconcile_runs");
    expect(runs).toEqual([{ state: "done" }]);
  });
});

describe("a shop that gets no events", () => {
  it("polls; a process for the admin alone does so only while another one says that it must", async () => {
    const secrets = env().STRIPE_WEBHOOK_SECRET;
    expect(await isPolling()).toBe(false);
    env().STRIPE_WEBHOOK_SECRET = [];
    expect(await isPolling()).toBe(true);
    env().SURFACE = "admin";
    expect(await isPolling(), "the admin never holds the secret").toBe(false);
    env().SURFACE = "all";
    await sweepWhenDue();
    env().SURFACE = "admin";
    expect(await isPolling()).toBe(true);
    await testShop.sql("UPDATE reconcile_cursors SET updated_at = now() - interval '6 minutes'");
    expect(await isPolling()).toBe(false);
    env().SURFACE = "all";
    env().STRIPE_WEBHOOK_SECRET = secrets;
    expect(await isPolling()).toBe(false);
  });
});
