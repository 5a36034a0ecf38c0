import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { getWebhookHealth } from "../../../server/monitoring/get-webhook-health.ts";
import { getOrder } from "../../../server/orders/admin/get-order.ts";
import { listOrders } from "../../../server/orders/admin/list-orders.ts";
import { getReceipt } from "../../../server/orders/mail/get-receipt.ts";
import { db, pool, transaction } from "../../../server/platform/db.ts";
import { queue } from "../../../server/platform/queue.ts";
import { referenceOf } from "../../../server/platform/reference.ts";
import { runCheck } from "../../../server/reconciliation/check/run-check.ts";
import { getReconciliation } from "../../../server/reconciliation/get-reconciliation.ts";
import { runSweep } from "../../../server/reconciliation/sweep/run-sweep.ts";
import { getEvent, listEvents } from "../../../server/webhooks/list-events.ts";
import { copyPaidOrders } from "../../support/records-fixture.ts";
import { expectCleanRecords, openScenario, type Scenario, until } from "../../support/scenario.ts";

// The machine is in America and the database in Asia: times that are read in either zone are hours off.
process.env.TZ = "America/New_York";
const DATABASE_ZONE = "Asia/Tokyo";

let scenario: Scenario;
/** A connection that leaves the zone as the database sets it, and reads times as seconds alone. */
let observer: pg.Client;

beforeAll(async () => {
  scenario = await openScenario({}, undefined, moveDatabase);
  observer = new pg.Client(process.env.DATABASE_URL);
  await observer.connect();
});
afterAll(async () => {
  await observer.end();
  await scenario.testShop.close();
});

async function moveDatabase(url: string): Promise<string> {
  const owner = new pg.Client(url);
  await owner.connect();
  await owner.query(`ALTER DATABASE ${new URL(url).pathname.slice(1)} SET timezone = '${DATABASE_ZONE}'`);
  await owner.end();
  return url;
}

/** The instants of a query's columns, each as milliseconds since 1970. */
async function instants(text: string, values: unknown[]): Promise<Record<string, number | null>[]> {
  const { rows } = await observer.query(text, values);
  return rows.map((row) =>
    Object.fromEntries(
      Object.entries(row).map(([name, seconds]) => [
        name,
        seconds === null ? null : Math.round(Number(seconds) * 1_000),
      ]),
    ),
  );
}

const epoch = (column: string, name: string) => `extract(epoch FROM ${column})::text AS "${name}"`;
const ms = (at: Date | null | undefined) => at?.getTime() ?? null;

async function disputesAtStripe() {
  const { data } = (await scenario.testShop.stripe("disputes?limit=1")) as unknown as {
    data: { evidence_details: { due_by: number } }[];
  };
  return data;
}

async function showZone(query: (text: string) => Promise<{ rows: unknown[] }>): Promise<unknown> {
  return (await query("SHOW timezone")).rows;
}

