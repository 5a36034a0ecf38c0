import { spawn } from "node:child_process";
import { once } from "node:events";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { issueOrderDocuments } from "../../../server/orders/documents/issue-order-documents.ts";
import type { CrashPoint } from "../../../server/platform/crash-point.ts";
import { documentsOf, switchDocuments } from "../../support/documents-on.ts";
import { check, copyPaidOrders } from "../../support/records-fixture.ts";
import { expectCleanRecords, openScenario, type Scenario } from "../../support/scenario.ts";

let s: Scenario;
beforeAll(async () => {
  s = await openScenario();
}, 60_000);
afterAll(() => s?.testShop.close());

const BY = { cause: "sweep" } as const;
const numbersOf = (series: string) =>
  s.testShop.sql<{ sequence: number; number: string }>(
    "SELECT sequence, number FROM documents WHERE series = $1 ORDER BY sequence",
    [series],
  );

/** Kills a process at a place where it is about to issue the documents of these orders. */
async function killAt(point: CrashPoint, orderIds: string[]): Promise<void> {
  const script = ["--import=tsx", "tests/support/issue-process.ts", ...orderIds];
  const child = spawn(process.execPath, script, {
    env: { ...process.env, TSX_TSCONFIG_PATH: "tsconfig.scripts.json", CRASH_AT: point },
    stdio: ["ignore", "inherit", "inherit"],
  });
  expect(await once(child, "exit")).toEqual([null, "SIGKILL"]);
}

describe("an order's documents", () => {
  it("are none while the merchant has not switched them on", async () => {
    const { order } = await s.sell();
    expect(await documentsOf(s.testShop, order.id)).toEqual([]);
    expect(await issueOrderDocuments(order.id, BY)).toBe(0);
    await switchDocuments({ since: new Date().toISOString() });
    // Paid before: it may have been invoiced elsewhere.
    expect(await issueOrderDocuments(order.id, BY)).toBe(0);
    await expectCleanRecords();
  });

  it("are one invoice when it is paid, however often it is issued, in the series of tests", async () => {
    const { order } = await s.sell({ quantity: 2 });
    const [invoice, ...others] = await documentsOf(s.testShop, order.id);
    expect(others).toEqual([]);
    expect(invoice).toMatchObject({ kind: "invoice", number: "TEST-INV-0001", series: "test:TEST-INV-" });
    expect(invoice?.total).toBe(order.total);
    expect(invoice?.data).toMatchObject({
      number: "TEST-INV-0001",
      buyer: { name: "Jo Shopper", lines: ["1 Quay Street", "H91 AA00 Galway", "Ireland"] },
      order: { number: order.number },
    });
    const issues = await Promise.all(Array.from({ length: 5 }, () => issueOrderDocuments(order.id, BY)));
    expect(issues).toEqual([0, 0, 0, 0, 0]);
    const history = await s.testShop.sql(
      "SELECT data FROM order_events WHERE order_id = $1 AND kind = 'document_issued'",
      [order.id],
    );
    expect(history).toEqual([{ data: { document: "invoice", number: "TEST-INV-0001" } }]);
    await expectCleanRecords();
  });

  it("have a credit note for each refund, of its amount", async () => {
    const { order } = await s.sell();
    await documentsOf(s.testShop, order.id);
    const intent = order.intent ?? "";
    await s.testShop.stripe("refunds", { payment_intent: intent, amount: "300" });
    await s.testShop.stripe("refunds", { payment_intent: intent, amount: "500" });
    await s.shop.reconcileOrder(order.id, { cause: "sweep", namesRefund: true });
    const [, ...notes] = await documentsOf(s.testShop, order.id);
    expect(notes.map(({ kind, number, total }) => [kind, number, total]).toSorted()).toEqual([
      ["credit_note", "TEST-CN-0001", expect.any(BigInt)],
      ["credit_note", "TEST-CN-0002", expect.any(BigInt)],
    ]);
    expect(notes.map(({ total }) => total).toSorted()).toEqual([300n, 500n]);
    await expectCleanRecords();
  });

  it("are found missing by the check, and issued by its repair", async () => {
    const { order } = await s.sell();
    const found = (await check()).differences;
    expect(found).toMatchObject([
      { kind: "document_missing", orderId: order.id, repair: { kind: "issue_documents", id: order.id } },
    ]);
    expect(await issueOrderDocuments(order.id, { cause: "admin", causeRef: "Ada" })).toBe(1);
    await expectCleanRecords();
  });
});

