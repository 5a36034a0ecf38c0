import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import pg from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished, vi } from "vitest";
import { useDatabase, useEnvironment } from "../../support/database.ts";

let url: string;
let server: typeof import("../../../server/page-cache/announce-changes.ts") &
  typeof import("../../../server/page-cache/announce-availability.ts") &
  typeof import("../../../server/page-cache/listen-for-changes.ts") &
  typeof import("../../../server/catalog/import/import-products.ts") &
  typeof import("../../../server/catalog/write/set-price.ts") &
  typeof import("../../../server/catalog/write/save-product.ts") &
  typeof import("../../../server/catalog/read/get-product.ts");
let db: typeof import("../../../server/platform/db.ts");
let admin: pg.Client;
const stops: (() => Promise<void>)[] = [];

beforeAll(async () => {
  url = await useDatabase();
  useEnvironment();
  const modules = await Promise.all([
    import("../../../server/page-cache/announce-changes.ts"),
    import("../../../server/page-cache/announce-availability.ts"),
    import("../../../server/page-cache/listen-for-changes.ts"),
    import("../../../server/catalog/import/import-products.ts"),
    import("../../../server/catalog/write/set-price.ts"),
    import("../../../server/catalog/write/save-product.ts"),
    import("../../../server/catalog/read/get-product.ts"),
  ]);
  server = Object.assign({}, ...modules);
  db = await import("../../../server/platform/db.ts");
  await server.importProducts("tests/fixtures/catalog/shop.csv", { currency: "eur" });
  admin = new pg.Client(url);
  await admin.connect();
});
afterAll(async () => {
  await admin.end();
  await db.closeDb();
});
beforeEach(() => async () => {
  for (const stop of stops.splice(0)) await stop();
});

const MUG = [
  "/collections/all",
  "/home/shop",
  "/collections/gifts",
  "/collections/on-the-table",
  "/products/clay-mug",
  "/products/clay-mug/blue-large",
  "/products/clay-mug/blue-small",
  "/products/clay-mug/red-small",
];

const LAMP: Parameters<typeof server.saveProduct>[0] = {
  slug: "admin-lamp",
  title: "Desk lamp",
  description: "",
  vendor: "",
  kind: "",
  tags: [],
  status: "active",
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
      grams: 900,
      requiresShipping: true,
      imageSource: null,
    },
  ],
};

/** A web process: what it was told to forget, in order. */
async function listen(onPaths: (paths: string[]) => Promise<void> = async () => {}, secondLookMs = 60_000) {
  const heard: string[][] = [];
  const act = async (paths: string[]) => {
    heard.push(paths);
    await onPaths(paths);
  };
  stops.push(await server.listenForCatalogChanges(act, { secondLookMs }));
  return heard;
}

const variantOf = async (slug: string) => {
  const variant = (await server.getProduct("clay-mug"))?.variants.find((one) => one.slug === slug);
  if (!variant) throw new Error("no variant");
  return variant;
};

