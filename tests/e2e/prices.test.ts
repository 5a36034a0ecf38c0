import { join } from "node:path";
import { freePort } from "../../scripts/ports.ts";
import { sandboxKey, startWebProcess, type WebProcess } from "../support/web-process.ts";
import { demoProducts, importPrices } from "./import-prices.ts";
import { expect, given, query, signIn, test } from "./shop.ts";

const IMPORTS = 5;
const PRODUCTS = 10;

let second: WebProcess;

test.beforeAll(async () => {
  const { dataDir, sandbox } = given;
  const env = {
    SURFACE: "shop",
    STRIPE_PUBLISHABLE_KEY: "pk_test_sandbox",
    STRIPE_CHECKOUT_KEY: await sandboxKey(sandbox, "shop checkout"),
  };
  second = await startWebProcess({ port: await freePort(), dataDir, sandbox, env });
});

test.afterAll(() => second.stop());

test("the first answers of two web processes after an import show the new prices, 100 of 100", async () => {
  test.setTimeout(300_000);
  const handles = demoProducts(PRODUCTS);
  const file = join(given.dataDir, "prices.csv");
  const origins = [given.origin, `http://localhost:${second.port}`];
  const pages = handles.flatMap((handle) =>
    origins.map((origin) => ({ handle, url: `${origin}/products/${handle}` })),
  );
  const wrong: string[] = [];
  let right = 0;
  try {
    for (let round = 0; round < IMPORTS; round += 1) {
      // Each process keeps each page before the prices change, or there would be nothing to forget.
      for (const { url } of pages) await fetch(url).then((answer) => answer.text());
      const prices = new Map(
        handles.map((handle, index) => [handle, `${200 + round * PRODUCTS + index}.37`]),
      );
      // One process is too busy to hear of the import until the command says that it waits for it.
      second.freeze();
      const { status, printed } = await importPrices(file, prices, (text) => {
        if (text.includes("forgotten the old pages: 1 of 2")) second.thaw();
      }).finally(second.thaw);
      for (const { handle, url } of pages) {
        const html = await fetch(url).then((answer) => answer.text());
        if (html.includes(`€${prices.get(handle)}`)) right += 1;
        else wrong.push(`${url} after import ${round + 1}: no €${prices.get(handle)}`);
      }
      expect(wrong).toEqual([]);
      expect(status, printed).toBe(0);
      expect(printed).toContain("2 web processes show the new catalog.");
    }
    expect(right).toBe(100);
  } finally {
    await importPrices(file, new Map(handles.map((handle) => [handle, undefined])));
  }
});

test("shop pages are static: kept, and without a hole", async ({ request }) => {
  for (const path of ["/", "/collections/light", "/products/tumble-mug"]) {
    // A page that changed a moment ago is forgotten a second time; after that it stays.
    await expect
      .poll(async () => (await request.get(path)).headers()["x-nextjs-cache"], { message: path })
      .toBe("HIT");
    const headers = (await request.get(path)).headers();
    expect(headers["x-nextjs-postponed"], path).toBeUndefined();
    expect(headers["set-cookie"], path).toBeUndefined();
  }
});

test("personal pages are never cached", async ({ page }) => {
  await signIn(page);
  for (const path of ["/cart", "/admin/orders", "/admin/emails"]) {
    const answer = await page.goto(path);
    expect(answer?.headers()["cache-control"], path).toMatch(/no-store/);
  }
});

test("nobody sees the admin without signing in", async ({ request }) => {
  const orders = await query<{ id: string }>("SELECT id FROM orders LIMIT 1");
  for (const path of [
    "/admin",
    "/admin/orders",
    `/admin/orders/${orders[0]?.id}`,
    "/admin/products",
    "/admin/emails",
  ]) {
    for (const headers of [
      {},
      { "x-middleware-subrequest": "middleware:middleware:middleware:middleware:middleware" },
      { rsc: "1" },
    ]) {
      const answer = await request.get(path, { headers, maxRedirects: 0 });
      const body = await answer.text();
      expect(body, path).not.toContain("jo@shopper.test");
      expect(body, path).not.toContain("Jo Shopper");
    }
  }
});