describe("what was issued", () => {
  it("is changed and removed by nobody, the owner of the tables included", async () => {
    const refused = /documents are never changed or removed/;
    await expect(s.testShop.sql("UPDATE documents SET number = 'X'")).rejects.toThrow(refused);
    await expect(s.testShop.sql("UPDATE documents SET data = '{}' WHERE false")).rejects.toThrow(refused);
    await expect(s.testShop.sql("DELETE FROM documents")).rejects.toThrow(refused);
    await expect(s.testShop.sql("TRUNCATE documents CASCADE")).rejects.toThrow(refused);
    await expect(
      s.testShop.sql("DELETE FROM orders WHERE id IN (SELECT order_id FROM documents)"),
    ).rejects.toThrow();
  });

  it("has the number that its series gave: none is left out, given twice or moved", async () => {
    const insert = (sequence: number) =>
      s.testShop.sql(
        `INSERT INTO documents (order_id, kind, series, sequence, number, livemode, issued_at, currency, total_minor, tax_minor, data)
         SELECT order_id, kind, series, $1, 'TEST-INV-X', livemode, now(), currency, total_minor, tax_minor,
                jsonb_set(data, '{number}', '"TEST-INV-X"') FROM documents WHERE kind = 'invoice' LIMIT 1`,
        [sequence],
      );
    for (const sequence of [1, 900]) await expect(insert(sequence)).rejects.toThrow(/not the number/);
    const step = (by: number) =>
      s.testShop.sql("UPDATE number_series SET next_number = next_number + $1", [by]);
    for (const by of [2, -1]) await expect(step(by)).rejects.toThrow(/cannot change so/);
    await expect(s.testShop.sql("DELETE FROM number_series")).rejects.toThrow(/cannot change so/);
  });
});

describe("numbers", () => {
  it("500 that are taken at once, some by processes that are killed, have no gap", {
    timeout: 300_000,
  }, async () => {
    await switchDocuments({ invoicePrefix: "MANY-", digits: 1 });
    const orders = await copyPaidOrders(s.testShop, 500);
    const left = [...orders];
    const work = async () => {
      for (let id = left.shift(); id; id = left.shift()) await issueOrderDocuments(id, BY);
    };
    const kills = [0, 1].flatMap((turn) => [
      killAt("documents:numbered", orders.slice(480 - turn * 20, 490 - turn * 20)),
      killAt("documents:issued", orders.slice(490 - turn * 20, 500 - turn * 20)),
    ]);
    await Promise.all([...kills, ...Array.from({ length: 12 }, work)]);
    const numbers = await numbersOf("test:TEST-MANY-");
    // The order that was copied was paid with documents on, and is not among them.
    expect(numbers.map(({ sequence }) => sequence)).toEqual(orders.map((_, index) => index + 1));
    expect(numbers[499]?.number).toBe("TEST-MANY-500");
    const [count] = await s.testShop.sql(
      "SELECT count(DISTINCT order_id)::int AS orders FROM documents WHERE series = 'test:TEST-MANY-'",
    );
    expect(count).toEqual({ orders: 500 });
    const isAboutNumbers = ({ kind }: { kind: string }) => kind === "document_numbers";
    expect((await check()).differences.filter(isAboutNumbers)).toEqual([]);
  });

  it("of live orders are a series of their own", async () => {
    await switchDocuments({ invoicePrefix: "OWN-{year}-", digits: 4 });
    const [test, live] = [(await s.sell()).order, (await s.sell()).order];
    await s.testShop.sql("UPDATE orders SET livemode = true WHERE id = $1", [live.id]);
    const year = new Date().getFullYear();
    expect((await documentsOf(s.testShop, test.id))[0]?.number).toBe(`TEST-OWN-${year}-0001`);
    expect((await documentsOf(s.testShop, live.id))[0]?.number).toBe(`OWN-${year}-0001`);
  });
});