describe("with a database in Tokyo and a machine in New York", () => {
  it("only the shop's own connections are in UTC", async () => {
    const jobs = (await queue()).getDb();
    expect(new Date(2026, 0, 1).getTimezoneOffset()).toBe(300);
    expect(await showZone((text) => observer.query(text))).toEqual([{ TimeZone: DATABASE_ZONE }]);
    expect(await showZone((text) => pool().query(text))).toEqual([{ TimeZone: "UTC" }]);
    expect(await showZone((text) => jobs.executeSql(text))).toEqual([{ TimeZone: "UTC" }]);
    const byPrisma = [{ zone: "UTC" }];
    const setting = "SELECT current_setting('timezone') AS zone";
    expect(await db().$queryRawUnsafe(setting)).toEqual(byPrisma);
    expect(await transaction((tx) => tx.$queryRawUnsafe(setting))).toEqual(byPrisma);
  });

  it("an order that is bought, disputed, refunded, swept and checked has the same times everywhere", async () => {
    const { testShop, shop } = scenario;
    const began = Date.now();
    const { order } = await scenario.checkOut({ quantity: 2 });
    const { order: disputed } = await scenario.checkOut();
    await testShop.pay(order.session);
    await testShop.pay(disputed.session, "tok_createDispute");
    await testShop.control("clock", { advance_seconds: 0 });
    await scenario.drain(order.id);
    await scenario.drain(disputed.id);
    // The bank tells of a dispute some time after the payment.
    await until(async () => (await disputesAtStripe()).length > 0);
    await shop.refundOrder({
      orderId: order.id,
      requestId: "zone",
      amountMinor: 1_000n,
      currency: "eur",
      reason: null,
      note: null,
    });
    await shop.reconcileOrder(disputed.id, { cause: "sweep" });
    await shop.sweepOrders({ minAgeSeconds: 0 });
    await runSweep({ requestsASecond: 100_000 });
    await runCheck({ graceSeconds: 0, requestsASecond: 100_000 });
    await expectCleanRecords();
    const ended = Date.now();

    const list = await listOrders({});
    if (list.kind !== "page") throw new Error("the list took too long");
    expect(list.rows.map(({ id }) => id)).toEqual([disputed.id, order.id]);
    for (const { id } of [order, disputed]) {
      const [stored] = await instants(
        `SELECT ${epoch("placed_at", "placedAt")}, ${epoch("paid_at", "paidAt")} FROM orders WHERE id = $1`,
        [id],
      );
      expect(stored?.placedAt).toBeGreaterThanOrEqual(began);
      expect(stored?.placedAt).toBeLessThanOrEqual(ended);
      const [view, receipt] = await Promise.all([getOrder(id), getReceipt(referenceOf(id))]);
      for (const read of [view, receipt])
        expect({ placedAt: ms(read?.placedAt), paidAt: ms(read?.paidAt) }).toEqual(stored);
      expect(ms(list.rows.find((row) => row.id === id)?.placedAt)).toBe(stored?.placedAt);
      const refunds = await instants(`SELECT ${epoch("created_at", "at")} FROM refunds WHERE order_id = $1`, [
        id,
      ]);
      expect(view?.refunds.map(({ createdAt }) => ({ at: ms(createdAt) }))).toEqual(refunds);
      for (const { at } of view?.timeline ?? []) {
        expect(ms(at)).toBeGreaterThanOrEqual(began - 1_000);
        expect(ms(at)).toBeLessThanOrEqual(ended);
      }
    }
    const [dispute] = await disputesAtStripe();
    expect((await getOrder(disputed.id))?.disputes.map(({ evidenceDueAt }) => ms(evidenceDueAt))).toEqual([
      (dispute?.evidence_details.due_by ?? 0) * 1_000,
    ]);
  });

  it("the admin's inbox, runs and pages of the list are at the same times", async () => {
    const { order } = await scenario.sell();
    await scenario.testShop.delivered();
    await scenario.drain(order.id);
    await runCheck({ graceSeconds: 0, requestsASecond: 100_000 });
    const [event] = (await listEvents(undefined)).rows;
    const [stored] = await instants(
      `SELECT ${epoch("received_at", "receivedAt")}, ${epoch("decided_at", "decidedAt")} FROM stripe_events WHERE id = $1`,
      [event?.id],
    );
    const view = await getEvent(event?.id ?? "");
    for (const read of [event, view])
      expect({ receivedAt: ms(read?.receivedAt), decidedAt: ms(read?.decidedAt) }).toEqual(stored);
    expect((await getWebhookHealth()).lagSeconds).toBeLessThan(120);

    const { last, runs } = await getReconciliation();
    const kept = await instants(
      `SELECT ${epoch("started_at", "startedAt")}, ${epoch("finished_at", "finishedAt")} FROM reconcile_runs
        WHERE state <> 'running' ORDER BY id DESC`,
      [],
    );
    const timesOf = ({ startedAt, finishedAt }: { startedAt: Date; finishedAt: Date | null }) => ({
      startedAt: ms(startedAt),
      finishedAt: ms(finishedAt),
    });
    expect(runs.map(timesOf)).toEqual(kept);
    expect(last && timesOf(last)).toEqual(kept[0]);
  });

  it("a page of the list goes on at the order that the page before ended with", async () => {
    await copyPaidOrders(scenario.testShop, 60);
    const first = await listOrders({});
    if (first.kind !== "page" || first.older === null) throw new Error("there is no second page");
    const second = await listOrders({ after: first.older });
    if (second.kind !== "page") throw new Error("the list took too long");
    const { rows } = await observer.query("SELECT id FROM orders ORDER BY placed_at DESC, id DESC");
    expect([...first.rows, ...second.rows].map(({ id }) => id)).toEqual(rows.map(({ id }) => id));
  });
});
