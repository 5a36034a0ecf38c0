import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openAppRole } from "../../../scripts/app-role.ts";
import { getReceipt } from "../../../server/orders/mail/get-receipt.ts";
import { rebuildOrder } from "../../../server/orders/reconcile/rebuild-order.ts";
import { closeDb } from "../../../server/platform/db.ts";
import { env } from "../../../server/platform/env.ts";
import { closeQueue } from "../../../server/platform/queue.ts";
import { referenceOf } from "../../../server/platform/reference.ts";
import { runCheck } from "../../../server/reconciliation/check/run-check.ts";
import { repairAsAdmin } from "../../../server/reconciliation/repair-difference.ts";
import { type BackedUpShop, emptyDatabase, openBackedUpShop, query } from "../../support/backup-fixture.ts";
import { type CommandResult, runScript } from "../../support/run-command.ts";
import { expectCleanRecords, type OrderRecord } from "../../support/scenario.ts";
import { startShopProcess, stopShopProcess } from "../../support/start-shop-process.ts";
import { cartOf, makeVariant } from "../../support/test-shop.ts";

// Above what the restore leaves out: only Stripe can tell.
const FAR = 5_000;

let shop: BackedUpShop;
let restoredUrl: string;
let [waiting, two, refunded, returned, unknown, short]: (OrderRecord | undefined)[] = [];
let scarce: string;
let [found, repaired, again]: (CommandResult | undefined)[] = [];

const ORDER = `SELECT id, number, reference_hash, payment_state, currency, subtotal_minor, sent_minor, total_minor, captured_minor,
  refunded_minor, item_count, line_words, requires_shipping, email, customer_name, shipping_address, livemode, conflict,
  stripe_session_id, stripe_payment_intent_id, stripe_charge_id, payment_method, account_last4, card_brand, card_last4 FROM orders WHERE id = $1`;
const LINES = `SELECT position, variant_id, product_title, variant_title, product_slug, sku, image_base, quantity,
  unit_price_minor, total_minor FROM order_lines WHERE order_id = $1 ORDER BY position`;
const PARTS = "SELECT kind, code, label, amount_minor FROM order_adjustments WHERE order_id = $1";
const REFUNDS = "SELECT stripe_refund_id, amount_minor, state FROM refunds WHERE order_id = $1 ORDER BY 1";
const HOLDS = "SELECT variant_id, quantity, state FROM stock_holds WHERE order_id = $1 ORDER BY 1";

/** Everything of an order that the shopper or the merchant can see. */
const allOf = (url: string, id = "") =>
  Promise.all([ORDER, LINES, PARTS, REFUNDS, HOLDS].map((text) => query(url, text, [id])));

const reconcile = (...args: string[]) => {
  const stripe = Object.entries(process.env).filter(([name]) => name.startsWith("STRIPE_"));
  const keys = Object.fromEntries(stripe) as Record<string, string>;
  const own = {
    DATABASE_URL: restoredUrl,
    DATA_DIR: shop.dataDir("restored"),
    APP_ORIGIN: "http://localhost:3000",
  };
  return runScript("reconcile", args, { env: { ...keys, ...own } });
};

/** Buys, backs up, buys more, and loses the database. */
beforeAll(async () => {
  shop = await openBackedUpShop();
  const { scenario } = shop;
  const { testShop } = scenario;
  const [first, second] = [await makeVariant(testShop), await makeVariant(testShop)];
  await testShop.sql(
    "UPDATE products SET title = 'Tasse \"Øre\", 木' WHERE id = (SELECT product_id FROM variants WHERE id = $1)",
    [second],
  );
  scarce = await makeVariant(testShop, { onHand: 1 });
  waiting = (await scenario.checkOut()).order;
  const backup = join(shop.home, "later");
  expect(await shop.backUp(backup)).toMatchObject({ status: 0 });

  const buy = async (...lines: [string, number][]) => {
    const cart = cartOf(...lines);
    expect(await scenario.shop.startCheckout({ cart, ui: "embedded_page" })).toMatchObject({ kind: "ready" });
    const order = await scenario.orderOfCart(cart.key);
    await testShop.pay(order.session);
    await scenario.shop.reconcileOrder(order.id, { cause: "return_page" });
    return scenario.orderById(order.id);
  };
  const refund = (order: OrderRecord, amountMinor: bigint) =>
    scenario.shop.refundOrder({
      ...{ orderId: order.id, requestId: order.id, amountMinor, currency: "eur", reason: null, note: null },
    });
  await testShop.pay(waiting.session);
  await scenario.shop.reconcileOrder(waiting.id, { cause: "return_page" });
  two = await buy([first, 2], [second, 3]);
  refunded = await buy([first, 1]);
  await refund(refunded, 700n);
  returned = await buy([first, 1]);
  await refund(returned, returned.total);
  await testShop.sql("SELECT setval('orders_number_seq', $1)", [FAR]);
  unknown = await buy([await makeVariant(testShop), 1]);
  // A delivery came after the backup.
  await testShop.sql("UPDATE variants SET on_hand = 5 WHERE id = $1", [scarce]);
  short = await buy([scarce, 3]);

  restoredUrl = await emptyDatabase();
  expect(await shop.restore(backup, restoredUrl, "restored")).toMatchObject({ status: 0 });
  found = await reconcile();
  repaired = await reconcile("--repair");
  again = await reconcile();
  await closeQueue();
  await closeDb();
  env().DATABASE_URL = restoredUrl;
});
afterAll(() => shop.close());

