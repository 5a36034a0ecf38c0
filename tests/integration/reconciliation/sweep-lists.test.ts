import { spawn } from "node:child_process";
import { once } from "node:events";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { env } from "../../../server/platform/env.ts";
import { checkWhenDue, runCheck } from "../../../server/reconciliation/check/run-check.ts";
import { runSweep, sweepWhenDue } from "../../../server/reconciliation/sweep/run-sweep.ts";
import { sweepOrders } from "../../../server/reconciliation/sweep/sweep-orders.ts";
import { INJECTIONS } from "../../support/inject-differences.ts";
import { type KeyShop, openKeyShop, openOrder, orderOf, paidOrder } from "../../support/key-fixture.ts";
import { changeObject, check, copyPaidOrders, objectOf } from "../../support/records-fixture.ts";
import { TSX } from "../../support/tsx.ts";

let keyShop: KeyShop;

beforeAll(async () => {
  keyShop = await openKeyShop();
});
afterAll(() => keyShop.testShop.close());

const FAST = { requestsASecond: 1_000 };
const sweep = () => runSweep(FAST);

const listed = async () =>
  (await keyShop.requests()).filter(({ route }) => route === "/v1/checkout/sessions").length;

/** Runs it in a process that kills itself at a point. */
async function crash(what: "sweep" | "check", point: string): Promise<void> {
  const child = spawn(process.execPath, [...TSX, "tests/support/reconcile-once.ts", what], {
    env: { ...process.env, CRASH_AT: point },
    stdio: ["ignore", "ignore", "inherit"],
  });
  const [code, signal] = await once(child, "exit");
  expect(signal === "SIGKILL" || code === 137, `it ended with ${code} ${signal}`).toBe(true);
}

const unpaidInRecords = (ids: string[]) =>
  Promise.all(
    ids.map((id) =>
      INJECTIONS[0]?.inject(keyShop.testShop, { id, session: "", intent: "" }, () => Promise.reject(id)),
    ),
  );

/** Stripe's session says another amount than the records: nothing that reconciling may believe. @returns how to undo it */
async function injectAmount({ session }: { session: string }) {
  const { amount_total } = await objectOf(keyShop.testShop, session);
  await changeObject(keyShop.testShop, "sessions", session, { amount_total: Number(amount_total) + 1 });
  return () => changeObject(keyShop.testShop, "sessions", session, { amount_total });
}

const statesOf = (ids: string[]) =>
  keyShop.testShop.sql<{ state: string; count: number }>(
    "SELECT payment_state AS state, count(*)::int FROM orders WHERE id = ANY ($1::uuid[]) GROUP BY 1",
    [ids],
  );

