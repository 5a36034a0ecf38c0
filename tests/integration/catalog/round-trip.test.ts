import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { plainText } from "../../../domain/exports/csv.ts";
import { catalogFile } from "../../../server/catalog/export/catalog-file.ts";
import { type ImportOptions, importProducts } from "../../../server/catalog/import/import-products.ts";
import { closeDb, db, pool } from "../../../server/platform/db.ts";
import { answerCsv } from "../../../server/platform/requests/answer-csv.ts";
import { useDatabase, useEnvironment } from "../../support/database.ts";

const dir = mkdtempSync(join(tmpdir(), "latchkey-round-"));
const CATALOGS = ["prisma/demo/catalog.csv", ...["shop", "woocommerce", "other-scripts"].map(fixture)];

function fixture(name: string): string {
  return `tests/fixtures/catalog/${name}.csv`;
}

beforeAll(async () => {
  await useDatabase();
  useEnvironment({ MEDIA_DIR: join(dir, "media") });
});
afterAll(async () => {
  await closeDb();
  rmSync(dir, { recursive: true });
});
beforeEach(() => pool().query("TRUNCATE products, collections CASCADE"));

/** Exports to a file. @returns its path */
async function exportTo(name: "products" | "stock"): Promise<string> {
  const path = join(dir, `${name}.csv`);
  writeFileSync(path, Buffer.from(await answerCsv(catalogFile(name)).arrayBuffer()));
  return path;
}

const importFile = (path: string, options: Partial<ImportOptions> = {}) =>
  importProducts(path, { currency: "eur", ...options });

async function catalog(): Promise<string> {
  const products = await db().product.findMany({
    orderBy: { handle: "asc" },
    include: {
      variants: { orderBy: { position: "asc" } },
      images: { orderBy: { position: "asc" } },
      collections: { orderBy: { collectionId: "asc" } },
    },
  });
  return JSON.stringify(products, (_, value) => (typeof value === "bigint" ? String(value) : value));
}

it.each(CATALOGS)("R-F5 imported as it was exported, %s changes nothing", async (path) => {
  const { created } = await importFile(path);
  expect(created).toBeGreaterThan(2);
  const before = await catalog();
  for (const name of ["products", "stock"] as const) {
    const report = await importFile(await exportTo(name), { stock: "set", allowsRemovals: true });
    expect(report).toMatchObject({ created: 0, updated: 0, refused: 0, unchanged: created, removals: [] });
  }
  expect(await catalog()).toBe(before);
});

it("an export fills an empty shop with the same products in the same order", async () => {
  await importFile(fixture("shop"));
  const path = await exportTo("products");
  const exported = await db().product.findMany({ orderBy: { createdAt: "desc" }, select: { handle: true } });
  await pool().query("TRUNCATE products, collections CASCADE");
  expect(await importFile(path)).toMatchObject({ refused: 0, created: exported.length });
  expect(await db().product.findMany({ orderBy: { createdAt: "desc" }, select: { handle: true } })).toEqual(
    exported,
  );
});

it("texts that begin formulas are exported so that none is calculated, and come back as they were", async () => {
  await importFile(fixture("shop"));
  const product = await db().product.findFirstOrThrow({
    where: { variants: { some: {} } },
    include: { variants: true },
  });
  await db().product.update({
    where: { id: product.id },
    data: {
      title: "=1+1",
      description: "- one\n- two; =three\n\n'+four\r\n  @five\n",
      vendor: "+49 30",
      kind: "'@home",
      tags: ["-a", "=b"],
    },
  });
  await db().variant.update({
    where: { id: product.variants[0]?.id ?? "" },
    data: { sku: "'=A1", barcode: "-77" },
  });
  // The words of the search are made again at the first save.
  await importFile(await exportTo("products"), { stock: "set" });
  const before = await catalog();
  const path = await exportTo("products");
  const cells: string[] = parse(readFileSync(path), { bom: true }).flat();
  expect(cells.filter((cell) => plainText(cell) !== cell)).toEqual([]);
  const report = await importFile(path, { stock: "set", allowsRemovals: true });
  expect(report).toMatchObject({ created: 0, updated: 0, refused: 0 });
  expect(await catalog()).toBe(before);
  expect(await db().product.findUniqueOrThrow({ where: { id: product.id } })).toMatchObject({
    title: "=1+1",
    description: "- one\n- two; =three\n\n'+four\r\n  @five\n",
    vendor: "+49 30",
    kind: "'@home",
  });
});

it("products keep their places in several collections, which stand in no order of the products", async () => {
  await importFile(fixture("shop"));
  const products = await db().product.findMany({ select: { id: true }, orderBy: { id: "asc" } });
  for (const [title, direction] of [
    ["Up", 1],
    ["Down", -1],
  ] as const) {
    const { id } = await db().collection.create({ data: { slug: title.toLowerCase(), title } });
    await db().collectionProduct.createMany({
      data: products.map((product, at) => ({
        collectionId: id,
        productId: product.id,
        position: direction === 1 ? at : products.length - at,
      })),
    });
  }
  const before = await catalog();
  const report = await importFile(await exportTo("products"), { allowsRemovals: true });
  expect(report).toMatchObject({ created: 0, updated: 0, refused: 0 });
  expect(await catalog()).toBe(before);
});

it("a picture of a file that the product has stays; one that it has not is refused", async () => {
  await importFile(fixture("shop"));
  const image = await db().productImage.findFirstOrThrow({ include: { product: true } });
  await db().productImage.update({ where: { id: image.id }, data: { source: "own.jpg" } });
  expect(await importFile(await exportTo("products"))).toMatchObject({ updated: 0, refused: 0 });
  const { handle } = image.product;
  const path = join(dir, "other.csv");
  writeFileSync(path, `Handle,Image Src\n${handle},other.jpg\n`);
  const { refusals } = await importFile(path, { allowsRemovals: true });
  expect(refusals).toMatchObject([
    { handle, reason: expect.stringContaining('no file for the picture "other.jpg"') },
  ]);
});
