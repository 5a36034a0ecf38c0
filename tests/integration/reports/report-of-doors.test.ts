import { randomUUID } from "node:crypto";
import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { money } from "../../../domain/money.ts";
import { presetRange } from "../../../domain/reports/range.ts";
import { REPORT_TABLES, type SumTableName } from "../../../domain/reports/views.ts";
import { cancelOrder } from "../../../server/orders/place/cancel-order.ts";
import { refundOrder } from "../../../server/orders/refunds/refund-order.ts";
import { answerCsv } from "../../../server/platform/requests/answer-csv.ts";
import { repairDifference } from "../../../server/reconciliation/repair-difference.ts";
import { exportReport } from "../../../server/reports/export-report.ts";
import { getReport } from "../../../server/reports/get-report.ts";
import { shopNow } from "../../../server/reports/read-facts.ts";
import { sumDays } from "../../../server/reports/sum-days.ts";
import { getFigures } from "../../../server/today/get-figures.ts";
import { check } from "../../support/records-fixture.ts";
import { openScenario, type Scenario } from "../../support/scenario.ts";
import { sumRows } from "./sums.ts";

let s: Scenario;
beforeAll(async () => {
  s = await openScenario();
});
afterAll(() => s.testShop.close());

const eur = (amountMinor: number) => money(amountMinor, "eur");
const refund = (orderId: string, amountMinor: bigint, reason: "duplicate" | null) =>
  refundOrder({ orderId, requestId: randomUUID(), amountMinor, currency: "eur", reason, note: null });
const thisYear = () => getReport(presetRange("year", shopNow().today), "month");

/** The disputed order is lost: the bank decides after months, of which the shop's own clock knows nothing. */
async function lose(order: { id: string; intent: string | null }): Promise<void> {
  await s.testShop.control("clock", { advance_seconds: 10 });
  const { data } = (await s.testShop.stripe(`disputes?payment_intent=${order.intent}`)) as unknown as {
    data: { id: string }[];
  };
  await s.testShop.stripe(`disputes/${data[0]?.id}`, {
    "evidence[uncategorized_text]": "losing_evidence",
    submit: "true",
  });
  await s.testShop.control("clock", { advance_seconds: 90 * 86_400 });
  await s.shop.reconcileOrder(order.id, { cause: "sweep" });
}

