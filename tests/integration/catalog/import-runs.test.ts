import { randomBytes, randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { ImportChoice } from "../../../domain/catalog/imports/import.ts";
import { editProduct } from "../../../server/catalog/edit/edit-product.ts";
import {
  checkAgain,
  discardImport,
  startImport,
  undoImport,
} from "../../../server/catalog/import/runs/change-import.ts";
import { exportResult } from "../../../server/catalog/import/runs/export-result.ts";
import { getImport, listImportRows, listImports } from "../../../server/catalog/import/runs/get-import.ts";
import { receiveFile } from "../../../server/catalog/import/runs/receive-file.ts";
import { continueImports } from "../../../server/catalog/import/runs/run-imports.ts";
import { closeDb, db, pool, transaction } from "../../../server/platform/db.ts";
import { closeQueue } from "../../../server/platform/queue.ts";
import { answerCsv } from "../../../server/platform/requests/answer-csv.ts";
import { sellStock } from "../../../server/stock/sell-stock.ts";
import { useDatabase, useEnvironment } from "../../support/database.ts";
import { isLong } from "../../support/scale.ts";
import { signInAs } from "../accounts/admin-browser.ts";

const HEADER =
  "Handle,Title,Option1 Name,Option1 Value,Variant SKU,Variant Price,Variant Inventory Qty,Collection";
const START = `${HEADER}
mug,Clay mug,Size,Small,M-S,12.00,5,Kitchen
mug,,,Large,M-L,15.00,7,
lamp,Desk lamp,Title,Default Title,L-1,64.00,3,Light
`;
// All of them take more than a minute on a busy machine.
const COUNT = isLong ? 1_000 : 100;
const KEEP: ImportChoice = { stockRule: "keep", allowsRemovals: false };

beforeAll(async () => {
  await useDatabase();
  useEnvironment();
  await signInAs("manager");
});
afterAll(async () => {
  await closeQueue();
  await closeDb();
});
beforeEach(() => pool().query("TRUNCATE products, collections, catalog_imports CASCADE"));

const fileOf = (text: string | Buffer) => new File([text as BlobPart], "products.csv", { type: "text/csv" });

async function check(text: string | Buffer, choice: ImportChoice = KEEP): Promise<string> {
  const received = await receiveFile(fileOf(text), choice);
  if (received.kind !== "received") throw new Error(`the file is ${received.kind}`);
  await continueImports();
  return received.id;
}

async function imported(text: string, choice: ImportChoice = KEEP): Promise<string> {
  const id = await check(text, choice);
  expect(await startImport(id)).toBe("done");
  await continueImports();
  expect((await found(id)).summary.state).toBe("done");
  return id;
}

async function undone(id: string) {
  expect(await undoImport(id)).toBe("done");
  await continueImports();
  const { summary, undone: counts } = await found(id);
  expect(summary.state).toBe("undone");
  return counts;
}

async function found(id: string) {
  const one = await getImport(id);
  if (!one) throw new Error("there is no such import");
  return one;
}

/** All that a merchant enters, without ids that are made again, times and versions. */
async function catalog(): Promise<unknown> {
  const { rows } = await pool().query(`
    SELECT p.handle, p.slug, p.title, p.description, p.vendor, p.kind, p.tags, p.status, p.option_names, p.search_text,
           (SELECT json_agg(json_build_array(v.option_values, v.slug, v.sku, v.barcode, v.price_minor, v.compare_at_minor, v.on_hand,
                v.reserved, v.is_counted, v.grams, v.requires_shipping, (SELECT source FROM product_images WHERE id = v.image_id))
                ORDER BY v.position) FROM variants v WHERE v.product_id = p.id) AS variants,
           (SELECT json_agg(json_build_array(i.source, i.alt) ORDER BY i.position)
              FROM product_images i WHERE i.product_id = p.id) AS images,
           (SELECT json_agg(json_build_array(c.title, cp.position) ORDER BY c.title)
              FROM collection_products cp JOIN collections c ON c.id = cp.collection_id WHERE cp.product_id = p.id) AS collections
      FROM products p ORDER BY p.handle`);
  const collections = await db().collection.findMany({
    orderBy: { slug: "asc" },
    select: { slug: true, title: true, position: true },
  });
  return { rows, collections };
}

const stockOf = async (sku: string) => (await db().variant.findFirstOrThrow({ where: { sku } })).onHand;

/** Sells units as a paid order does: a line mentions the variant, and they leave the stock. */
async function sell(sku: string, quantity: number): Promise<void> {
  const variant = await db().variant.findFirstOrThrow({ where: { sku }, include: { product: true } });
  const order = await db().order.create({
    data: {
      ...{ id: randomUUID(), referenceHash: randomBytes(32).toString("hex"), cartKey: randomUUID() },
      ...{ currency: "eur", subtotalMinor: 1n, totalMinor: 1n, sentMinor: 1n, livemode: false },
      holdExpiresAt: new Date(),
    },
  });
  await db().orderLine.create({
    data: {
      ...{ orderId: order.id, variantId: variant.id, position: 1, productTitle: "x", variantTitle: "x" },
      ...{ productSlug: variant.product.slug, quantity, unitPriceMinor: 1n, totalMinor: BigInt(quantity) },
    },
  });
  await transaction(async (tx) => {
    await tx.stockHold.create({ data: { orderId: order.id, variantId: variant.id, quantity } });
    await tx.variant.update({ where: { id: variant.id }, data: { reserved: { increment: quantity } } });
    expect(await sellStock(tx, order.id)).toBe(true);
  });
}

describe("a file", () => {
  it("is checked first: what is new, changes, would be lost and is refused, and nothing is saved", async () => {
    await imported(START);
    const before = await catalog();
    const id = await check(`${HEADER}
mug,Clay mug,Size,Small,M-S,11.00,9,Kitchen
lamp,Desk lamp,Title,Default Title,L-1,64.00,3,Light
bowl,Bowl,Title,Default Title,B-1,9.00,4,Kitchen
broken,Broken,Title,Default Title,X,ten,4,Kitchen
`);
    const { summary, counts } = await found(id);
    expect(summary).toMatchObject({ state: "checked", fileName: "products.csv" });
    expect(counts).toMatchObject({ created: 1, updated: 0, unchanged: 1, refused: 2, loses: 1 });
    const { rows } = await listImportRows(id, "refused", -1);
    expect(rows).toMatchObject([
      {
        handle: "mug",
        line: 2,
        removals: ["the variant Large"],
        notes: [{ line: 2, reason: expect.stringContaining("would remove") }],
      },
      { handle: "broken", line: 5, notes: [{ line: 5, reason: expect.stringContaining('"ten"') }] },
    ]);
    expect(await catalog()).toEqual(before);
    const file = await answerCsv(await exportResult(id)).text();
    expect(file).toContain("mug,Refused,");

    expect(await checkAgain(id, { stockRule: "set", allowsRemovals: true })).toBe("done");
    await continueImports();
    expect((await found(id)).counts).toMatchObject({
      created: 1,
      updated: 1,
      refused: 1,
      loses: 1,
      prices: 1,
      stock: 1,
    });
    const [mug] = (await listImportRows(id, "updated", -1)).rows;
    expect(mug?.changes).toContainEqual({
      field: "price",
      of: "Small",
      currency: "eur",
      before: "1200",
      after: "1100",
    });
    expect(mug?.changes).toContainEqual({ field: "onHand", of: "Small", before: "5", after: "9" });
    expect(await catalog()).toEqual(before);
  });

  it("that is empty, UTF-16, without a header or with a broken quote is refused in a sentence", async () => {
    expect(await receiveFile(fileOf(""), KEEP)).toEqual({ kind: "empty" });
    expect(await receiveFile(fileOf(Buffer.alloc(33 * 1024 * 1024)), KEEP)).toEqual({ kind: "too_large" });
    expect(await db().catalogImport.count()).toBe(0);
    const utf16 = await found(await check(Buffer.from(`\uFEFF${START}`, "utf16le")));
    expect(utf16.summary).toMatchObject({
      state: "failed",
      fault: { message: expect.stringContaining("UTF-16") },
      canUndo: false,
    });
    const noHeader = await found(await check("some,thing\nelse,entirely\n"));
    expect(noHeader.summary.fault?.message).toMatch(/not a header/);
    const quote = await check(
      `${START}bad,"Bad,Title,Default Title,B,1.00,1,\nlast,Last,Title,Default Title,Z,1.00,1,\n`,
    );
    expect((await found(quote)).counts).toMatchObject({ created: 3, refused: 1 });
    const semicolons = await check(`\uFEFF${START.replaceAll(",", ";")}`);
    expect((await found(semicolons)).counts).toMatchObject({ created: 2, refused: 0 });
    expect(await db().product.count()).toBe(0);
  });

  it("is imported once, whatever is pressed twice, and can be discarded instead", async () => {
    const id = await check(START);
    const other = await check(START.replaceAll("mug", "jug"));
    expect(await Promise.all([startImport(id), startImport(id)])).toEqual(
      expect.arrayContaining(["done", "gone"]),
    );
    expect(await startImport(other)).toBe("running");
    await continueImports();
    expect((await found(id)).counts).toMatchObject({ created: 2 });
    expect(await discardImport(other)).toBe("done");
    expect((await listImports()).map((one) => [one.id, one.state])).toEqual([[id, "done"]]);
    await continueImports();
    expect(await db().catalogImportChunk.count()).toBe(0);
  });
});

describe("an import whose process dies", () => {
  it("goes on where it was, and imports each product once", async () => {
    const rows = Array.from(
      { length: 40 },
      (_, at) => `p${at},Product ${at},Title,Default Title,S${at},10.00,2,All`,
    );
    const id = await check(`${HEADER}\n${rows.join("\n")}\n`, { stockRule: "add", allowsRemovals: false });
    await startImport(id);
    await continueImports();
    const before = await catalog();
    // As a process leaves it that died after half of the products.
    await pool().query(
      "DELETE FROM products WHERE handle IN (SELECT handle FROM catalog_import_rows WHERE position >= 20)",
    );
    await pool().query("UPDATE catalog_import_rows SET outcome = NULL WHERE position >= 20");
    await pool().query(
      "UPDATE catalog_imports SET state = 'importing', claim = gen_random_uuid(), claimed_until = now() - interval '1 second'",
    );
    await continueImports();
    expect(await catalog()).toEqual(before);
    expect((await found(id)).counts).toMatchObject({ created: 40, updated: 0 });
    const order = await db().product.findMany({ orderBy: { createdAt: "desc" }, select: { handle: true } });
    expect(order.map(({ handle }) => handle)).toEqual(rows.map((_, at) => `p${at}`));
  });
});

describe("undo", () => {
  it(`of an import of ${COUNT} products brings back exactly what was there`, {
    timeout: 600_000,
  }, async () => {
    const rowsOf = (price: string, from: number, to: number, rest = "") =>
      Array.from(
        { length: to - from },
        (_, at) =>
          `p${from + at},Product ${from + at}${rest},Title,Default Title,S${from + at},${price},5,Old`,
      );
    await imported(`${HEADER}\n${rowsOf("10.00", 0, COUNT / 2).join("\n")}\n`);
    const before = await catalog();
    const id = await imported(
      `${HEADER}\n${rowsOf("12.50", 0, COUNT / 2, " new")
        .join("\n")
        .replaceAll(",Old", ",New")
        .replaceAll(",5,", ",9,")}\n${rowsOf("3.00", COUNT / 2, COUNT).join("\n")}\n`,
      { stockRule: "set", allowsRemovals: true },
    );
    expect((await found(id)).counts).toMatchObject({ created: COUNT / 2, updated: COUNT / 2 });
    expect(await undone(id)).toMatchObject({
      restored: COUNT / 2,
      removed: COUNT / 2,
      changed: 0,
      sold: 0,
      hidden: 0,
    });
    expect(await catalog()).toEqual(before);
  });

  it("keeps what was sold: no unit is lost or invented", async () => {
    await imported(START);
    const id = await imported(
      `${HEADER}\nmug,Clay mug,Size,Small,M-S,12.00,10,Kitchen\nmug,,,Large,M-L,15.00,1,\nlamp,Desk lamp,Title,Default Title,L-1,70.00,10,Light\nbowl,Bowl,Title,Default Title,B-1,9.00,4,\ncup,Cup,Title,Default Title,C-1,9.00,4,\n`,
      { stockRule: "add", allowsRemovals: false },
    );
    expect([await stockOf("M-S"), await stockOf("M-L"), await stockOf("L-1")]).toEqual([15, 8, 13]);
    await sell("M-S", 4);
    // More than was there before: the import's units are sold.
    await sell("L-1", 5);
    await sell("B-1", 1);
    expect(await undone(id)).toMatchObject({ restored: 1, sold: 1, hidden: 1, removed: 1 });
    // 5 + 10 added − 4 sold − 10 taken back; and 13 − 5 sold, where 10 cannot be taken back.
    expect([await stockOf("M-S"), await stockOf("M-L"), await stockOf("L-1")]).toEqual([1, 7, 8]);
    expect(await db().product.findUniqueOrThrow({ where: { handle: "bowl" } })).toMatchObject({
      status: "draft",
    });
    expect(await db().product.findUnique({ where: { handle: "cup" } })).toBeNull();
    const { rows } = await pool().query(
      "SELECT v.sku FROM variants v WHERE v.on_hand <> (SELECT coalesce(sum(delta), 0) FROM stock_movements m WHERE m.variant_id = v.id)",
    );
    expect(rows).toEqual([]);
  });

  it("leaves alone what was changed or counted since, and says which", async () => {
    await imported(START);
    const id = await imported(START.replaceAll("12.00", "13.00").replaceAll("64.00", "65.00"));
    const { id: productId, slug } = await db().product.findUniqueOrThrow({ where: { handle: "mug" } });
    await editProduct({ change: { id: productId, slug, title: "Better mug" } }, { cause: "edit" });
    expect(await undone(id)).toMatchObject({ restored: 1, changed: 1 });
    expect((await listImportRows(id, "left", -1)).rows).toMatchObject([{ handle: "mug", undo: "changed" }]);
    expect(
      await db().product.findUniqueOrThrow({ where: { handle: "mug" }, include: { variants: true } }),
    ).toMatchObject({
      title: "Better mug",
      variants: expect.arrayContaining([expect.objectContaining({ priceMinor: 1300n })]),
    });
    expect(await undoImport(id)).toBe("gone");
  });

  it("brings removed variants back with their units, and places in collections", async () => {
    await imported(START);
    const before = await catalog();
    const id = await imported(`Handle,Collection,Collection Position\nmug,Kitchen,8\n`);
    expect((await found(id)).counts).toMatchObject({ updated: 1 });
    await undone(id);
    expect(await catalog()).toEqual(before);
    const smaller = await imported(`${HEADER}\nmug,Clay mug,Size,Small,M-S,12.00,5,Kitchen\n`, {
      stockRule: "keep",
      allowsRemovals: true,
    });
    expect((await found(smaller)).counts).toMatchObject({ updated: 1, loses: 1 });
    await undone(smaller);
    expect(await catalog()).toEqual(before);
  });

  it("ends after a week", async () => {
    const id = await imported(START);
    await pool().query("UPDATE catalog_imports SET finished_at = now() - interval '8 days'");
    expect((await found(id)).summary.canUndo).toBe(false);
    expect(await undoImport(id)).toBe("gone");
  });
});
