// change-prices.ts ORIGIN TIMES: changes a product's price again and again, as a command of its own process
// does, and asks the running shop for the page at once. Prints how many first answers showed the new price.
import { openShopEnvironment, useNoStripe } from "../../scripts/shop-environment.ts";

const [origin = "", times = "100"] = process.argv.slice(2);

async function main() {
  await openShopEnvironment();
  useNoStripe();
  const { pool, closeDb } = await import("../../server/platform/db.ts");
  const { setPrice } = await import("../../server/catalog/write/set-price.ts");
  const { rows } = await pool().query<{ id: string; path: string; price: bigint }>(
    `SELECT v.id, '/products/' || p.slug AS path, v.price_minor AS price FROM variants v JOIN products p ON p.id = v.product_id
      WHERE p.slug = 'little-teapot' LIMIT 1`,
  );
  const [variant] = rows;
  if (!variant) throw new Error("the demo catalog has no little-teapot");
  let right = 0;
  for (let time = 1; time <= Number(times); time += 1) {
    const euros = 100 + time;
    await setPrice(variant.id, BigInt(euros * 100));
    const page = await (await fetch(origin + variant.path)).text();
    if (page.includes(`€${euros}.00`)) right += 1;
    else console.log(`wrong: €${euros}.00 is not on the page`);
  }
  await setPrice(variant.id, variant.price);
  console.log(`${right} right of ${times}`);
  await closeDb();
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
