import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { countOrders } from "@/server/orders/admin/count-orders";
import { listOrderCountries } from "@/server/orders/admin/list-order-countries";
import { listOrders, type OrderQuery } from "@/server/orders/admin/list-orders";
import { listShippingOptions } from "@/server/orders/admin/list-shipping-options";
import { exportOrders } from "@/server/orders/export/export-orders";
import { closeDb, pool } from "@/server/platform/db";
import { useDatabase, useEnvironment } from "../../support/database.ts";
import { signInAs } from "../accounts/admin-browser.ts";
import { seedOrders } from "./admin-orders.ts";

type Name = "ie" | "de" | "atNight" | "nowhere";
const numbers = {} as Record<Name, number>;

beforeAll(async () => {
  useEnvironment({ SHOP_TIME_ZONE: "America/New_York" });
  await useDatabase();
  await signInAs("viewer");
  const made = await seedOrders([
    { placedAt: new Date("2026-11-01T12:00:00Z"), customerName: "Ann" },
    { placedAt: new Date("2026-11-02T12:00:00Z"), paymentState: "refunded" },
    // The evening of the second day in New York.
    { placedAt: new Date("2026-11-03T03:00:00Z"), customerName: "Ann" },
    { placedAt: new Date("2026-11-05T12:00:00Z"), paymentState: "expired" },
  ]);
  const set = async (index: number, name: Name, country: string | null, totalMinor: number) => {
    const order = made[index];
    numbers[name] = order?.number ?? 0;
    await pool().query(
      "UPDATE orders SET shipping_address = $2, total_minor = $3, subtotal_minor = $3 WHERE id = $1",
      [order?.id, country ? { country } : null, totalMinor],
    );
  };
  await set(0, "ie", "IE", 1_000);
  await set(1, "de", "DE", 2_000);
  await set(2, "atNight", "IE", 3_000);
  await set(3, "nowhere", null, 4_000);
  await pool().query("UPDATE orders SET fulfillment_state = 'fulfilled' WHERE id = $1", [made[1]?.id]);
  await pool().query(
    `INSERT INTO order_adjustments (order_id, kind, code, label, amount_minor)
     VALUES ($1, 'shipping', 'express', 'Express', 0), ($2, 'shipping', 'standard', 'Standard', 0), ($3, 'shipping', 'express', 'Express', 0)`,
    made.slice(0, 3).map(({ id }) => id),
  );
  const variants = await seedProduct("Wall hook", ["HOOK-1", "HOOK-2"]);
  await pool().query("UPDATE order_lines SET variant_id = $2 WHERE order_id = $1", [
    made[0]?.id,
    variants[0],
  ]);
  await pool().query("UPDATE order_lines SET variant_id = $2 WHERE order_id = $1", [
    made[3]?.id,
    variants[1],
  ]);
});
afterAll(closeDb);

async function found(query: OrderQuery): Promise<Name[]> {
  const page = await listOrders(query);
  if (page.kind !== "page") throw new Error("too broad");
  const names = Object.entries(numbers) as [Name, number][];
  return page.rows.flatMap(({ number }) => names.find(([, each]) => each === number)?.[0] ?? []);
}

async function seedProduct(title: string, skus: string[]): Promise<string[]> {
  const { rows } = await pool().query(
    `WITH product AS (INSERT INTO products (slug, title) VALUES ($1, $2) RETURNING id)
     INSERT INTO variants (product_id, slug, sku, price_minor, currency, position)
     SELECT product.id, lower(sku), sku, 100, 'eur', at FROM product, unnest($3::text[]) WITH ORDINALITY AS one(sku, at)
     RETURNING id`,
    [title.toLowerCase().replaceAll(" ", "-"), title, skus],
  );
  return rows.map(({ id }) => id);
}

