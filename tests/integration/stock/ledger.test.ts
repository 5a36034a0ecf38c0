import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { StockChange } from "../../../domain/stock/movements.ts";
import { saveProduct } from "../../../server/catalog/write/save-product.ts";
import { restockOrder, undoRestockOrder } from "../../../server/orders/place/restock-order.ts";
import { changeCatalog } from "../../../server/page-cache/change-catalog.ts";
import { transaction } from "../../../server/platform/db.ts";
import { changeStock, changeStockWithin, undoMovement } from "../../../server/stock/change-stock.ts";
import { listMovements } from "../../../server/stock/list-movements.ts";
import { restockUnits, undoRestockUnits } from "../../../server/stock/sell-stock.ts";
import { because } from "../../../server/stock/stock-cause.ts";
import { expectCleanRecords, openScenario, type Scenario } from "../../support/scenario.ts";
import { ADMIN, cartOf, makeVariant } from "../../support/test-shop.ts";

let s: Scenario;
beforeAll(async () => {
  s = await openScenario();
});
afterAll(() => s.testShop.close());

type Entry = { delta: number; reason: string; after: number; order: string | null; by: string | null };
const ledgerOf = (variant: string) =>
  s.testShop.sql<Entry>(
    `SELECT delta, reason, on_hand_after AS after, order_id AS order, made_by AS by
       FROM stock_movements WHERE variant_id = $1 ORDER BY id`,
    [variant],
  );
const stepsOf = async (variant: string) =>
  (await ledgerOf(variant)).map(({ reason, delta }) => `${reason} ${delta}`);

const delivery = (variantId: string, units: number, requestId = randomUUID()): StockChange => ({
  ...{ variantId, requestId, kind: "add", units, reason: "delivery" },
});
const count = (variantId: string, units: number): StockChange => ({
  ...{ variantId, requestId: randomUUID(), kind: "count", units },
});

describe("the ledger", () => {
  it("has an entry with its order for what is sold, put back into stock and taken out again", async () => {
    const { order, variant } = await s.sell({ quantity: 3 });
    await restockOrder(order.id);
    await undoRestockOrder(order.id);
    await transaction((tx) => restockUnits(tx, order.id, new Map([[variant, 2]])));
    await transaction((tx) => undoRestockUnits(tx, order.id, new Map([[variant, 1]])));
    expect(await ledgerOf(variant)).toEqual([
      { delta: 10, reason: "opening", after: 10, order: null, by: null },
      { delta: -3, reason: "sale", after: 7, order: order.id, by: null },
      { delta: 3, reason: "return", after: 10, order: order.id, by: null },
      { delta: -3, reason: "sale", after: 7, order: order.id, by: null },
      { delta: 2, reason: "return", after: 9, order: order.id, by: null },
      { delta: -1, reason: "sale", after: 8, order: order.id, by: null },
    ]);
    await expectCleanRecords();
  });

  it("has none for units that are reserved and released", async () => {
    const { order, variant } = await s.checkOut({ quantity: 2 });
    await s.testShop.stripe(`checkout/sessions/${order.session}/expire`, {});
    await s.shop.reconcileOrder(order.id, { cause: "sweep" });
    expect(await stepsOf(variant)).toEqual(["opening 10"]);
  });

  it("says of an import that it was one, of new variants and of known ones", async () => {
    const save = (onHand: number) =>
      changeCatalog((change) =>
        saveProduct(change, {
          ...{ slug: "ledger-lamp", title: "Lamp", description: "", vendor: "", kind: "", tags: [] },
          ...{ status: "active", optionNames: [], images: [] },
          variants: [
            {
              ...{ optionValues: [], sku: "LL-1", priceMinor: 100n, compareAtMinor: null, currency: "eur" },
              ...{ onHand, isCounted: true, grams: 0, requiresShipping: true, imageSource: null },
            },
          ],
        }),
      );
    const { result } = await save(5);
    await save(5);
    await save(2);
    const [variant] = await s.testShop.sql<{ id: string }>("SELECT id FROM variants WHERE product_id = $1", [
      result.productId,
    ]);
    expect(await stepsOf(variant?.id ?? "")).toEqual(["import 5", "import -3"]);
  });

  it("has an entry for a statement that says no reason, and forgets a reason with the statement that said it", async () => {
    const variant = await makeVariant(s.testShop);
    await changeStock(delivery(variant, 1));
    await transaction(async (tx) => {
      await tx.$executeRaw`UPDATE variants SET on_hand = on_hand - 1 FROM ${because({ reason: "damage" })} WHERE id = ${variant}::uuid`;
      await tx.$executeRaw`UPDATE variants SET on_hand = on_hand - 4 WHERE id = ${variant}::uuid`;
    });
    expect(await stepsOf(variant)).toEqual(["opening 10", "delivery 1", "damage -1", "correction -4"]);
    await expectCleanRecords();
  });

  it("goes with its variant", async () => {
    const variant = await makeVariant(s.testShop);
    await s.testShop.sql("DELETE FROM variants WHERE id = $1", [variant]);
    expect(await stepsOf(variant)).toEqual([]);
  });
});

