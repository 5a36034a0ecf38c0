import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, get } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import pg from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished, vi } from "vitest";
import { importProducts } from "../../../server/catalog/import/import-products.ts";
import { getProduct } from "../../../server/catalog/read/get-product.ts";
import type { ProductDraft } from "../../../server/catalog/write/product-draft.ts";
import { saveProduct } from "../../../server/catalog/write/save-product.ts";
import { announceAvailability, pathsOfProducts } from "../../../server/page-cache/announce-changes.ts";
import {
  type Confirmation,
  changeCatalog,
  type WaitOptions,
} from "../../../server/page-cache/change-catalog.ts";
import { isRevalidationSecret, startRevalidation } from "../../../server/page-cache/invalidate-pages.ts";
import { listenForChanges } from "../../../server/page-cache/listen-for-changes.ts";
import { closeDb, db, transaction } from "../../../server/platform/db.ts";
import { useDatabase, useEnvironment } from "../../support/database.ts";

let url: string;
let admin: pg.Client;
const stops: (() => Promise<void>)[] = [];

beforeAll(async () => {
  url = await useDatabase();
  useEnvironment();
  await importProducts("tests/fixtures/catalog/shop.csv", { currency: "eur" });
  admin = new pg.Client(url);
  await admin.connect();
});
afterAll(async () => {
  await admin.end();
  await closeDb();
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

const LAMP: ProductDraft = {
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
      isCounted: true,
      grams: 900,
      requiresShipping: true,
      imageSource: null,
    },
  ],
};

/** A web process: the pages it was told to forget, in order. */
async function listen(forget: (paths: string[]) => Promise<void> = async () => {}) {
  const heard: string[][] = [];
  stops.push(
    await listenForChanges(async (paths) => {
      heard.push(paths);
      await forget(paths);
    }),
  );
  return heard;
}

/** A connection that PostgreSQL takes for a web process and that never answers. */
async function connectStuckProcess() {
  const stuck = new pg.Client({ connectionString: url, application_name: "latchkey web" });
  await stuck.connect();
  return stuck;
}

/** Announces the pages of products, as every write to them does, and waits. */
async function announce(slugs: string[], options?: WaitOptions) {
  const { rows } = await admin.query<{ id: string }>("SELECT id FROM products WHERE slug = ANY($1)", [slugs]);
  const ids = rows.map(({ id }) => id);
  const write = async (change: Parameters<Parameters<typeof changeCatalog>[0]>[0]) =>
    transaction(async (tx) => change.announce(tx, await pathsOfProducts(tx, ids)));
  return (await changeCatalog(write, options)).pages;
}

const save = (draft: ProductDraft) => changeCatalog((change) => saveProduct(change, draft));

