import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { identityOf } from "../../../domain/reconciliation/differences.ts";
import { runCheck } from "../../../server/reconciliation/check/run-check.ts";
import { repairAsAdmin } from "../../../server/reconciliation/repair-difference.ts";
import { drainInbox } from "../../../server/webhooks/drain-inbox.ts";
import { INJECTIONS } from "../../support/inject-differences.ts";
import type { Target } from "../../support/injection.ts";
import { paidOrder } from "../../support/key-fixture.ts";
import { check, copyPaidOrders } from "../../support/records-fixture.ts";
import { isLong } from "../../support/scale.ts";
import { openTestShop, type TestShop } from "../../support/test-shop.ts";

let testShop: TestShop;

beforeAll(async () => {
  testShop = await openTestShop();
});
afterAll(() => testShop.close());

async function target(): Promise<Target> {
  const { id, session, intent } = await paidOrder(testShop);
  return { id, session, intent: intent ?? "" };
}

const FAST = { requestsASecond: 100_000, graceSeconds: 0 };
const REPAIRED = INJECTIONS.filter(({ repair }) => repair !== null);

describe("the repair buttons", () => {
  it.each(REPAIRED)("repair $name, once, in the admin's name", async ({ inject }) => {
    expect((await check()).differences).toEqual([]);
    await inject(testShop, await target(), target);
    await runCheck(FAST);
    const [row] = await testShop.sql<{ id: string; order_id: string | null }>(
      "SELECT d.id, d.order_id FROM reconcile_differences d ORDER BY d.id DESC LIMIT 1",
    );
    expect(await repairAsAdmin(row?.id ?? "")).toMatchObject({ isRepaired: true });
    // The worker decides what was brought forward.
    while ((await drainInbox()) > 0);
    expect((await check()).differences).toEqual([]);
    const causes = await testShop.sql(
      "SELECT 1 FROM order_events WHERE order_id = $1 AND actor_kind = 'admin' AND actor_ref = 'Ada'",
      [row?.order_id],
    );
    if (row?.order_id) expect(causes.length).toBeGreaterThan(0);
    expect(await repairAsAdmin(row?.id ?? "")).toMatchObject({ isRepaired: false });
  });
});

const CLEAN = isLong ? 10_000 : 1_000;

describe(`100 differences of all kinds among ${CLEAN} orders`, () => {
  it("are found by one comparison: those hundred, and nothing else", async () => {
    const copies = await copyPaidOrders(testShop, CLEAN);
    const clean = await check();
    expect(clean.differences).toEqual([]);
    expect(clean.checked.orders).toBeGreaterThanOrEqual(CLEAN);
    const targets = copies.map((id) => {
      const hex = id.replaceAll("-", "");
      return { id, session: `cs_copy_${hex}`, intent: `pi_copy_${hex}` };
    });
    const next = async () => {
      const [taken] = targets.splice(Math.floor(targets.length / 2), 1);
      if (!taken) throw new Error("no order is left");
      return taken;
    };
    const wanted: string[] = [];
    for (let made = 0; made < 100; made += 1) {
      const injection = INJECTIONS[made % INJECTIONS.length];
      if (!injection) continue;
      const subject = await injection.inject(testShop, await next(), next);
      wanted.push(identityOf({ kind: injection.kind, subject }));
    }
    const report = await check();
    expect(report.differences.map(identityOf).toSorted()).toEqual(wanted.toSorted());
    expect(report.differences).toHaveLength(100);
    expect(report.isComplete).toBe(true);
  }, 600_000);
});
