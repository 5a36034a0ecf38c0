import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import {
  type ProductEdit,
  readEdits,
  undoOf,
  writeEdits,
} from "../../../domain/catalog/edits/product-edit.ts";
import { saveEdits } from "../../../server/catalog/edit/save-edits.ts";
import { importProducts } from "../../../server/catalog/import/import-products.ts";
import { saveProduct } from "../../../server/catalog/write/save-product.ts";
import { changeCatalog } from "../../../server/page-cache/change-catalog.ts";
import { closeDb, pool } from "../../../server/platform/db.ts";
import { useDatabase, useEnvironment } from "../../support/database.ts";
import { until } from "../../support/scenario.ts";
import { signInAs } from "../accounts/admin-browser.ts";

beforeAll(async () => {
  await useDatabase();
  useEnvironment();
});
beforeEach(async () => {
  await pool().query("DELETE FROM products");
  await importProducts("tests/fixtures/catalog/shop.csv", { currency: "eur" });
  await signInAs("manager");
});
afterAll(() => closeDb());

type Row = {
  productId: string;
  variantId: string;
  sku: string;
  price: string;
  compareAt: string | null;
  onHand: number;
};
async function read(slug: string): Promise<Row[]> {
  const { rows } = await pool().query<Row>(
    `SELECT p.id AS "productId", v.id AS "variantId", v.sku, v.price_minor::text AS price,
            v.compare_at_minor::text AS "compareAt", v.on_hand AS "onHand"
       FROM products p JOIN variants v ON v.product_id = p.id WHERE p.slug = $1 ORDER BY v.position`,
    [slug],
  );
  return rows;
}
const figures = async (slug: string) =>
  (await read(slug)).map(({ price, compareAt, onHand }) => [price, compareAt, onHand]);

/** Each variant's price rises by one euro. */
async function raise(slug: string): Promise<ProductEdit> {
  const rows = await read(slug);
  return {
    productId: rows[0]?.productId ?? "",
    variants: rows.map(({ variantId, price }) => ({
      variantId,
      currency: "eur",
      price: { from: BigInt(price), to: BigInt(price) + 100n },
    })),
  };
}
const save = async (...edits: ProductEdit[]) => (await saveEdits(edits)).answers;
const kinds = async (...edits: ProductEdit[]) => (await save(...edits)).map(({ kind }) => kind);

async function waiting(): Promise<number> {
  const { rows } = await pool().query(
    "SELECT count(*)::int AS count FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()",
  );
  return rows[0].count;
}

