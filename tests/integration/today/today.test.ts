import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { closeDb, pool } from "@/server/platform/db";
import { getFigures } from "@/server/today/get-figures";
import { listWaiting } from "@/server/today/list-waiting";
import { ROLES } from "../../../domain/accounts/roles.ts";
import { useDatabase, useEnvironment } from "../../support/database.ts";
import { openBrowser, signInAs } from "../accounts/admin-browser.ts";
import { seedOrders } from "../orders/admin-orders.ts";

beforeAll(async () => {
  useEnvironment({ SHOP_TIME_ZONE: "America/New_York" });
  await useDatabase();
  openBrowser();
  await signInAs("owner");
});
afterAll(closeDb);
beforeEach(async () => {
  await pool().query("DELETE FROM orders");
});

/** Pays an order at a moment, in SQL's words and the shop's clock. @returns its id */
async function paid(at: string, amount: number, currency = "eur"): Promise<string> {
  const [order] = await seedOrders([{ capturedMinor: amount }]);
  await pool().query(
    `UPDATE orders SET paid_at = (${at}) AT TIME ZONE 'America/New_York', currency = $2, fulfillment_state = 'fulfilled'
      WHERE id = $1`,
    [order?.id, currency],
  );
  return order?.id ?? "";
}

const NOW = "now() AT TIME ZONE 'America/New_York'";
const start = (period: string) => `date_trunc('${period}', ${NOW})`;

const of = async (period: string) => (await getFigures()).periods.find((one) => one.period === period);
const eur = (amountMinor: number) => ({ amountMinor: BigInt(amountMinor), currency: "eur" });

describe("what a span of time brought", () => {
  it.each(["day", "week", "month"])(
    "14.7 is what was paid from the first moment of the %s in the shop's zone, and before it as far",
    async (period) => {
      await paid(start(period), 1_000);
      await paid(NOW, 200);
      await paid(`${start(period)} - interval '1 millisecond'`, 40_000);
      await paid(`${start(period)} - interval '1 ${period}'`, 30);
      // Later in the span before, which a test in its last minutes must not take for this one.
      const later = `${NOW} - interval '1 ${period}' + interval '5 minutes'`;
      await paid(`least(${later}, ${start(period)} - interval '1 millisecond')`, 500_000);
      await paid(`${start(period)} - interval '1 ${period}' - interval '1 millisecond'`, 6_000_000);
      await paid(NOW, 7_000_000, "usd");
      const figures = await of(period);
      expect(figures?.now).toMatchObject({ orders: 2, net: eur(1_200), refunded: eur(0) });
      // The moment before this span is in the one before only where that has come so far already.
      const [row] = (
        await pool().query<{ is_over: boolean }>(
          `SELECT ${start(period)} - interval '1 millisecond' <= ${NOW} - interval '1 ${period}' AS is_over`,
        )
      ).rows;
      expect(row?.is_over).toBe(false);
      expect(figures?.before).toMatchObject({ orders: 1, net: eur(30), refunded: eur(0) });
    },
  );

  it("14.7 is less what was refunded in it, whenever that was paid; a refund that failed is none", async () => {
    const order = await paid(`${start("day")} - interval '3 months'`, 6_100);
    await paid(NOW, 1_000);
    const refund = (amount: number, state: string, ofDuplicate = false) =>
      pool().query(
        `INSERT INTO refunds (order_id, request_id, amount_minor, currency, state, of_duplicate_payment,
           stripe_payment_intent_id, automatic_reason, updated_at)
         VALUES ($1, gen_random_uuid()::text, $2, 'eur', $3::"RefundState", $4, CASE WHEN $4 THEN 'pi_two' END,
           (CASE WHEN $4 THEN 'duplicate_payment' END)::"AutomaticRefund", now())`,
        [order, amount, state, ofDuplicate],
      );
    await refund(300, "succeeded");
    await refund(20, "requested");
    await refund(4_000, "failed");
    await refund(1_000, "succeeded", true);
    expect((await of("day"))?.now).toMatchObject({ orders: 1, net: eur(680), refunded: eur(320) });
    const { days } = await getFigures();
    expect(days).toHaveLength(30);
    expect(days.at(-1)).toMatchObject({ orders: 1, net: eur(680) });
    expect(new Set(days.slice(0, -1).map(({ net }) => net.amountMinor))).toEqual(new Set([0n]));
  });

  it("14.7 says when records and Stripe were compared last, and how much differed", async () => {
    expect((await getFigures()).checked).toBeNull();
    await pool().query(
      `INSERT INTO reconcile_runs (kind, state, finished_at) VALUES ('check', 'done', now() - interval '2 minutes'),
       ('check', 'failed', now()), ('sweep', 'done', now())`,
    );
    expect(await getFigures()).toMatchObject({ checked: { differences: 0 } });
    await pool().query(
      `INSERT INTO reconcile_differences (run_id, kind, subject, evidence)
       SELECT id, 'order_state', 'x', '{}' FROM reconcile_runs WHERE kind = 'check' AND state = 'done'`,
    );
    expect(await getFigures()).toMatchObject({ checked: { differences: 1 } });
  });
});

describe("what an admin has to do", () => {
  it("14.7 is counted, with the oldest: to send, to review, disputes by their deadline, failed mails, sold out", async () => {
    expect(await listWaiting()).toMatchObject({
      toSend: { count: 0, since: null },
      review: { count: 0, since: null },
      disputes: [],
      failedMails: 0,
      soldOut: 0,
    });
    const oldest = new Date(Date.UTC(2026, 0, 2));
    const [first, , flagged, disputed, late] = await seedOrders([
      { placedAt: oldest },
      {},
      { conflict: "amount_mismatch" },
      {},
      {},
    ]);
    await pool().query("UPDATE orders SET conflict_at = $2 WHERE id = $1", [flagged?.id, oldest]);
    for (const [order, days, state] of [
      [disputed, 9, "needs_response"],
      [late, 2, "warning_needs_response"],
      [first, 1, "under_review"],
    ] as const) {
      await pool().query(
        `INSERT INTO disputes (order_id, stripe_dispute_id, state, reason, amount_minor, currency, evidence_due_at)
         VALUES ($1, $2, $3, 'fraudulent', 6100, 'eur', now() + $4 * interval '1 day')`,
        [order?.id, `du_${days}`, state, days],
      );
      if (order !== first)
        await pool().query("UPDATE orders SET dispute_hold = 'open' WHERE id = $1", [order?.id]);
    }
    await pool().query(
      `INSERT INTO mails (kind, recipient, subject, html, text, state, created_at)
       VALUES ('a', 'a@b.test', 's', 'h', 't', 'failed', now()), ('b', 'a@b.test', 's', 'h', 't', 'sent', now()),
              ('c', 'a@b.test', 's', 'h', 't', 'failed', now() - interval '8 days')`,
    );
    const waiting = await listWaiting();
    expect(waiting.toSend).toEqual({ count: 2, since: oldest });
    expect(waiting.review).toEqual({ count: 1, since: oldest });
    expect(waiting.disputes.map(({ number }) => number)).toEqual([late?.number, disputed?.number]);
    expect(waiting.failedMails).toBe(1);
  });

  it.each(ROLES)("14.7 %s sees figures only where amounts may be seen", async (role) => {
    openBrowser();
    await signInAs(role);
    await expect(listWaiting()).resolves.toBeDefined();
    if (role === "fulfillment") await expect(getFigures()).rejects.toMatchObject({ name: "NotAllowedError" });
    else expect((await getFigures()).periods).toHaveLength(3);
  });
});