describe("reports of what was bought, refunded, canceled and disputed", () => {
  it("15.2: every figure is what the rows come to, and what Today shows", async () => {
    const whole = await s.sell({ quantity: 2 });
    const part = await s.sell({ quantity: 1, priceMinor: 5_000, onHand: 1 });
    const disputed = await s.sell({ priceMinor: 6_400 }, "tok_createDispute");
    await s.sell({ quantity: 3 });
    const waiting = await s.checkOut();
    const canceled = await s.checkOut();
    await cancelOrder(canceled.order.id);
    await refund(whole.order.id, whole.order.captured, null);
    await refund(part.order.id, 1_500n, "duplicate");
    await lose(disputed.order);
    for (const { order } of [whole, part, waiting]) await s.shop.reconcileOrder(order.id, { cause: "sweep" });

    const before = await thisYear();
    const { today } = shopNow();
    const rows = new Map(await sumRows(`${today.slice(0, 4)}-01-01`, today, "UTC"));
    const [taken] = await s.testShop.sql<{ captured: bigint; refunded: bigint }>(
      "SELECT sum(captured_minor)::bigint AS captured, sum(refunded_minor)::bigint AS refunded FROM orders",
    );
    expect(before.now).toMatchObject({
      ...{ orders: 4, units: 7, refunds: 2, placed: 6, placedAndPaid: 4 },
      gross: { amountMinor: taken?.captured },
      refunded: { amountMinor: taken?.refunded },
      lost: { amountMinor: disputed.order.captured },
      goods: eur(2 * 2_400 + 5_000 + 6_400 + 3 * 2_400),
    });
    const { gross, goods, shipping, refunded, lost, net } = before.now;
    expect(goods.amountMinor + shipping.amountMinor).toBe(gross.amountMinor);
    expect(net.amountMinor).toBe(gross.amountMinor - refunded.amountMinor - lost.amountMinor);
    expect(before.tables.countries).toEqual([
      expect.objectContaining({ key: "IE", count: 4, amount: gross }),
    ]);
    expect(rows.get("sale|IE")).toBe(`4|0|${gross.amountMinor}`);
    expect(before.tables.refunds.map(({ key, amount }) => [key, amount])).toEqual([
      ["", money(whole.order.captured, "eur")],
      ["duplicate", eur(1_500)],
    ]);
    expect(before.tables.shipping).toEqual([expect.objectContaining({ count: 4, amount: shipping })]);
    expect(before.tables.best_sellers[0]).toMatchObject({ count: 3, amount: eur(7_200) });
    for (const table of ["products", "best_sellers", "collections"] as const)
      expect(sumOf(before.tables[table])).toBe(goods.amountMinor);
    expect(before.steps.reduce((sum, step) => sum + step.net.amountMinor, 0n)).toBe(net.amountMinor);
    const dead = new Set(before.deadStock.map(({ variantId }) => variantId));
    expect(
      [waiting.variant, canceled.variant, whole.variant, part.variant].map((id) => dead.has(id)),
    ).toEqual([true, true, false, false]);

    const figures = await getFigures();
    for (const { period, now } of figures.periods)
      expect([period, now]).toEqual([period, { orders: 4, gross, refunded, net }]);

    // Summed, where the rows were read before: as if all of it had been yesterday.
    await s.testShop.sql(
      "UPDATE orders SET placed_at = placed_at - interval '1 day', paid_at = paid_at - interval '1 day'",
    );
    await s.testShop.sql("UPDATE refunds SET created_at = created_at - interval '1 day'");
    await s.testShop.sql("UPDATE disputes SET created_at = created_at - interval '1 day'");
    await sumDays();
    expect((await s.testShop.sql("SELECT FROM report_days")).length).toBeGreaterThan(5);
    const yesterday = await getReport(presetRange("last_7_days", shopNow().today), "day");
    expect({ ...yesterday.now, tables: yesterday.tables }).toEqual({ ...before.now, tables: before.tables });
  });

  it("15.2: a sum that is wrong is a difference, and the repair sums the day again", async () => {
    const report = async () => (await getReport(presetRange("last_7_days", shopNow().today), "day")).now;
    const right = await report();
    await s.testShop.sql("UPDATE report_days SET amount_minor = amount_minor + 1 WHERE kind = 'sale'");
    expect((await report()).gross.amountMinor).toBe(right.gross.amountMinor + 1n);
    const [found, ...others] = (await check()).differences.filter(({ kind }) => kind === "report_sums");
    expect(others).toEqual([]);
    expect(found).toMatchObject({
      orderId: null,
      evidence: { records: { code: "report_day", what: "sale" } },
    });
    if (!found?.repair) throw new Error("it has no repair");
    expect(await repairDifference({ ...found, repair: found.repair }, { cause: "admin" })).toBe(true);
    expect((await check()).differences.filter(({ kind }) => kind === "report_sums")).toEqual([]);
    expect(await report()).toEqual(right);
  });

  it("15.3: every table is a file of the same figures, and no cell of it is calculated", async () => {
    await s.testShop.sql("UPDATE products SET title = '=1+1'");
    const range = presetRange("last_7_days", shopNow().today);
    const report = await getReport(range, "day");
    for (const table of REPORT_TABLES) {
      const answer = answerCsv(await exportReport(table, range, "day"));
      expect(answer.headers.get("content-disposition")).toContain(`report-${table.replaceAll("_", "-")}`);
      const [, ...rows]: string[][] = parse(await answer.text(), { bom: true });
      const shown =
        table === "days"
          ? report.steps
          : table === "dead_stock"
            ? report.deadStock
            : report.tables[table satisfies SumTableName];
      expect([table, rows.length]).toEqual([table, shown.length]);
      expect(rows.flat().filter((cell) => cell.startsWith("="))).toEqual([]);
    }
    const [entry] = await s.testShop.sql<{ after: unknown }>(
      "SELECT after FROM audit_entries WHERE action = 'report_exported' ORDER BY seq LIMIT 1",
    );
    expect(entry?.after).toEqual({ table: "days", from: range.from, to: range.to });
  });
});

const sumOf = (rows: { amount: { amountMinor: bigint } }[]): bigint =>
  rows.reduce((sum, { amount }) => sum + amount.amountMinor, 0n);
