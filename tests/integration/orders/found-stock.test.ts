import { spawnSync } from "node:child_process";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { translator } from "../../../messages/messages.ts";
import { allocateStock } from "../../../server/orders/reconcile/record-payment.ts";
import { ADD_STOCK, conflictMessage } from "../../../ui/admin/orders/order-messages.ts";
import { openScenario, type Scenario } from "../../support/scenario.ts";
import { makeTemporaryFolder } from "../../support/temporary-folder.ts";
import { TSX } from "../../support/tsx.ts";

let s: Scenario;
const folder = makeTemporaryFolder("found-stock");
beforeAll(async () => {
  s = await openScenario({ REFUNDS: "off", DATA_DIR: folder });
});
afterAll(async () => {
  await s.testShop.close();
  rmSync(folder, { recursive: true, force: true });
});

it("M11: what the admin advises for missing stock works: the file, the command, and then the button", async () => {
  const { order, variant } = await s.checkOut({ onHand: 1 });
  await s.testShop.sql(
    "UPDATE orders SET stripe_session_id = NULL, hold_expires_at = now() - interval '1 second' WHERE id = $1",
    [order.id],
  );
  await s.shop.reconcileOrder(order.id, { cause: "sweep" });
  await s.testShop.sql("UPDATE variants SET on_hand = 0 WHERE id = $1", [variant]);
  await s.testShop.pay(order.session);
  await s.shop.reconcileOrder(order.id, { cause: "sweep", sessionId: order.session });
  expect(await s.orderById(order.id)).toMatchObject({ conflict: "paid_without_stock" });
  expect(await allocateStock(order.id)).toEqual({ kind: "still_gone" });

  const advice = conflictMessage("paid_without_stock", translator("en-IE")).sentence;
  expect(advice).toContain(ADD_STOCK);
  const [, columns = ""] = /columns (.+?) \(/.exec(advice) ?? [];
  const [product] = await s.testShop.sql<{ slug: string }>(
    "SELECT slug FROM products WHERE id = (SELECT product_id FROM variants WHERE id = $1)",
    [variant],
  );
  const header = columns.replace(" and ", ", ").split(", ");
  expect(header).toEqual(["Handle", "Variant SKU", "Variant Inventory Qty"]);
  await s.testShop.sql("UPDATE variants SET sku = 'TM-1' WHERE id = $1", [variant]);
  const file = join(folder, "stock.csv");
  writeFileSync(file, `${header.join(",")}\n${product?.slug},TM-1,1\n`);
  const [, options = ""] = /^npm run catalog:import -- stock\.csv (.+)$/.exec(ADD_STOCK) ?? [];
  const { status, stderr } = spawnSync(
    process.execPath,
    [...TSX, "scripts/import.ts", file, ...options.split(" ")],
    { encoding: "utf8" },
  );
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  expect(await s.stockOf(variant)).toEqual({ onHand: 1, reserved: 0 });
  expect(await allocateStock(order.id)).toEqual({ kind: "taken" });
});
