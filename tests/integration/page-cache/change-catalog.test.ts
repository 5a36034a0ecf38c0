import { describe, expect, it } from "vitest";
import { NO_SAFETY } from "../../../domain/catalog/safety.ts";
import { getProduct } from "../../../server/catalog/read/get-product.ts";
import type { ProductDraft } from "../../../server/catalog/write/product-draft.ts";
import { saveProduct } from "../../../server/catalog/write/save-product.ts";
import { type Confirmation, changeCatalog } from "../../../server/page-cache/change-catalog.ts";
import {
  announce,
  CHANGED_MUG,
  connectStuckProcess,
  listen,
  query,
  useCatalog,
} from "../../support/page-cache-fixture.ts";

useCatalog();

const LAMP: ProductDraft = {
  ...NO_SAFETY,
  slug: "admin-lamp",
  title: "Desk lamp",
  description: "",
  vendor: "",
  kind: "",
  tags: [],
  status: "active",
  taxClass: "standard",
  shipsTo: [],
  shipsAlone: false,
  seoTitle: "",
  seoText: "",
  optionNames: [],
  images: [],
  variants: [
    {
      optionValues: [],
      sku: null,
      priceMinor: 6400n,
      compareAtMinor: null,
      currency: "eur",
      onHand: 3,
      isCounted: true,
      grams: 900,
      requiresShipping: true,
      imageSource: null,
    },
  ],
};

const save = (draft: ProductDraft) => changeCatalog((change) => saveProduct(change, draft));

describe("a change of the catalog", () => {
  it("reaches every web process and returns when the slowest has forgotten its pages", async () => {
    let hasForgotten = false;
    const gate = Promise.withResolvers<void>();
    const slow = async () => {
      await gate.promise;
      hasForgotten = true;
    };
    const [first, second] = [await listen(), await listen(slow)];
    const onWait = ({ confirmed }: Confirmation) => {
      if (confirmed === 1) gate.resolve();
    };
    expect(await announce(["clay-mug"], { onWait })).toEqual({ confirmed: 2, unconfirmed: 0 });
    expect(hasForgotten).toBe(true);
    expect([first, second]).toEqual([[CHANGED_MUG], [CHANGED_MUG]]);
  });

  it("does not wait when no web process is running", async () => {
    expect(await announce(["clay-mug"])).toEqual({ confirmed: 0, unconfirmed: 0 });
  });

  it("does not wait for a web process that ends in the meantime", async () => {
    const silent = await connectStuckProcess();
    let isEnded = false;
    const onWait = () => {
      if (!isEnded) silent.end();
      isEnded = true;
    };
    expect(await announce(["clay-mug"], { onWait })).toEqual({ confirmed: 0, unconfirmed: 0 });
    expect(isEnded).toBe(true);
  });

  it("waits for a web process that starts in the meantime", async () => {
    const silent = await connectStuckProcess();
    const seen: number[] = [];
    const onWait = ({ confirmed, unconfirmed }: { confirmed: number; unconfirmed: number }) => {
      seen.push(confirmed + unconfirmed);
      if (seen.length === 1) listen().then(() => silent.end());
    };
    expect(await announce(["clay-mug"], { onWait })).toEqual({ confirmed: 1, unconfirmed: 0 });
    expect(seen[0]).toBe(1);
  });

  it("tells how many web processes did not confirm in time", async () => {
    const stuck = await connectStuckProcess();
    await listen();
    expect(await announce(["clay-mug"], { maxWaitMs: 1_000 })).toEqual({ confirmed: 1, unconfirmed: 1 });
    await stuck.end();
  });

  it("of the collections in the header forgets every page", async () => {
    const heard = await listen();
    const lamp = { ...LAMP, collections: [{ title: "Brand new", position: 0 }] };
    await save(lamp);
    expect(heard.flat()).toContain("*");
    heard.length = 0;
    await save({ ...lamp, title: "Renamed lamp" });
    expect(heard.flat()).toContain("/products/admin-lamp");
    expect(heard.flat()).not.toContain("*");
    await save({ ...lamp, status: "archived" });
    expect(heard.flat()).toContain("*");
    await query("DELETE FROM products WHERE slug = 'admin-lamp'");
    await query("DELETE FROM collections WHERE slug = 'brand-new'");
  });

  it("that needs more than one message arrives whole", async () => {
    const heard = await listen();
    await query(
      `INSERT INTO products (slug, title) SELECT 'many-' || repeat('x', 80) || n, 'Many' FROM generate_series(1, 300) n`,
    );
    const { rows } = await query("SELECT slug FROM products WHERE slug LIKE 'many%' ORDER BY slug");
    await announce(rows.map(({ slug }) => slug));
    await query("DELETE FROM products WHERE slug LIKE 'many%'");
    expect(new Set(heard.flat())).toEqual(
      new Set(["/collections/all", "/home/shop", "/sitemap", ...rows.map(({ slug }) => `/products/${slug}`)]),
    );
  });

  it("of a price is visible to the web process when it forgets the page, before the save returns", async () => {
    const seen: (bigint | undefined)[] = [];
    const priceNow = async () => (await getProduct("admin-lamp"))?.variants[0]?.price.amountMinor;
    await listen(async () => void seen.push(await priceNow()));
    for (const priceMinor of [1300n, 1400n, 1200n]) {
      const draft = { ...LAMP, variants: LAMP.variants.map((variant) => ({ ...variant, priceMinor })) };
      const { result, pages } = await save(draft);
      expect(pages).toEqual({ confirmed: 1, unconfirmed: 0 });
      expect(seen.at(-1)).toBe(priceMinor);
      const before = seen.length;
      expect((await save(draft)).result.outcome).toBe("unchanged");
      expect(seen.length).toBe(before);
      expect(result.outcome).not.toBe("unchanged");
    }
    const impossible = { ...LAMP, variants: LAMP.variants.map((one) => ({ ...one, priceMinor: -1n })) };
    const before = seen.length;
    await expect(save(impossible)).rejects.toThrow(/below zero/);
    await announce([]);
    expect(seen.length).toBe(before);
    await query("DELETE FROM products WHERE slug = 'admin-lamp'");
  });
});