describe("a person's entry", () => {
  it("adds, takes away and counts, and says what is reserved meanwhile", async () => {
    const { variant } = await s.checkOut({ quantity: 2 });
    expect(await changeStock(delivery(variant, 12))).toMatchObject({
      ...{ kind: "changed", delta: 12, onHand: 22, reserved: 2, isRepeat: false },
    });
    const broken = { variantId: variant, requestId: randomUUID(), kind: "add", units: -1 } as const;
    expect(await changeStock({ ...broken, reason: "damage", note: "fell" })).toMatchObject({ onHand: 21 });
    expect(await changeStock(count(variant, 7))).toMatchObject({ delta: -14, onHand: 7, reserved: 2 });
    // A count that finds what was expected is an entry, too.
    expect(await changeStock(count(variant, 7))).toMatchObject({ delta: 0, onHand: 7 });
    expect(await s.stockOf(variant)).toEqual({ onHand: 7, reserved: 2 });
    const { rows } = await listMovements({ variantId: variant });
    expect(
      rows.map(({ reason, delta, counted, note, madeBy }) => [reason, delta, counted, note, madeBy]),
    ).toEqual([
      ["count", 0, 7, "", ADMIN.name],
      ["count", -14, 7, "", ADMIN.name],
      ["damage", -1, null, "fell", ADMIN.name],
      ["delivery", 12, null, "", ADMIN.name],
      ["opening", 10, null, "", null],
    ]);
    const audited = await s.testShop.sql<{ action: string; by: string }>(
      "SELECT action, actor AS by FROM audit_entries WHERE object = $1 ORDER BY seq",
      [`variant:${variant}`],
    );
    expect(audited).toEqual(Array(4).fill({ action: "stock_changed", by: ADMIN.email }));
    await expectCleanRecords();
  });

  it("changes nothing the second time, however many send it at once", async () => {
    const variant = await makeVariant(s.testShop);
    const change = delivery(variant, 5);
    const answers = await Promise.all(Array.from({ length: 6 }, () => changeStock(change)));
    expect(answers.filter((answer) => answer.kind === "changed" && !answer.isRepeat)).toHaveLength(1);
    expect(new Set(answers.map((answer) => answer.kind === "changed" && answer.entry)).size).toBe(1);
    expect(await s.stockOf(variant)).toEqual({ onHand: 15, reserved: 0 });
  });

  it("is refused below what open orders hold, and then nothing changes", async () => {
    const { variant } = await s.checkOut({ quantity: 4 });
    const refused = { kind: "below_reserved", onHand: 10, reserved: 4 };
    expect(await changeStock(count(variant, 3))).toEqual({ ...refused, asked: 3 });
    const gone = { variantId: variant, requestId: randomUUID(), kind: "add", units: -7 } as const;
    expect(await changeStock({ ...gone, reason: "damage" })).toEqual({ ...refused, asked: 3 });
    expect(await changeStock(count(variant, 4))).toMatchObject({ kind: "changed", onHand: 4 });
    expect(await stepsOf(variant)).toEqual(["opening 10", "count -6"]);
  });

  it("is refused where stock is not counted, where there is no variant, and beyond all sense", async () => {
    const variant = await makeVariant(s.testShop);
    expect(await changeStock(delivery(randomUUID(), 1))).toEqual({ kind: "unknown_variant" });
    expect(await changeStock(delivery(variant, 1_000_000))).toEqual({ kind: "above_maximum" });
    await s.testShop.sql("UPDATE variants SET is_counted = false WHERE id = $1", [variant]);
    expect(await changeStock(delivery(variant, 1))).toEqual({ kind: "not_counted" });
  });

  it("is undone once by an entry of the opposite, however many undo it", async () => {
    const variant = await makeVariant(s.testShop);
    const made = await changeStock(delivery(variant, 5));
    if (made.kind !== "changed") throw new Error(made.kind);
    const answers = await Promise.all(Array.from({ length: 6 }, () => undoMovement(made.entry)));
    expect(answers.filter(({ kind }) => kind === "changed")).toHaveLength(1);
    expect(answers.filter(({ kind }) => kind === "undone_before")).toHaveLength(5);
    expect(await stepsOf(variant)).toEqual(["opening 10", "delivery 5", "correction -5"]);
    const { rows } = await listMovements({ variantId: variant });
    expect(rows.map(({ isUndone, isUndo, canUndo }) => ({ isUndone, isUndo, canUndo }))).toEqual([
      { isUndone: false, isUndo: true, canUndo: false },
      { isUndone: true, isUndo: false, canUndo: false },
      { isUndone: false, isUndo: false, canUndo: false },
    ]);
    // What takes an entry back is not taken back itself, nor is what orders and imports did.
    for (const { id } of rows) expect((await undoMovement(id)).kind).not.toBe("changed");
  });

  it("is not undone when others hold the units by now", async () => {
    const variant = await makeVariant(s.testShop, { onHand: 0 });
    const made = await changeStock(delivery(variant, 2));
    if (made.kind !== "changed") throw new Error(made.kind);
    const cart = cartOf([variant, 1]);
    expect(await s.shop.startCheckout({ cart, ui: "embedded_page" })).toMatchObject({ kind: "ready" });
    expect(await undoMovement(made.entry)).toEqual({
      ...{ kind: "below_reserved", asked: 0, onHand: 2, reserved: 1 },
    });
    expect(await s.stockOf(variant)).toEqual({ onHand: 2, reserved: 1 });
  });

  it("and a sale at the same moment leave a ledger that adds up", async () => {
    const sold = await Promise.all(
      Array.from({ length: 6 }, async () => {
        const made = await s.checkOut({ quantity: 2 });
        await s.testShop.pay(made.order.session);
        return made;
      }),
    );
    await Promise.all(
      sold.flatMap(({ order, variant }) => [
        s.shop.reconcileOrder(order.id, { cause: "sweep" }),
        changeStock(count(variant, 7)),
        changeStock(delivery(variant, 3)),
      ]),
    );
    for (const { variant } of sold) {
      const entries = await ledgerOf(variant);
      const stock = await s.stockOf(variant);
      expect(entries.map(({ reason }) => reason).toSorted()).toEqual([
        "count",
        "delivery",
        "opening",
        "sale",
      ]);
      expect(entries.at(-1)?.after).toBe(stock?.onHand);
      expect(entries.reduce((sum, { delta }) => sum + delta, 0)).toBe(stock?.onHand);
    }
    await expectCleanRecords();
  });

  it("of several variants is in the caller's transaction, all or none", async () => {
    const variants = (await Promise.all([makeVariant(s.testShop), makeVariant(s.testShop)])).toSorted();
    const change = (last: number) =>
      changeCatalog((catalog) =>
        transaction(async (tx) => {
          for (const [index, variant] of variants.entries()) {
            const answer = await changeStockWithin(
              tx,
              catalog,
              ADMIN,
              count(variant, index === 1 ? last : 3),
            );
            if (answer.kind !== "changed") throw new Error(answer.kind);
          }
        }),
      );
    await expect(change(2_000_000)).rejects.toThrow("above_maximum");
    for (const variant of variants) expect(await s.stockOf(variant)).toMatchObject({ onHand: 10 });
    await change(4);
    expect(await Promise.all(variants.map(s.stockOf))).toMatchObject([{ onHand: 3 }, { onHand: 4 }]);
  });
});