describe("edits of the list", () => {
  it("change price, compare-at price and stock of the variants that are named, and nothing else", async () => {
    const before = await pool().query("SELECT to_jsonb(v) AS row FROM variants v ORDER BY id");
    const [blue] = await read("clay-mug");
    if (!blue) throw new Error("no variant");
    const edit: ProductEdit = {
      productId: blue.productId,
      variants: [
        {
          variantId: blue.variantId,
          currency: "eur",
          price: { from: BigInt(blue.price), to: 990n },
          compareAt: { from: blue.compareAt === null ? null : BigInt(blue.compareAt), to: 1_500n },
          onHand: { from: blue.onHand, to: 17 },
        },
      ],
    };
    expect(readEdits(writeEdits([edit]))).toEqual([edit]);
    expect(await kinds(edit)).toEqual(["saved"]);
    expect((await figures("clay-mug"))[0]).toEqual(["990", "1500", 17]);
    const { rows: ledger } = await pool().query(
      "SELECT delta, on_hand_after, reason FROM stock_movements WHERE variant_id = $1 ORDER BY id DESC LIMIT 1",
      [blue.variantId],
    );
    expect(ledger).toEqual([{ delta: 17 - blue.onHand, on_hand_after: 17, reason: "count" }]);
    const { rows: versions } = await pool().query(
      "SELECT cause FROM product_versions WHERE product_id = $1 ORDER BY number DESC LIMIT 1",
      [blue.productId],
    );
    expect(versions).toEqual([{ cause: "list" }]);
    // Taken back, every column of every variant is what it was.
    expect(await kinds(undoOf(edit))).toEqual(["saved"]);
    const after = await pool().query("SELECT to_jsonb(v) AS row FROM variants v ORDER BY id");
    expect(after.rows).toEqual(before.rows);
  });

  it("leave out a product that another changed meanwhile, with both values, and save the others", async () => {
    const [mug, lamp] = [await raise("clay-mug"), await raise("oak-lamp")];
    await pool().query("UPDATE variants SET price_minor = 7777 WHERE id = $1", [mug.variants[1]?.variantId]);
    const former = await figures("clay-mug");
    const [first, second] = await save(mug, lamp);
    expect(second?.kind).toBe("saved");
    expect(first).toMatchObject({
      kind: "changed_meanwhile",
      title: "Clay Mug",
      clashes: [{ field: "price", variant: "Blue / Large", now: "7777", yours: "1650", currency: "eur" }],
    });
    expect(await figures("clay-mug")).toEqual(former);
    // Knowingly: what is there now is what was seen.
    if (first?.kind !== "changed_meanwhile") throw new Error("no clash");
    expect(await kinds(first.again)).toEqual(["saved"]);
    expect((await figures("clay-mug")).map(([price]) => price)).toEqual(["1300", "1650", "1300"]);
  });

  it("are taken back only where nobody changed anything since", async () => {
    const edits = [await raise("clay-mug"), await raise("oak-lamp")];
    const [mug, lamp] = [await figures("clay-mug"), await figures("oak-lamp")];
    await save(...edits);
    await pool().query("UPDATE variants SET price_minor = 1 WHERE id = $1", [
      edits[0]?.variants[0]?.variantId,
    ]);
    expect(await kinds(...edits.map(undoOf))).toEqual(["changed_meanwhile", "saved"]);
    expect(await figures("oak-lamp")).toEqual(lamp);
    expect((await figures("clay-mug"))[1]?.[0]).toBe(String(Number(mug[1]?.[0]) + 100));
    expect(await kinds(...edits.slice(1).map(undoOf))).toEqual(["unchanged"]);
  });

  it("of two people at once: one is saved, and the other is told", async () => {
    const edit = await raise("clay-mug");
    const other: ProductEdit = {
      ...edit,
      variants: edit.variants.map(({ price, ...variant }) => ({
        ...variant,
        price: { from: price?.from ?? 0n, to: 5n },
      })),
    };
    const answers = await Promise.all([kinds(edit), kinds(other)]);
    expect(answers.flat().toSorted()).toEqual(["changed_meanwhile", "saved"]);
    expect(new Set((await read("clay-mug")).map(({ price }) => price === "5")).size).toBe(1);
  });

  it("of two people at once, of different variants, both stay", async () => {
    const { productId, variants } = await raise("clay-mug");
    const edits = variants.map((variant) => ({ productId, variants: [variant] }));
    const answers = await Promise.all(edits.map((edit) => kinds(edit)));
    expect(answers.flat()).toEqual(["saved", "saved", "saved"]);
    expect((await figures("clay-mug")).map(([price]) => price)).toEqual(["1300", "1650", "1300"]);
  });

  it("stay when a save that waited for them writes other fields", async () => {
    const [lamp] = await read("oak-lamp");
    const other = await pool().connect();
    await other.query("BEGIN");
    await other.query("SELECT 1 FROM products WHERE id = $1 FOR UPDATE", [lamp?.productId]);
    await other.query("UPDATE variants SET price_minor = 4242 WHERE id = $1", [lamp?.variantId]);
    const saving = changeCatalog((change) =>
      saveProduct(change, { id: lamp?.productId, slug: "oak-lamp", title: "Oak lamp, renamed" }),
    );
    await until(async () => (await waiting()) > 0);
    await other.query("COMMIT");
    other.release();
    await saving;
    expect((await figures("oak-lamp"))[0]?.[0]).toBe("4242");
  });

  it("of stock lose no unit that is sold meanwhile, and take none that orders hold", async () => {
    const [lamp] = await read("oak-lamp");
    if (!lamp) throw new Error("no variant");
    const counted = (from: number, to: number): ProductEdit => ({
      productId: lamp.productId,
      variants: [{ variantId: lamp.variantId, currency: "eur", onHand: { from, to } }],
    });
    // A sale that holds the row while the list is saved.
    const sale = await pool().connect();
    await sale.query("BEGIN");
    await sale.query("UPDATE variants SET on_hand = on_hand - 1 WHERE id = $1", [lamp.variantId]);
    const saving = save(counted(lamp.onHand, 9));
    await until(async () => (await waiting()) > 0);
    await sale.query("COMMIT");
    sale.release();
    expect(await saving).toMatchObject([
      { kind: "changed_meanwhile", clashes: [{ field: "onHand", now: String(lamp.onHand - 1), yours: "9" }] },
    ]);
    await pool().query("UPDATE variants SET reserved = 2 WHERE id = $1", [lamp.variantId]);
    expect(await save(counted(lamp.onHand - 1, 1))).toMatchObject([
      { kind: "stock_refused", asked: 1, reserved: 2 },
    ]);
    expect((await figures("oak-lamp"))[0]?.[2]).toBe(lamp.onHand - 1);
  });

  it("publish, hide, tag and add to a collection, each taken back", async () => {
    const { rows } = await pool().query("SELECT id, status, tags FROM products WHERE slug = 'wool-blanket'");
    const productId = rows[0].id;
    const state = async () => {
      const found = await pool().query(
        `SELECT p.status, p.tags, array(SELECT c.title FROM collection_products cp JOIN collections c ON c.id = cp.collection_id
           WHERE cp.product_id = p.id ORDER BY c.title) AS collections FROM products p WHERE p.id = $1`,
        [productId],
      );
      return found.rows[0];
    };
    const before = await state();
    const edits: ProductEdit[] = [
      { productId, status: { from: "draft", to: "active" }, variants: [] },
      { productId, tag: { name: "winter", from: false, to: true }, variants: [] },
      { productId, collection: { title: "Gifts", from: false, to: true }, variants: [] },
    ];
    expect(await kinds(...edits)).toEqual(["saved", "saved", "saved"]);
    const after = await state();
    expect(after).toMatchObject({ status: "active", tags: [...before.tags, "winter"] });
    expect(after.collections).toContain("Gifts");
    expect(await kinds(...edits)).toEqual(["unchanged", "unchanged", "unchanged"]);
    expect(await kinds(...edits.map(undoOf))).toEqual(["saved", "saved", "saved"]);
    expect(await state()).toEqual(before);
  });

  it("of prices need the permission for the catalog; who counts stock changes stock alone", async () => {
    await signInAs("fulfillment");
    await expect(save(await raise("oak-lamp"))).rejects.toThrow("catalog.write");
    const [lamp] = await read("oak-lamp");
    if (!lamp) throw new Error("no variant");
    const { productId, variantId, onHand } = lamp;
    const edit: ProductEdit = {
      productId,
      variants: [{ variantId, currency: "eur", onHand: { from: onHand, to: 8 } }],
    };
    expect(await kinds(edit)).toEqual(["saved"]);
    expect(await kinds({ ...edit, productId: variantId })).toEqual(["gone"]);
  });
});

it("a form that carries anything else is not read", () => {
  for (const text of ["", "{}", '[{"productId":"x","variants":[]}]', "null", '[{"productId":1}]'])
    expect(readEdits(text), text).toBeNull();
});
