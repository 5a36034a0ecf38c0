// A process next to the running shop that makes orders: checked out by the shop's own code, paid at the sandbox.
import { randomUUID } from "node:crypto";
import { findVariables } from "../../../scripts/keys/find-keys.ts";
import { openShopEnvironment } from "../../../scripts/shop-environment.ts";
import { payWithoutBrowser } from "../../support/running-shop.ts";

const AT_ONCE = 3;

async function main() {
  const [count = 0, sandbox = ""] = [Number(process.argv[2]), process.argv[3]];
  await openShopEnvironment();
  Object.assign(process.env, await findVariables());
  const { startCheckout } = await import("../../../server/checkout/start-checkout.ts");
  const { closeDb, pool } = await import("../../../server/platform/db.ts");
  const { closeQueue } = await import("../../../server/platform/queue.ts");
  await pool().query("UPDATE variants SET on_hand = on_hand + 1000 WHERE is_counted");
  const { rows: variants } = await pool().query<{ id: string; price: string }>(
    `SELECT v.id, v.price_minor AS price FROM variants v JOIN products p ON p.id = v.product_id
      WHERE p.status = 'active' AND v.requires_shipping AND v.price_minor > 0 ORDER BY v.id LIMIT 40`,
  );
  /** One to three units of one or two variants, as most orders of a small shop. */
  const make = async (index: number) => {
    const lines = [index, index * 7 + 3].slice(0, 1 + (index % 2)).flatMap((at, line) => {
      const variant = variants[at % variants.length];
      if (!variant) return [];
      return [
        { variantId: variant.id, quantity: 1 + ((index + line) % 3), seenMinor: BigInt(variant.price) },
      ];
    });
    const key = randomUUID();
    const started = await startCheckout({ cart: { key, lines }, ui: "embedded_page" });
    if (started.kind !== "ready") throw new Error(`the checkout is ${started.kind}`);
    const { rows } = await pool().query<{ session: string }>(
      "SELECT stripe_session_id AS session FROM orders WHERE cart_key = $1",
      [key],
    );
    await payWithoutBrowser(sandbox, rows[0]?.session ?? "");
  };
  const indexes = Array.from({ length: count }, (_, index) => index);
  const work = async () => {
    for (let index = indexes.shift(); index !== undefined; index = indexes.shift()) await make(index);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  await closeQueue();
  await closeDb();
}

void main();