describe("14.3: the list of orders is narrowed", () => {
  it.each<[string, OrderQuery, Name[]]>([
    [
      "to days of the shop's zone, both included",
      { since: "2026-11-02", until: "2026-11-02" },
      ["atNight", "de"],
    ],
    ["from a day on", { since: "2026-11-03" }, ["nowhere"]],
    ["to a country", { country: "IE" }, ["atNight", "ie"]],
    ["to amounts, both included", { minMinor: 2_000n, maxMinor: 3_000n }, ["atNight", "de"]],
    [
      "to all of it together with a state and words",
      { country: "IE", state: "paid", search: "ann", minMinor: 1_001n },
      ["atNight"],
    ],
    ["to nothing where nothing is", { country: "FR" }, []],
    ["to a shipping option", { shipping: "express" }, ["atNight", "ie"]],
    ["to a product by its title in small letters", { product: "wall hook" }, ["nowhere", "ie"]],
    ["to a product by its address", { product: "wall-hook" }, ["nowhere", "ie"]],
    ["to a variant by its SKU", { product: "HOOK-2" }, ["nowhere"]],
    [
      "to a product, an option and a state",
      { product: "wall hook", shipping: "express", state: "paid" },
      ["ie"],
    ],
    ["to words and a product", { product: "wall hook", search: "ann" }, ["ie"]],
    ["to a number and a product that is not in it", { product: "HOOK-2", search: "999999" }, []],
    ["to what was sent", { isSent: true }, ["de"]],
    ["to nothing where no product is called so", { product: "%" }, []],
  ])("%s", async (_, query, names) => {
    expect(await found(query)).toEqual(names);
  });

  it("by shipping options that orders were sent by, each once", async () => {
    expect(await listShippingOptions()).toEqual([
      { code: "express", label: "Express" },
      { code: "standard", label: "Standard" },
    ]);
  });

  it("and says how many orders each view has", async () => {
    expect(await countOrders()).toEqual({
      ...{ needsReview: 0, toSend: 2, awaitingPayment: 0, sent: 1, failed: 0, refunded: 1 },
    });
  });

  it("and the same orders are in the file", async () => {
    await signInAs("owner");
    const file = await exportOrders({ file: "orders", search: "", shipping: "express", product: "HOOK-1" });
    const batches: string[][] = [];
    for await (const batch of file.batches) batches.push(...batch.map((row) => row.map(String)));
    expect(batches.map(([number]) => Number(number))).toEqual([numbers.ie]);
  });

  it("and so are orders that were chosen one by one", async () => {
    const page = await listOrders({ country: "DE" });
    const ids = page.kind === "page" ? page.rows.map(({ id }) => id) : [];
    const file = await exportOrders({ file: "orders", search: "", ids: [...ids, "nonsense"] });
    const found: number[] = [];
    for await (const batch of file.batches) found.push(...batch.map(([number]) => Number(number)));
    expect(found).toEqual([numbers.de]);
  });

  it("by countries that orders go to, each once", async () => {
    expect(await listOrderCountries()).toEqual(["DE", "IE"]);
  });
});

describe("14.3: what thousands of orders have", () => {
  const MANY = 2_100;

  beforeAll(async () => {
    const [variant] = await seedProduct("Common mug", ["MUG-1"]);
    await pool().query(
      `WITH made AS (
         INSERT INTO orders (id, reference_hash, cart_key, currency, subtotal_minor, total_minor, sent_minor, captured_minor, livemode,
                             hold_expires_at, placed_at, payment_state, item_count)
         SELECT uuidv7(), md5('c' || n) || md5('d' || n), 'common-' || n, 'eur', 100, 100, 100, 0, false, now(),
                timestamptz '2026-06-01' + n * interval '1 minute', (CASE WHEN n = 7 THEN 'expired' ELSE 'canceled' END)::"PaymentState", 1
           FROM generate_series(1, $2::int) n RETURNING id),
       sent AS (INSERT INTO order_adjustments (order_id, kind, code, label, amount_minor)
         SELECT id, 'shipping', 'common', 'Common', 0 FROM made)
       INSERT INTO order_lines (order_id, position, product_title, variant_title, product_slug, quantity, unit_price_minor, total_minor, variant_id)
       SELECT id, 0, 'Common mug', '', 'common-mug', 1, 100, 100, $1::uuid FROM made`,
      [variant, MANY],
    );
  });

  it.each<OrderQuery>([
    { product: "Common mug" },
    { shipping: "common" },
    { product: "MUG-1", shipping: "common" },
  ])("%o is on every page, each order once, and a rare state among them is found", async (query) => {
    const seen: string[] = [];
    for (let after: string | undefined, pages = 0; pages < 3; pages += 1) {
      const page = await listOrders({ ...query, after });
      if (page.kind !== "page") throw new Error("too broad");
      expect(page.rows.every(({ paymentState }) => ["canceled", "expired"].includes(paymentState))).toBe(
        true,
      );
      seen.push(...page.rows.map(({ id }) => id));
      after = page.older ?? undefined;
    }
    const { rows: newest } = await pool().query(
      "SELECT id FROM orders WHERE cart_key LIKE 'common-%' ORDER BY placed_at DESC LIMIT 150",
    );
    expect(seen).toEqual(newest.map(({ id }) => id));
    const rare = await listOrders({ ...query, state: "expired" });
    expect(rare.kind === "page" && rare.rows).toHaveLength(1);
  });
});
