import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  PRODUCT_SHOWS,
  PRODUCT_SORTS,
  readProductValues,
} from "../../../domain/catalog/list/product-filter.ts";
import { importProducts } from "../../../server/catalog/import/import-products.ts";
import { countProducts } from "../../../server/catalog/list/count-products.ts";
import { listCatalog } from "../../../server/catalog/list/list-catalog.ts";
import { closeDb, pool } from "../../../server/platform/db.ts";
import { browser } from "../../support/browser.ts";
import { useDatabase, useEnvironment } from "../../support/database.ts";
import { ADMIN } from "../../support/test-shop.ts";

const MANY = 230;
const eur = (amountMinor: bigint) => ({ amountMinor, currency: "eur" });

beforeAll(async () => {
  await useDatabase();
  useEnvironment();
  browser.admin = ADMIN;
  await importProducts("tests/fixtures/catalog/shop.csv", { currency: "eur" });
});
afterAll(() => closeDb());

const list = async (search: object) => (await listCatalog(readProductValues(search))).rows;
const slugs = async (search: object) => (await list(search)).map(({ slug }) => slug);

describe("the list of products", () => {
  it("shows state, stock, prices and each variant", async () => {
    const rows = await list({});
    expect(
      rows.map(({ slug, status, stockState, onHand, sold }) => [slug, status, stockState, onHand, sold]),
    ).toEqual([
      ["clay-mug", "active", "partly_low", 4, 0],
      ["gift-card", "active", "in_stock", 100, 0],
      ["oak-lamp", "active", "low", 3, 0],
      ["wool-blanket", "draft", "low", 2, 0],
    ]);
    expect(rows[0]).toMatchObject({ variantCount: 3, lowestPrice: eur(1200n), highestPrice: eur(1550n) });
    expect(rows[0]?.variants.map(({ title, sku, price }) => [title, sku, price])).toEqual([
      ["Blue / Small", "M-BS", eur(1200n)],
      ["Blue / Large", "M-BL", eur(1550n)],
      ["Red / Small", "M-RS", eur(1200n)],
    ]);
  });

  it("finds words of title, SKU, barcode, tag and vendor, with and without accents", async () => {
    await pool().query("UPDATE variants SET barcode = '4006381333931' WHERE sku = 'M-BL'");
    const { rows } = await pool().query<{ words: string }>(
      "UPDATE products SET title = 'Lámpara Öak', search_folded = search_fold('Lámpara Öak' || chr(10) || search_folded) WHERE slug = 'oak-lamp' RETURNING search_folded AS words",
    );
    expect(rows[0]?.words).toContain("lampara oak");
    for (const q of ["MUG", "m-bs", "clay  mug", "mug m-rs"])
      expect(await slugs({ q })).toEqual(["clay-mug"]);
    for (const q of ["lámpara", "LAMPARA oak", "öak"]) expect(await slugs({ q })).toEqual(["oak-lamp"]);
    for (const q of ["mug lampara", "100%", "'", "\\", "\0nothing"]) expect(await slugs({ q })).toEqual([]);
    await pool().query("UPDATE products SET title = 'Oak Lamp' WHERE slug = 'oak-lamp'");
  });

  it("narrows to each view, which counts what it shows", async () => {
    await pool().query("UPDATE variants SET on_hand = 0, reserved = 0 WHERE sku = 'M-BL'");
    await pool().query("UPDATE products SET description = '' WHERE slug = 'oak-lamp'");
    const shown = Object.fromEntries(
      await Promise.all(PRODUCT_SHOWS.map(async (show) => [show, await slugs({ show })] as const)),
    );
    expect(shown).toMatchObject({ hidden: ["wool-blanket"], draft: ["wool-blanket"] });
    expect(shown.sold_out).toContain("clay-mug");
    expect(shown.low).toEqual(expect.arrayContaining(["oak-lamp", "wool-blanket"]));
    expect(shown.low).not.toContain("gift-card");
    expect(shown.no_description).toContain("oak-lamp");
    const counts = await countProducts();
    for (const show of PRODUCT_SHOWS) expect(counts[show], show).toBe(shown[show]?.length);
    expect(await slugs({ collection: "gifts" })).toContain("clay-mug");
    expect(await slugs({ collection: "gifts", show: "draft" })).toEqual([]);
  });

  it("counts units of paid orders of the last 30 days, and sorts by them", async () => {
    await pool().query(
      `WITH placed AS (
         INSERT INTO orders (id, reference_hash, cart_key, currency, subtotal_minor, total_minor, sent_minor, captured_minor,
           livemode, hold_expires_at, placed_at, paid_at, payment_state, fulfillment_state, item_count)
         SELECT gen_random_uuid(), md5('l' || n) || md5('l' || n || 'x'), gen_random_uuid()::text, 'eur', 100, 100, 100, 100, false,
           now(), now() - n * interval '20 days', now() - n * interval '20 days', 'paid', 'unfulfilled', 1
           FROM generate_series(0, 2) AS n RETURNING id)
       INSERT INTO order_lines (order_id, variant_id, position, product_title, variant_title, product_slug, quantity, unit_price_minor, total_minor)
       SELECT placed.id, v.id, 1, 'Oak Lamp', '', 'oak-lamp', 3, 100, 300
         FROM placed, variants v JOIN products p ON p.id = v.product_id WHERE p.slug = 'oak-lamp' AND v.position = 1`,
    );
    const [best] = await list({ sort: "sold" });
    expect([best?.slug, best?.sold]).toEqual(["oak-lamp", 6]);
    expect((await slugs({ sort: "sold", turned: "1" })).at(-1)).toBe("oak-lamp");
  });
});

