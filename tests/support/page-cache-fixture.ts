import pg from "pg";
import { afterAll, afterEach, beforeAll } from "vitest";
import { importProducts } from "../../server/catalog/import/import-products.ts";
import { pathsOfProducts } from "../../server/page-cache/announce-changes.ts";
import { changeCatalog, type WaitOptions } from "../../server/page-cache/change-catalog.ts";
import { listenForChanges } from "../../server/page-cache/listen-for-changes.ts";
import { closeDb, transaction } from "../../server/platform/db.ts";
import { useDatabase, useEnvironment } from "./database.ts";

let url: string;
let admin: pg.Client;
const stops: (() => Promise<void>)[] = [];

/** The test catalog in a database of its own, and web processes that each test starts and that end with it. */
export function useCatalog(): void {
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
  afterEach(async () => {
    for (const stop of stops.splice(0)) await stop();
  });
}

export const query = <Row extends pg.QueryResultRow>(text: string, values: unknown[] = []) =>
  admin.query<Row>(text, values);

export const stopAfterTest = (...more: (() => Promise<void>)[]) => stops.push(...more);

/** The pages of one product. */
export const MUG = [
  "/collections/all",
  "/home/shop",
  "/collections/gifts",
  "/collections/on-the-table",
  "/products/clay-mug",
  "/products/clay-mug/blue-large",
  "/products/clay-mug/blue-small",
  "/products/clay-mug/red-small",
];

/** What a change of that product in the catalog announces: the sitemap as well. A sale does not. */
export const CHANGED_MUG = [...MUG, "/sitemap"];

/** A web process: the pages it was told to forget, in order. */
export async function listen(forget: (paths: string[]) => Promise<void> = async () => {}) {
  const heard: string[][] = [];
  stopAfterTest(
    await listenForChanges(async (paths) => {
      heard.push(paths);
      await forget(paths);
    }),
  );
  return heard;
}

/** A connection that PostgreSQL takes for a web process and that never answers. */
export async function connectStuckProcess() {
  const stuck = new pg.Client({ connectionString: url, application_name: "latchkey web" });
  await stuck.connect();
  return stuck;
}

/** Announces the pages of products, as every write to them does, and waits. */
export async function announce(slugs: string[], options?: WaitOptions) {
  const { rows } = await query<{ id: string }>("SELECT id FROM products WHERE slug = ANY($1)", [slugs]);
  const ids = rows.map(({ id }) => id);
  const write = async (change: Parameters<Parameters<typeof changeCatalog>[0]>[0]) =>
    transaction(async (tx) => change.announce(tx, await pathsOfProducts(tx, ids)));
  return (await changeCatalog(write, options)).pages;
}
