import { rmSync } from "node:fs";
import type { FullConfig } from "@playwright/test";
import { freePort } from "../../scripts/ports.ts";
import { recordCalls } from "../support/record-calls.ts";
import { query, type RunningShop, startShop, stopShop } from "../support/running-shop.ts";
import { makeTemporaryFolder } from "../support/temporary-folder.ts";

/** A fresh shop for each worker: what a newcomer has after `npm start`. The first one builds for all of them. */
export default async function openShops({ workers }: FullConfig) {
  const closing: (() => Promise<void>)[] = [];
  for (let index = 0; index < workers; index += 1) {
    const dataDir = makeTemporaryFolder("e2e");
    const shop = await startShop({ port: await freePort(), sandboxPort: await freePort(), dataDir });
    closing.push(() => closeShop(shop, dataDir));
    // What most tests buy: checkouts that nobody pays hold it for half an hour.
    await query(
      dataDir,
      "UPDATE variants SET on_hand = on_hand + 100 WHERE product_id = (SELECT id FROM products WHERE slug = 'hand-bell')",
    );
    process.env[`E2E_SHOP_${index}`] = JSON.stringify({
      origin: shop.origin,
      sandbox: shop.sandbox,
      admin: shop.admin,
      dataDir,
      pid: shop.process.pid,
    });
  }
  return () => Promise.all(closing.map((close) => close()));
}

async function closeShop(shop: RunningShop, dataDir: string): Promise<void> {
  await recordCalls(shop.sandbox);
  await stopShop(shop);
  rmSync(dataDir, { recursive: true, force: true });
}
