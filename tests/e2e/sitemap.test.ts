import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { importFile } from "./import-prices.ts";
import { expect, given, test } from "./shop.ts";

test("W2: the sitemap is an index of parts, and a kept part has what an import adds at once", async ({
  request,
}) => {
  test.setTimeout(120_000);
  const read = async (path: string) => (await request.get(given.origin + path)).text();
  const index = await read("/sitemap.xml");
  const parts = Array.from(
    index.matchAll(/<loc>([^<]*)<\/loc>/g),
    ([, address = ""]) => new URL(address).pathname,
  );
  expect(parts).toEqual(["/sitemap/pages.xml", "/sitemap/products-1.xml"]);
  expect(await read("/sitemap/pages.xml")).toContain(`<loc>${given.origin}/collections/all</loc>`);
  const mug = `<loc>${given.origin}/products/kept-mug</loc>`;
  expect(await read("/sitemap/products-1.xml")).toContain(`<loc>${given.origin}/products/hand-bell</loc>`);
  expect(await read("/sitemap/products-1.xml")).not.toContain(mug);
  expect((await request.get(`${given.origin}/sitemap/products-1.xml`)).headers()["x-nextjs-cache"]).toBe(
    "HIT",
  );
  const file = join(given.dataDir, "kept-mug.csv");
  writeFileSync(file, "Handle,Title,Variant Price\nkept-mug,Kept mug,9.00\n");
  const { status, printed } = await importFile(file);
  expect(status, printed).toBe(0);
  expect(await read("/sitemap/products-1.xml")).toContain(mug);
  for (const path of [
    "/sitemap/products-2.xml",
    "/sitemap/products-0.xml",
    "/sitemap/x",
    "/sitemap/products-01.xml",
  ])
    expect([path, (await request.get(given.origin + path)).status()]).toEqual([path, 404]);
});
