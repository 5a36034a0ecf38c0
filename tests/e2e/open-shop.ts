import { rmSync } from "node:fs";
import { freePort } from "../../scripts/ports.ts";
import { recordCalls } from "../support/record-calls.ts";
import { query, startShop, stopShop } from "../support/running-shop.ts";
import { makeTemporaryFolder } from "../support/temporary-folder.ts";

/** One fresh shop for the whole run: what a newcomer has after `npm start`. */
export default async function openShop() {
  const dataDir = makeTemporaryFolder("e2e");
  const shop = await startShop({ port: await freePort(), sandboxPort: await freePort(), dataDir });
  // What most tests buy: checkouts that nobody pays hold it for half an hour.
  await query(
    dataDir,
    "UPDATE variants SET on_hand = on_hand + 100 WHERE product_id = (SELECT id FROM products WHERE slug = 'hand-bell')",
  );
  process.env.E2E = JSON.stringify({
    origin: shop.origin,
    sandbox: shop.sandbox,
    admin: shop.admin,
    dataDir,
    pid: shop.process.pid,
  });
  return async () => {
    await recordCalls(shop.sandbox);
    await stopShop(shop);
    rmSync(dataDir, { recursive: true, force: true });
  };
}
