import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openOrder, paidOrder } from "../../support/key-fixture.ts";
import { changeObject, judge, objectOf } from "../../support/records-fixture.ts";
import { type Kernel, openKernel } from "../../support/test-shop.ts";

let kernel: Kernel;

beforeAll(async () => {
  kernel = await openKernel();
});
afterAll(() => kernel.close());

/** Asks at once, and does something after each answer. */
const paceWith = (after: () => Promise<void>) => ({
  ask: async <T>(work: () => Promise<T>): Promise<T> => {
    const answer = await work();
    await after();
    return answer;
  },
  requests: () => 0,
});

describe("the judge", () => {
  it("finds a dispute that was decided, of which the books know only that there is one", async () => {
    const { settleOrder } = await import("../../../server/orders/reconcile/reconcile-order.ts");
    const order = await paidOrder(kernel, "tok_createDispute");
    await kernel.control("clock", { advance_seconds: 10 });
    await settleOrder(order.id, { cause: "sweep" });
    expect((await judge()).differences).toEqual([]);
    const [dispute] = await kernel.sql<{ id: string }>(
      "SELECT stripe_dispute_id AS id FROM disputes WHERE order_id = $1",
      [order.id],
    );
    const told = () =>
      kernel.sql("SELECT what FROM timeline_entries WHERE order_id = $1 ORDER BY id", [order.id]);
    expect(await told()).toContainEqual({ what: `Dispute ${dispute?.id} is needs response` });
    await changeObject(kernel, "disputes", dispute?.id ?? "", { status: "lost" });
    expect((await judge()).differences).toEqual([
      expect.objectContaining({ kind: "missing_dispute", subject: dispute?.id, orderId: order.id }),
    ]);
    await settleOrder(order.id, { cause: "sweep" });
    expect((await judge()).differences).toEqual([]);
  });

  it("reads an order once more that was settled while Stripe was read for it", async () => {
    const { lookAgain } = await import("../../../server/reconciliation/check/recheck-difference.ts");
    const { settleOrder } = await import("../../../server/orders/reconcile/reconcile-order.ts");
    const order = await openOrder(kernel);
    await kernel.pay(order.session);
    const now = await lookAgain(
      order.id,
      [],
      paceWith(async () => undefined),
    );
    expect(now).toMatchObject([{ kind: "paid_without_order", orderId: order.id }]);
    const settled = () => settleOrder(order.id, { cause: "sweep" });
    expect(await lookAgain(order.id, [], paceWith(settled))).toEqual([]);
  });

  it("does not read an order for ever that changes at every look", async () => {
    const { lookAgain } = await import("../../../server/reconciliation/check/recheck-difference.ts");
    const order = await openOrder(kernel);
    let looks = 0;
    const change = async () => {
      looks += 1;
      await kernel.sql("UPDATE orders SET settle_version = settle_version + 1 WHERE id = $1", [order.id]);
    };
    expect(await lookAgain(order.id, [], paceWith(change))).toEqual([]);
    expect(looks).toBe(3);
  });

  it("names money without an order, and none that was never taken or is back", async () => {
    const { lookAgain } = await import("../../../server/reconciliation/check/recheck-difference.ts");
    const nobody = randomUUID();
    const about = (session: string) =>
      lookAgain(
        nobody,
        [session],
        paceWith(async () => undefined),
      );
    const open = await openOrder(kernel);
    expect(await about(open.session)).toEqual([]);
    const paid = await paidOrder(kernel);
    expect(await about(paid.session)).toEqual([
      expect.objectContaining({
        kind: "paid_without_order",
        subject: paid.session,
        orderId: null,
        evidence: {
          books: `no order ${nobody}`,
          stripe: expect.stringContaining(`session ${paid.session} is`),
        },
      }),
    ]);
    await kernel.stripe("refunds", { payment_intent: paid.intent ?? "", amount: "100" });
    expect(await about(paid.session), "a part of it is back").toHaveLength(1);
    await kernel.stripe("refunds", { payment_intent: paid.intent ?? "" });
    expect(await about(paid.session)).toEqual([]);
    const canceled = await paidOrder(kernel);
    const unpaid = { payment_status: "unpaid", status: "complete" };
    await changeObject(kernel, "sessions", canceled.session, unpaid);
    for (const status of ["canceled", "requires_payment_method"]) {
      await changeObject(kernel, "payment_intents", canceled.intent ?? "", { status, latest_charge: null });
      expect(await about(canceled.session), status).toEqual([]);
    }
    await changeObject(kernel, "payment_intents", canceled.intent ?? "", { status: "processing" });
    expect(await about(canceled.session)).toHaveLength(1);
    expect(await about(`cs_test_${randomUUID()}`), "a session that Stripe does not have").toEqual([]);
    expect((await objectOf(kernel, canceled.session)).payment_status).toBe("unpaid");
  });
});

describe("the comparison by the day", () => {
  const FAST = { graceSeconds: 0, requestsASecond: 100_000 };
  const due = async (askedBy: string | null = null) => {
    const { compareWhenDue } = await import("../../../server/reconciliation/check/run-check.ts");
    return (await compareWhenDue({ ...FAST, askedBy })) !== null;
  };
  const last = (set: string) =>
    kernel.sql(
      `UPDATE reconcile_runs SET ${set} WHERE id = (SELECT max(id::text)::uuid FROM reconcile_runs WHERE kind = 'comparison')`,
    );
  beforeEach(() => kernel.sql("DELETE FROM reconcile_runs"));

  it("is made once a day, and at once when somebody asks", async () => {
    expect(await due()).toBe(true);
    expect(await due()).toBe(false);
    expect(await due("Ada")).toBe(true);
    await kernel.sql("UPDATE reconcile_runs SET started_at = now() - interval '23 hours'");
    expect(await due()).toBe(false);
    await kernel.sql("UPDATE reconcile_runs SET started_at = now() - interval '25 hours'");
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
    const runs = await kernel.sql("SELECT state FROM reconcile_runs");
    expect(runs).toEqual([{ state: "done" }]);
  });
});

describe("a shop that gets no events", () => {
  it("polls; a desk without the secret does only while another process says so", async () => {
    const { env } = await import("../../../server/platform/env.ts");
    const { isPolling, sweepWhenDue } = await import("../../../server/reconciliation/sweep/run-sweep.ts");
    const secrets = env().STRIPE_WEBHOOK_SECRET;
    expect(await isPolling()).toBe(false);
    env().STRIPE_WEBHOOK_SECRET = [];
    expect(await isPolling()).toBe(true);
    env().SURFACE = "admin";
    expect(await isPolling(), "the desk never holds the secret").toBe(false);
    env().SURFACE = "all";
    await sweepWhenDue();
    env().SURFACE = "admin";
    expect(await isPolling()).toBe(true);
    await kernel.sql("UPDATE reconcile_cursors SET updated_at = now() - interval '6 minutes'");
    expect(await isPolling()).toBe(false);
    env().SURFACE = "all";
    env().STRIPE_WEBHOOK_SECRET = secrets;
    expect(await isPolling()).toBe(false);
  });
});