describe("the pages of the list", () => {
  beforeAll(async () => {
    // Titles, prices, stock and times that many share: the places between must still be exact.
    await pool().query(
      `WITH made AS (
         INSERT INTO products (slug, title, search_folded, created_at)
         SELECT 'copy-' || n, 'Copy ' || n % 7, 'copy ' || n % 7, '2026-01-01'::timestamptz + n % 5 * interval '1 ms'
           FROM generate_series(1, $1::int) AS n RETURNING id, slug)
       INSERT INTO variants (product_id, slug, price_minor, currency, on_hand, position)
       SELECT id, 'default', 100 * (substr(slug, 6)::int % 3), 'eur', substr(slug, 6)::int % 4, 1 FROM made`,
      [MANY],
    );
  });

  it.each(PRODUCT_SORTS.flatMap((sort) => [{ sort }, { sort, turned: "1" }]))(
    "go through every product once and back again: %j",
    async (order) => {
      const values = readProductValues({ ...order, q: "copy" });
      const forward: string[][] = [];
      let after: string | undefined;
      do {
        const page = await listCatalog(values, { after });
        forward.push(page.rows.map(({ id }) => id));
        expect(page.back !== null).toBe(after !== undefined);
        after = page.next ?? undefined;
      } while (after && forward.length < 10);
      expect(forward.map(({ length }) => length)).toEqual([50, 50, 50, 50, 30]);
      expect(new Set(forward.flat()).size).toBe(MANY);
      let page = await listCatalog(values, { after: (await lastPlace(values)) ?? undefined });
      for (const expected of forward.slice(0, -1).reverse()) {
        page = await listCatalog(values, { before: page.back ?? undefined });
        expect(page.rows.map(({ id }) => id)).toEqual(expected);
      }
      expect(page.back).toBeNull();
    },
  );

  it("stay in place while products are added and taken away before it", async () => {
    const values = readProductValues({ sort: "newest", turned: "1", q: "copy" });
    const first = await listCatalog(values);
    const second = await listCatalog(values, { after: first.next ?? undefined });
    await pool().query("DELETE FROM products WHERE id = ANY ($1::uuid[])", [
      first.rows.slice(10, 20).map(({ id }) => id),
    ]);
    const again = await listCatalog(values, { after: first.next ?? undefined });
    expect(again.rows.map(({ id }) => id)).toEqual(second.rows.map(({ id }) => id));
  });

  it("begin at the first for a place that is none, or of another order", async () => {
    const first = await slugs({ sort: "price" });
    for (const after of ["x", "00000000-0000-0000-0000-000000000000.abc", `${"0".repeat(36)}.1`, "\0"])
      expect(
        (await listCatalog(readProductValues({ sort: "price" }), { after })).rows.map(({ slug }) => slug),
      ).toEqual(first);
  });
});

/** Where the last page begins. */
async function lastPlace(values: ReturnType<typeof readProductValues>): Promise<string | null> {
  let place: string | null = null;
  for (let turn = 0; turn < 10; turn += 1) {
    const { next } = await listCatalog(values, place ? { after: place } : {});
    if (!next) return place;
    place = next;
  }
  throw new Error("the list does not end");
}