const variantOf = async (slug: string) => {
  const variant = (await getProduct("clay-mug"))?.variants.find((one) => one.slug === slug);
  if (!variant) throw new Error("no variant");
  return variant;
};

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
    expect([first, second]).toEqual([[MUG], [MUG]]);
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
    await admin.query("DELETE FROM products WHERE slug = 'admin-lamp'");
    await admin.query("DELETE FROM collections WHERE slug = 'brand-new'");
  });

  it("that needs more than one message arrives whole", async () => {
    const heard = await listen();
    await admin.query(
      `INSERT INTO products (slug, title) SELECT 'many-' || repeat('x', 80) || n, 'Many' FROM generate_series(1, 300) n`,
    );
    const { rows } = await admin.query("SELECT slug FROM products WHERE slug LIKE 'many%' ORDER BY slug");
    await announce(rows.map(({ slug }) => slug));
    await admin.query("DELETE FROM products WHERE slug LIKE 'many%'");
    expect(new Set(heard.flat())).toEqual(
      new Set(["/collections/all", "/home/shop", ...rows.map(({ slug }) => `/products/${slug}`)]),
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
    await admin.query("DELETE FROM products WHERE slug = 'admin-lamp'");
  });

  it("of stock is announced only when it makes or ends a sale", async () => {
    const { id: variantId } = await variantOf("blue-small");
    const heard = await listen();
    await announceAvailability([{ variantId, availableBefore: 4, availableAfter: 1 }], db());
    await announceAvailability([{ variantId, availableBefore: 0, availableAfter: 0 }], db());
    await announceAvailability([], db());
    await announceAvailability([{ variantId, availableBefore: 1, availableAfter: 0 }], db());
    await vi.waitFor(() => expect(heard).toEqual([MUG]));
    await announceAvailability([{ variantId, availableBefore: 0, availableAfter: 2 }], db());
    await vi.waitFor(() => expect(heard).toEqual([MUG, MUG]));
  });

  it("of stock goes out with the transaction, or not at all", async () => {
    const { id: variantId } = await variantOf("blue-small");
    const heard = await listen();
    const change = [{ variantId, availableBefore: 1, availableAfter: 0 }];
    await expect(
      transaction(async (tx) => {
        await announceAvailability(change, tx);
        throw new Error("rolled back");
      }),
    ).rejects.toThrow("rolled back");
    await transaction((tx) => announceAvailability(change, tx));
    await announce(["oak-lamp"]);
    expect(heard.flat().filter((path) => path === "/products/clay-mug")).toHaveLength(1);
  });
});