describe("a change of the catalog", () => {
  it("reaches every web process, and waiting ends when all of them are done", async () => {
    const slow = vi.fn(() => new Promise<void>((done) => setTimeout(done, 300)));
    const [first, second] = [await listen(), await listen(slow)];
    const startedAt = Date.now();
    expect(await server.announceCatalogChange(["clay-mug"], { wait: true })).toBe(true);
    expect(Date.now() - startedAt).toBeGreaterThanOrEqual(290);
    expect([first, second]).toEqual([[MUG], [MUG]]);
  });

  it("waits for nobody when nobody is there", async () => {
    const startedAt = Date.now();
    expect(await server.announceCatalogChange(["clay-mug"], { wait: true })).toBe(true);
    expect(Date.now() - startedAt).toBeLessThan(2_000);
  });

  it("does not wait for one that left, and 5 seconds at most for one that does not answer", async () => {
    const silent = new pg.Client({ connectionString: url, application_name: "latchkey web" });
    await silent.connect();
    setTimeout(() => void silent.end(), 400);
    expect(await server.announceCatalogChange(["clay-mug"], { wait: true })).toBe(true);
    const stuck = new pg.Client({ connectionString: url, application_name: "latchkey web" });
    await stuck.connect();
    const startedAt = Date.now();
    expect(await server.announceCatalogChange(["clay-mug"], { wait: true })).toBe(false);
    expect(Date.now() - startedAt).toBeLessThan(6_500);
    await stuck.end();
  });

  it("is looked at a second time, for a page that was being made at that moment", async () => {
    const heard = await listen(undefined, 150);
    await server.announceCatalogChange(["clay-mug"], { wait: true });
    expect(heard).toEqual([MUG]);
    await vi.waitFor(() => expect(heard).toEqual([MUG, MUG]));
  });

  it("that changes the collections in the header forgets every page", async () => {
    const heard = await listen();
    const lamp = { ...LAMP, collections: [{ title: "Brand new", position: 0 }] };
    await server.saveProduct(lamp);
    await vi.waitFor(() => expect(heard.flat()).toContain("*"));
    heard.length = 0;
    await server.saveProduct({ ...lamp, title: "Renamed lamp" });
    await vi.waitFor(() => expect(heard.flat()).toContain("/products/admin-lamp"));
    expect(heard.flat()).not.toContain("*");
    await server.saveProduct({ ...lamp, status: "archived" });
    await vi.waitFor(() => expect(heard.flat()).toContain("*"));
    await admin.query("DELETE FROM products WHERE slug = 'admin-lamp'");
    await admin.query("DELETE FROM collections WHERE slug = 'brand-new'");
  });

  it("is named by id or slug, and more than one message holds arrive whole", async () => {
    const { id } = (await server.getProduct("clay-mug")) ?? {};
    const heard = await listen();
    await server.announceCatalogChange([id ?? ""], { wait: true });
    expect(heard).toEqual([MUG]);
    await admin.query(
      `INSERT INTO products (slug, title) SELECT 'many-' || repeat('x', 80) || n, 'Many' FROM generate_series(1, 300) n`,
    );
    const { rows } = await admin.query("SELECT slug FROM products WHERE slug LIKE 'many%' ORDER BY slug");
    await server.announceCatalogChange(
      rows.map(({ slug }) => slug),
      { wait: true },
    );
    await admin.query("DELETE FROM products WHERE slug LIKE 'many%'");
    const told = new Set(heard.slice(1).flat());
    expect(told).toEqual(
      new Set(["/collections/all", "/home/shop", ...rows.map(({ slug }) => `/products/${slug}`)]),
    );
  });

  it("is announced with the price, before setPrice returns", async () => {
    const { id } = await variantOf("blue-small");
    const seen: (bigint | undefined)[] = [];
    const heard = await listen(async () => void seen.push((await variantOf("blue-small")).price.amountMinor));
    for (const price of [1300n, 1400n, 1200n]) {
      expect(await server.setPrice(id, price)).toBe(true);
      expect(seen.at(-1)).toBe(price);
    }
    expect(heard).toEqual([MUG, MUG, MUG]);
    await expect(server.setPrice(id, -1n)).rejects.toThrow(/below zero/);
    await expect(server.setPrice("01890000-0000-7000-8000-000000000000", 1n)).rejects.toThrow(
      /no such variant/,
    );
    expect(heard.length).toBe(3);
  });

  it("of stock is announced only when it makes or ends a sale", async () => {
    const { id: variantId } = await variantOf("blue-small");
    const heard = await listen();
    await server.announceAvailability([{ variantId, availableBefore: 4, availableAfter: 1 }]);
    await server.announceAvailability([{ variantId, availableBefore: 0, availableAfter: 0 }]);
    await server.announceAvailability([]);
    await server.announceAvailability([{ variantId, availableBefore: 1, availableAfter: 0 }]);
    await vi.waitFor(() => expect(heard).toEqual([MUG]));
    await server.announceAvailability([{ variantId, availableBefore: 0, availableAfter: 2 }]);
    await vi.waitFor(() => expect(heard).toEqual([MUG, MUG]));
  });

  it("of stock goes out with the transaction, or not at all", async () => {
    const { id: variantId } = await variantOf("blue-small");
    const heard = await listen();
    const change = [{ variantId, availableBefore: 1, availableAfter: 0 }];
    await expect(
      db.transaction(async (sql) => {
        await server.announceAvailability(change, sql);
        throw new Error("rolled back");
      }),
    ).rejects.toThrow("rolled back");
    await db.transaction((sql) => server.announceAvailability(change, sql));
    await server.announceCatalogChange(["oak-lamp"], { wait: true });
    expect(heard.flat().filter((path) => path === "/products/clay-mug")).toHaveLength(1);
  });

  it("of an import names the pages that were and that are", async () => {
    const { writeFileSync, mkdtempSync, rmSync } = await import("node:fs");
    const folder = mkdtempSync(join(tmpdir(), "latchkey-announce-"));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const file = join(folder, "file.csv");
    const heard = await listen();
    const header = "Handle,Title,Option1 Name,Option1 Value,Variant Price,Collection\n";
    const told = async (rows: string) => {
      writeFileSync(file, header + rows);
      heard.length = 0;
      await server.importProducts(file, { currency: "eur" });
      await server.announceCatalogChange(["oak-lamp"], { wait: true });
      return heard
        .flat()
        .filter((path) => /vase|old|new/.test(path))
        .toSorted();
    };
    await told("vase,Vase,Size,Tall,10,Old\n");
    expect(await told("vase,Vase,Size,Small,10,New\n")).toEqual([
      "/collections/new",
      "/collections/old",
      "/products/vase",
      "/products/vase/small",
      "/products/vase/tall",
    ]);
    expect(await told("vase,Vase,Size,Small,10,New\n")).toEqual([]);
  });
});