describe("the sweep of Stripe's lists", () => {
  it("W22 finds a payment, a refund and a dispute of which no event was ever made", async () => {
    const { testShop } = keyShop;
    await testShop.control("faults", { kind: "no_event" });
    const open = await openOrder(testShop);
    await testShop.pay(open.session);
    const refunded = await paidOrder(testShop);
    await testShop.stripe("refunds", { payment_intent: refunded.intent ?? "", amount: "500" });
    const disputed = await paidOrder(testShop, "tok_createDispute");
    await testShop.control("clock", { advance_seconds: 10 });
    await testShop.control("faults", undefined, "DELETE");
    expect(await sweep()).toMatchObject({ found: 3, repaired: 3, gaps: [] });
    expect((await orderOf(testShop, open.cart))?.state).toBe("paid");
    const records = await testShop.sql(
      "SELECT (SELECT count(*)::int FROM refunds WHERE order_id = $1) AS refunds, (SELECT count(*)::int FROM disputes WHERE order_id = $2) AS disputes",
      [refunded.id, disputed.id],
    );
    expect(records).toEqual([{ refunds: 1, disputes: 1 }]);
    expect((await check()).differences).toEqual([]);
    expect(await sweep()).toMatchObject({ found: 0, repaired: 0 });
  });

  it("tells a difference that reconciling cannot repair once, and counts it apart after that", async () => {
    const { testShop } = keyShop;
    const order = await paidOrder(testShop);
    const undo = await injectAmount(order);
    expect(await sweep()).toMatchObject({ found: 1, known: 0 });
    expect(await sweep()).toMatchObject({ found: 0, known: 1, repaired: 0 });
    const rows = () => testShop.sql("SELECT found, known, repaired FROM reconcile_runs ORDER BY id");
    const before = await rows();
    const secrets = env().STRIPE_WEBHOOK_SECRET;
    env().STRIPE_WEBHOOK_SECRET = [];
    expect(await sweepWhenDue()).toMatchObject({ found: 0, known: 1 });
    env().STRIPE_WEBHOOK_SECRET = secrets;
    expect(await rows(), "a shop that polls keeps no row of what it knows").toEqual(before);
    await undo();
    expect(await sweep()).toMatchObject({ found: 0, known: 0 });
    expect((await check()).differences).toEqual([]);
  });

  it("comes back to a session that was still open, however long ago it was created", async () => {
    const { testShop } = keyShop;
    const open = await openOrder(testShop);
    await sweep();
    await testShop.control("clock", { advance_seconds: 600 });
    await paidOrder(testShop);
    await sweep();
    await testShop.control("faults", { kind: "no_event" });
    await testShop.pay(open.session);
    await testShop.control("faults", undefined, "DELETE");
    expect(await sweep()).toMatchObject({ found: 1, repaired: 1 });
    expect((await orderOf(testShop, open.cart))?.state).toBe("paid");
  });

  it("W23 finds them after an outage of 40 days, when the events are long gone", async () => {
    const { testShop } = keyShop;
    await testShop.control("faults", { kind: "no_event" });
    const open = await openOrder(testShop);
    await testShop.pay(open.session);
    await testShop.control("faults", undefined, "DELETE");
    await testShop.control("clock", { advance_seconds: 40 * 24 * 3_600 });
    await sweep();
    expect((await orderOf(testShop, open.cart))?.state).toBe("paid");
    expect((await check()).differences).toEqual([]);
  });

  it("A14 skips nothing when it is killed between pages and new payments arrive meanwhile", async () => {
    const { testShop } = keyShop;
    await sweep();
    const copies = await copyPaidOrders(testShop, 230);
    await unpaidInRecords(copies);
    await keyShop.forgetRequests();
    await crash("sweep", "sweep:page_saved");
    expect(await listed()).toBe(1);
    const [half] = (await statesOf(copies)).filter(({ state }) => state === "paid");
    expect(half?.count).toBeGreaterThan(50);
    expect(half?.count).toBeLessThanOrEqual(100);
    await testShop.control("faults", { kind: "no_event" });
    const later = await openOrder(testShop);
    await testShop.pay(later.session);
    await testShop.control("faults", undefined, "DELETE");
    // The process is dead: another takes its place over at once.
    await testShop.sql(
      "UPDATE reconcile_runs SET beat_at = now() - interval '1 hour' WHERE state = 'running'",
    );
    await keyShop.forgetRequests();
    await sweep();
    // The first page is not read again, and only a whole walk moves the start.
    expect(await listed()).toBe(2);
    expect(await statesOf(copies)).toEqual([{ state: "paid", count: 230 }]);
    await sweep();
    expect((await orderOf(testShop, later.cart))?.state).toBe("paid");
    expect((await check()).differences).toEqual([]);
  });

  it("says after every page that its process lives: a walk of twenty minutes is no dead one's", async () => {
    await sweep();
    const rows = await keyShop.testShop.sql(
      "SELECT beat_at > started_at AS beats FROM reconcile_runs WHERE kind = 'sweep' ORDER BY id DESC LIMIT 1",
    );
    expect(rows).toEqual([{ beats: true }]);
  });
});

describe("the sweep of the orders that wait", () => {
  const kept = () =>
    keyShop.testShop.sql<{ found: number; repaired: number }>(
      "SELECT found, repaired FROM reconcile_runs WHERE kind = 'orders' ORDER BY id",
    );

  it("is kept with what it repaired, and not when it repaired nothing", async () => {
    const { testShop } = keyShop;
    await sweepOrders({ minAgeSeconds: 0 });
    const before = await kept();
    await testShop.control("faults", { kind: "no_event" });
    const [paid] = [await openOrder(testShop), await openOrder(testShop)];
    await testShop.pay(paid.session);
    await testShop.control("faults", undefined, "DELETE");
    await sweepOrders({ minAgeSeconds: 0 });
    expect(await kept()).toEqual([...before, { found: 1, repaired: 1 }]);
    await sweepOrders({ minAgeSeconds: 0 });
    expect(await kept()).toHaveLength(before.length + 1);
  });
});

describe("a comparison", () => {
  it("goes on from its last saved page when its process is killed, and finds what it had found before", async () => {
    const { testShop } = keyShop;
    const [first, last] = [await paidOrder(testShop), await paidOrder(testShop)];
    await copyPaidOrders(testShop, 250);
    // In Stripe's order one is on the last page, the other on the first.
    await testShop.sql("UPDATE orders SET captured_minor = captured_minor - 1 WHERE id = $1", [first.id]);
    await testShop.sql("UPDATE orders SET captured_minor = captured_minor - 1 WHERE id = $1", [last.id]);
    await keyShop.forgetRequests();
    await crash("check", "check:page_saved");
    expect(await listed()).toBe(1);
    expect(await runCheck({ ...FAST, graceSeconds: 0 })).toBeNull();
    await testShop.sql(
      "UPDATE reconcile_runs SET beat_at = now() - interval '1 hour' WHERE state = 'running'",
    );
    const whole = (await check()).checked.sessions;
    await keyShop.forgetRequests();
    const report = await checkWhenDue({ ...FAST, graceSeconds: 0 });
    expect(await listed()).toBe(Math.ceil(whole / 100) - 1);
    expect(report?.checked.sessions).toBe(whole);
    expect(report?.differences.map(({ subject }) => subject).toSorted()).toEqual(
      [first.id, last.id].toSorted(),
    );
    expect(await checkWhenDue()).toBeNull();
  });
});