describe("BK2: orders that were paid after the backup", () => {
  it("BK2: are found and rebuilt by npm run reconcile -- --repair, and the next check finds nothing", async () => {
    expect(found).toMatchObject({
      status: 1,
      printed: expect.stringContaining("Rebuild the order from Stripe"),
    });
    expect(repaired).toMatchObject({ status: 0, printed: expect.stringContaining("5 differences repaired") });
    expect(again).toMatchObject({ status: 0, printed: expect.stringContaining("0 differences.") });
    await expectCleanRecords();
  });

  it("BK2: have their id, number, lines, totals, address, refunds and link as before", async () => {
    for (const order of [waiting, two, refunded, returned])
      expect(await allOf(restoredUrl, order?.id)).toEqual(await allOf(shop.shopUrl, order?.id));
    const paidAt = async (url: string) =>
      (await query<{ at: Date }>(url, "SELECT paid_at AS at FROM orders WHERE id = $1", [two?.id]))[0]?.at;
    const apart = Number(await paidAt(restoredUrl)) - Number(await paidAt(shop.shopUrl));
    expect(Math.abs(apart)).toBeLessThan(20_000);
    const receipt = await getReceipt(referenceOf(two?.id ?? ""));
    expect(receipt).toMatchObject({ number: two?.number, email: "jo@shopper.test" });
    expect(receipt?.lines.map(({ productTitle, quantity }) => [productTitle, quantity])).toEqual([
      ["Tumble mug", 2],
      ['Tasse "Øre", 木', 3],
    ]);
  });

  it("BK2: have sold their units: each variant of the backup has the stock that it had", async () => {
    const stock = "SELECT id, on_hand, reserved FROM variants WHERE id <> $1 ORDER BY id";
    const restored = await query<{ id: string }>(restoredUrl, stock, [scarce]);
    const known = restored.map(({ id }) => id);
    const lost = await query<{ id: string }>(shop.shopUrl, stock, [scarce]);
    expect(restored).toEqual(lost.filter(({ id }) => known.includes(id)));
  });

  it("BK2: are whole where their product is not known any more", async () => {
    const [order] = await query<{ payment_state: string; total_minor: string }>(restoredUrl, ORDER, [
      unknown?.id,
    ]);
    expect(order).toMatchObject({ payment_state: "paid", total_minor: String(unknown?.total) });
    expect(await query(restoredUrl, LINES, [unknown?.id])).toMatchObject([
      { variant_id: null, product_title: "Tumble mug", quantity: 1, unit_price_minor: "2400" },
    ]);
  });

  it("BK2: of a delivery that the records do not know are not called sold out, and nothing is refunded", async () => {
    expect(await query(restoredUrl, ORDER, [short?.id])).toMatchObject([
      { payment_state: "paid", conflict: null },
    ]);
    expect(
      await query(restoredUrl, "SELECT on_hand, reserved FROM variants WHERE id = $1", [scarce]),
    ).toEqual([{ on_hand: 1, reserved: 0 }]);
    const [event] = await shop.scenario.historyOf(short?.id ?? "");
    expect(event).toEqual({ kind: "rebuilt", data: { isStockShort: true } });
  });

  it("BK2: say so in their history, and their shoppers get no second confirmation", async () => {
    const kinds = (await shop.scenario.historyOf(two?.id ?? "")).map(({ kind }) => kind);
    expect(kinds).toEqual(["rebuilt", "payment_moved"]);
    expect(await shop.scenario.mailsOf(two?.id ?? "")).toEqual([]);
    expect(await shop.scenario.mailsOf(waiting?.id ?? "")).toEqual(["order_confirmation"]);
  });

  it("BK2: are made once, however many rebuild them at once", async () => {
    const { order } = await shop.scenario.sell();
    await shop.scenario.testShop.sql("DELETE FROM orders WHERE id = $1", [order.id]);
    const by = { cause: "admin", causeRef: "Ada" } as const;
    await Promise.all([1, 2, 3].map(() => rebuildOrder(order.id, order.session, by)));
    expect(await shop.scenario.orderById(order.id)).toEqual(order);
    expect((await shop.scenario.historyOf(order.id)).map(({ kind }) => kind)).toEqual([
      "rebuilt",
      "payment_moved",
    ]);
  });
});

it("BK2: after a restore the shop sells as its own role, under a number above all that Stripe knows", async () => {
  const { child, port } = await startShopProcess({ env: { DATABASE_URL: await openAppRole(restoredUrl) } });
  const [variant] = await query<{ id: string }>(
    restoredUrl,
    "SELECT id FROM variants WHERE on_hand > 5 LIMIT 1",
  );
  const answer = await fetch(`http://127.0.0.1:${port}/buy`, { method: "POST", body: variant?.id ?? "" });
  expect(await answer.text()).toBe("ready");
  await stopShopProcess({ child, port });
  const [last] = await query<{ number: number }>(
    restoredUrl,
    "SELECT number FROM orders ORDER BY placed_at DESC LIMIT 1",
  );
  expect(unknown?.number).toBeGreaterThan(FAR);
  expect(last?.number).toBeGreaterThan(short?.number ?? 0);
});

it("BK2: the admin's button rebuilds an order, and where the admin is deployed apart it names the command", async () => {
  const { order } = await shop.scenario.sell();
  await shop.scenario.testShop.sql("DELETE FROM orders WHERE id = $1", [order.id]);
  await runCheck({ requestsASecond: 100_000, graceSeconds: 0 });
  const [row] = await query<{ id: string }>(
    restoredUrl,
    "SELECT id FROM reconcile_differences WHERE subject = $1",
    [order.session],
  );
  env().SURFACE = "admin";
  expect(await repairAsAdmin(row?.id ?? "")).toEqual({ isRepaired: false, reason: "by_command" });
  env().SURFACE = "all";
  expect(await repairAsAdmin(row?.id ?? "")).toEqual({ isRepaired: true });
  expect(await shop.scenario.orderById(order.id)).toEqual(order);
});