describe("a listener", () => {
  it("that lost its connection forgets everything and goes on", async () => {
    const heard = await listen();
    await admin.query(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'latchkey web' AND datname = current_database()",
    );
    await vi.waitFor(() => expect(heard).toEqual([["*"]]), { timeout: 5_000 });
    await vi.waitFor(async () => {
      const { rows } = await admin.query(
        "SELECT 1 FROM pg_stat_activity WHERE application_name = 'latchkey web' AND datname = current_database()",
      );
      expect(rows).toHaveLength(1);
    });
    expect(await server.announceCatalogChange(["clay-mug"], { wait: true })).toBe(true);
    expect(heard).toEqual([["*"], MUG]);
  });

  it("that could not forget acknowledges nothing and starts over", async () => {
    let isBroken = true;
    const heard = await listen(async () => {
      if (isBroken) throw new Error("the page route is not there");
    });
    setTimeout(() => {
      isBroken = false;
    }, 500);
    expect(await server.announceCatalogChange(["clay-mug"], { wait: true })).toBe(true);
    await vi.waitFor(() => expect(heard.at(-1)).toEqual(["*"]), { timeout: 5_000 });
  });

  it("gets over a message that is none", async () => {
    const heard = await listen();
    await admin.query("SELECT pg_notify('latchkey_catalog', 'nonsense'), pg_notify('latchkey_catalog', '')");
    await server.announceCatalogChange(["clay-mug"], { wait: true });
    expect(heard).toEqual([MUG]);
  });
});

describe("a web process", () => {
  it("sends itself the pages with its secret, again when that fails", async () => {
    const { startRevalidation } = await import("../../../server/page-cache/invalidate-pages.ts");
    const { isRevalidationSecret } = await import("../../../server/page-cache/invalidate-pages.ts");
    const requests: unknown[] = [];
    const self = createServer(async (request, response) => {
      const isSecret = isRevalidationSecret(String(request.headers["x-latchkey-revalidation"]));
      requests.push([request.method, request.url, isSecret, JSON.parse(await text(request))]);
      response.writeHead(requests.length === 1 ? 500 : 204).end();
    });
    await new Promise<void>((done) => self.listen(0, "127.0.0.1", done));
    stops.push(await startRevalidation((self.address() as AddressInfo).port));
    expect(await server.announceCatalogChange(["clay-mug"], { wait: true })).toBe(true);
    const sent = ["POST", "/internal/revalidate", true, { paths: MUG }];
    expect(requests).toEqual([sent, sent]);
    self.close();
    self.closeAllConnections();
  });
});
