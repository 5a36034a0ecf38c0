import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { MAX_ADDRESSES, sitemapIndexXml, sitemapXml } from "../../../domain/catalog/sitemap.ts";
import { listAddresses, listParts } from "../../../server/catalog/read/list-addresses.ts";
import { closeDb, pool } from "../../../server/platform/db.ts";
import { useDatabase, useEnvironment } from "../../support/database.ts";

const PRODUCTS = 20_001;

beforeAll(async () => {
  await useDatabase();
  useEnvironment();
  await pool().query(
    `INSERT INTO products (slug, title, status, updated_at)
     SELECT 'p-' || md5(n::text), 'Mug ' || n, (CASE WHEN n <= $1 THEN 'active' ELSE 'draft' END)::"ProductStatus", now()
     FROM generate_series(1, $1::int + 50) AS n`,
    [PRODUCTS],
  );
  await pool().query(
    `INSERT INTO variants (product_id, slug, price_minor, currency, on_hand, position)
     SELECT id, 'default', 100, 'eur', 1, 1 FROM products`,
  );
  await pool().query("INSERT INTO products (slug, title, updated_at) VALUES ('no-variants', 'None', now())");
});
afterAll(closeDb);

describe("W2: the sitemap", () => {
  it("has a part for each ten thousand products, and every product on sale in exactly one", async () => {
    const parts = await listParts();
    expect(parts).toEqual(["pages", "products-1", "products-2", "products-3"]);
    const lists = await Promise.all(parts.slice(1).map((part) => listAddresses(part)));
    expect(lists.map((list) => list.length)).toEqual([MAX_ADDRESSES, MAX_ADDRESSES, 1]);
    const { rows } = await pool().query<{ path: string }>(
      "SELECT '/products/' || slug AS path FROM products WHERE status = 'active' AND slug <> 'no-variants' ORDER BY slug",
    );
    expect(lists.flat()).toEqual(rows.map(({ path }) => path));
  });

  it("has no part more when the last one is full", async () => {
    await pool().query(
      "UPDATE products SET status = 'draft' WHERE slug = (SELECT max(slug) FROM products WHERE slug LIKE 'p-%' AND status = 'active')",
    );
    expect(await listParts()).toEqual(["pages", "products-1", "products-2"]);
    expect(await listAddresses("products-3")).toEqual([]);
    expect(await listAddresses("products-0")).toEqual([]);
    expect(await listAddresses("nothing")).toEqual([]);
  });
});

it("W2: the sitemap's files are XML whatever an address holds", () => {
  expect(sitemapXml("https://shop.example", ["/products/a&b'c", "/products/陶器"])).toBe(
    `<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<url><loc>https://shop.example/products/a&amp;b&apos;c</loc></url>
<url><loc>https://shop.example/products/%E9%99%B6%E5%99%A8</loc></url>
</urlset>
`,
  );
  expect(sitemapIndexXml("https://shop.example", ["pages"])).toContain(
    "<sitemap><loc>https://shop.example/sitemap/pages.xml</loc></sitemap>",
  );
});
