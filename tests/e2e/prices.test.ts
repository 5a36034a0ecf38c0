import { execFileSync } from "node:child_process";
import { expect, given, query, signIn, test } from "./shop.ts";

test("the first answer after a price change shows the new price, 100 times of 100", async () => {
  test.setTimeout(120_000);
  const output = execFileSync(
    process.execPath,
    [
      "node_modules/tsx/dist/cli.mjs",
      "--tsconfig",
      "tsconfig.scripts.json",
      "tests/support/change-prices.ts",
      given.origin,
      "100",
    ],
    { env: { ...process.env, DATA_DIR: given.dataDir }, encoding: "utf8" },
  );
  expect(output.trim()).toBe("100 right of 100");
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
