import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import { groupRows } from "../../server/catalog/import/group-rows.ts";
import { type MappedProduct, mapProduct } from "../../server/catalog/import/map-product.ts";

export const folder = mkdtempSync(join(tmpdir(), "latchkey-csv-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** A file with this content, gone after the test file. @returns its path */
export function fileOf(content: string | Buffer): string {
  const path = join(folder, "file.csv");
  writeFileSync(path, content);
  return path;
}

/** Every product of a file by its slug, as it would be imported. */
export async function readCatalog(path: string): Promise<Map<string, MappedProduct>> {
  const places = new Map<string, number>();
  const placeIn = (name: string) => places.set(name, (places.get(name) ?? 0) + 1).get(name) ?? 0;
  const found = new Map<string, MappedProduct>();
  for await (const product of groupRows(path)) {
    if (found.has(product.handle)) throw new Error(`${product.handle} came in two parts`);
    found.set(product.handle, mapProduct(product, { currency: "eur", placeIn }));
  }
  return found;
}

/** The products that can be imported, and the faults of the others. */
export async function readText(content: string | Buffer) {
  const found = await readCatalog(fileOf(content));
  const good = [...found].filter(([, { change }]) => change).map(([slug]) => slug);
  const faults = [...found.values()].flatMap((product) => product.faults);
  return { good, faults };
}

/** One product of a file. */
export const productOf = async (slug: string, text: string) => {
  const product = (await readCatalog(fileOf(text))).get(slug);
  if (!product) throw new Error(`no ${slug}`);
  return product;
};