describe("an import", () => {
  const header = "Handle,Title,Option1 Name,Option1 Value,Variant Price,Collection\n";

  function makeFile() {
    const folder = mkdtempSync(join(tmpdir(), "latchkey-announce-"));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    return join(folder, "file.csv");
  }

  it("names the pages that were and that are, and returns when they are forgotten", async () => {
    const file = makeFile();
    const heard = await listen();
    const told = async (rows: string) => {
      writeFileSync(file, header + rows);
      heard.length = 0;
      await importProducts(file, { currency: "eur", allowsRemovals: true });
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

  it("tells while it waits how many web processes have confirmed, and a dry run waits for none", async () => {
    const file = makeFile();
    writeFileSync(file, `${header}vase,Vase,Size,Small,11,New\n`);
    await listen();
    const gate = Promise.withResolvers<void>();
    await listen(() => gate.promise);
    const seen: Confirmation[] = [];
    const onWait = (pages: Confirmation) => {
      seen.push(pages);
      if (pages.confirmed === 1) gate.resolve();
    };
    const options = { currency: "eur", allowsRemovals: true, onWait };
    expect(await importProducts(file, { ...options, isDryRun: true })).toMatchObject({
      updated: 1,
      pages: { confirmed: 0, unconfirmed: 0 },
    });
    expect(seen).toEqual([]);
    expect((await importProducts(file, options)).pages).toEqual({ confirmed: 2, unconfirmed: 0 });
    expect(seen.at(0)).toEqual({ confirmed: 0, unconfirmed: 2 });
    expect(seen.at(-1)).toEqual({ confirmed: 2, unconfirmed: 0 });
  });
});

describe("a listener", () => {
  const LISTENERS =
    "FROM pg_stat_activity WHERE application_name = 'latchkey web' AND datname = current_database()";

  it("that lost its connection forgets everything before it confirms a change", async () => {
    let isForgetting = false;
    const gate = Promise.withResolvers<void>();
    const heard = await listen(async ([path]) => {
      isForgetting = path === "*";
      if (isForgetting) await gate.promise;
      isForgetting = false;
    });
    await admin.query(`SELECT pg_terminate_backend(pid) ${LISTENERS}`);
    await vi.waitFor(() => expect(isForgetting).toBe(true), { timeout: 5_000, interval: 10 });
    const asked: Confirmation[] = [];
    const onWait = (pages: Confirmation) => {
      if (asked.push(pages) === 3) gate.resolve();
    };
    expect(await announce(["clay-mug"], { onWait })).toEqual({ confirmed: 1, unconfirmed: 0 });
    expect(asked.slice(0, 3)).toEqual(Array(3).fill({ confirmed: 0, unconfirmed: 1 }));
    expect(heard).toEqual([["*"], MUG]);
    expect((await admin.query(`SELECT 1 ${LISTENERS}`)).rows).toHaveLength(1);
  });

  it("that could not forget confirms nothing and starts over", async () => {
    let isBroken = true;
    const heard = await listen(async () => {
      if (isBroken) throw new Error("the page route is not there");
    });
    const options = { maxWaitMs: 500 };
    expect(await announce(["clay-mug"], options)).toEqual({ confirmed: 0, unconfirmed: 1 });
    isBroken = false;
    expect(await announce(["oak-lamp"])).toEqual({ confirmed: 1, unconfirmed: 0 });
    expect(heard[0]).toEqual(MUG);
    expect(heard.slice(1).flat()).toEqual(expect.arrayContaining([...MUG, "/products/oak-lamp"]));
  });

  it("whose connection breaks while a change waits is waited for", async () => {
    let isBroken = true;
    const heard = await listen(async () => {
      if (isBroken) throw new Error("the page route is not there");
    });
    const onWait = async () => {
      if (!isBroken) return;
      isBroken = false;
      await admin.query(`SELECT pg_terminate_backend(pid) ${LISTENERS}`);
    };
    const pages = await announce(["clay-mug"], { onWait: () => void onWait() });
    expect(pages).toEqual({ confirmed: 1, unconfirmed: 0 });
    expect(heard.at(-1)).toEqual(["*"]);
  });

  it("ignores a message that it cannot read", async () => {
    const heard = await listen();
    await admin.query("SELECT pg_notify('latchkey_catalog', 'nonsense'), pg_notify('latchkey_catalog', '')");
    await announce(["clay-mug"]);
    expect(heard).toEqual([MUG]);
  });
});

describe("a web process", () => {
  /** The requests to itself that it got, and the answer it holds back for a page. */
  async function openWebProcess({ isFirstRefused = false } = {}) {
    const requests: unknown[] = [];
    let finishPage = () => {};
    let tellAsked = () => {};
    const asked = new Promise<void>((done) => {
      tellAsked = done;
    });
    const web = createServer(async (request, response) => {
      if (request.method === "GET") {
        finishPage = () => {
          requests.push("page");
          response.end();
        };
        return tellAsked();
      }
      const isSecret = isRevalidationSecret(String(request.headers["x-latchkey-revalidation"]));
      requests.push([request.method, request.url, isSecret, JSON.parse(await text(request))]);
      response.writeHead(isFirstRefused && requests.length === 1 ? 500 : 204).end();
    });
    await new Promise<void>((done) => web.listen(0, "127.0.0.1", done));
    const { port } = web.address() as AddressInfo;
    stops.push(await startRevalidation(port), async () => {
      web.close();
      web.closeAllConnections();
    });
    return { requests, port, asked, finishPage: () => finishPage() };
  }
  const SENT = ["POST", "/internal/revalidate", true, { paths: MUG }];

  it("sends itself the pages with its secret, again when that fails", async () => {
    const { requests } = await openWebProcess({ isFirstRefused: true });
    expect(await announce(["clay-mug"])).toEqual({ confirmed: 1, unconfirmed: 0 });
    expect(requests).toEqual([SENT, SENT]);
  });

  it("confirms only when pages that were being rendered are finished and forgotten too", async () => {
    const web = await openWebProcess();
    const page = new Promise((done) => get(`http://127.0.0.1:${web.port}/products/clay-mug`, done));
    let looks = 0;
    const onWait = () => {
      // Three looks after the first request to itself, none of them confirmed: the page was begun before it.
      if (web.requests.length !== 1) return;
      looks += 1;
      if (looks === 3) web.finishPage();
    };
    await web.asked;
    expect(await announce(["clay-mug"], { onWait })).toEqual({ confirmed: 1, unconfirmed: 0 });
    await page;
    expect(web.requests).toEqual([SENT, "page", SENT]);
  });
});
