import { randomUUID } from "node:crypto";
import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { GET } from "@/app/admin/(signed-in)/discounts/[id]/codes/route";
import { getDiscount, listDiscounts } from "@/server/discounts/admin/list-discounts";
import { archiveDiscount, chooseProduct, saveDiscount } from "@/server/discounts/admin/save-discount";
import { makeSingleCodes } from "@/server/discounts/admin/single-codes";
import { tryDiscount } from "@/server/discounts/admin/try-discount";
import { MAX_TRIES, returnTries, takeTries } from "@/server/discounts/limit-tries";
import { closeDb, pool } from "@/server/platform/db";
import { NEW_DISCOUNT, readDiscount, type TypedDiscount } from "../../../domain/discounts/read-discount.ts";
import { FIRST_VISITS } from "../../../domain/stock/limits.ts";
import { useDatabase, useEnvironment } from "../../support/database.ts";
import { someCode } from "../../support/make-discount.ts";
import { openBrowser, signInAs } from "../accounts/admin-browser.ts";

beforeAll(async () => {
  useEnvironment({ SHOP_TIME_ZONE: "Europe/Berlin" });
  await useDatabase();
  openBrowser();
  await signInAs("manager");
});
afterAll(closeDb);

const sql = async <T = Record<string, unknown>>(text: string, values: unknown[] = []) =>
  (await pool().query(text, values)).rows as T[];

function read(changes: Partial<TypedDiscount> = {}) {
  const typed = { ...NEW_DISCOUNT, name: "Autumn", value: "10", code: someCode(), ...changes };
  const input = readDiscount(typed, "eur", (code) => ["DE", "AT"].includes(code));
  if ("fault" in input) throw new Error(JSON.stringify(input.fault));
  return input;
}

async function make(changes: Partial<TypedDiscount> = {}): Promise<string> {
  const answer = await saveDiscount(null, 0, read(changes));
  if (answer.kind !== "saved") throw new Error(answer.kind);
  return answer.id;
}

async function makeMug({ title = "Mug", priceMinor = 2_400 } = {}) {
  const sku = randomUUID();
  const [product] = await sql<{ id: string }>(
    "INSERT INTO products (slug, title, updated_at) VALUES ($1, $2, now()) RETURNING id",
    [sku, title],
  );
  await sql(
    `INSERT INTO variants (product_id, slug, sku, price_minor, currency, on_hand, position)
     VALUES ($1, 'default', $2, $3, 'eur', 5, 1)`,
    [product?.id, sku, priceMinor],
  );
  return { id: product?.id ?? "", sku };
}

describe("a discount in the admin", () => {
  it("is kept as it was typed, for whole days of the shop's calendar", async () => {
    const id = await make({ minSum: "50", countries: "de at", from: "2026-07-01", to: "2026-07-31" });
    expect(await getDiscount(id)).toMatchObject({
      ...{ name: "Autumn", kind: "percent", value: 1_000n, minSumMinor: 5_000n, countries: ["AT", "DE"] },
      ...{ from: "2026-07-01", to: "2026-07-31", state: "ended", version: 1, uses: [] },
    });
    const [row] = await sql("SELECT starts_at, ends_at FROM discounts WHERE id = $1", [id]);
    expect(row).toEqual({
      starts_at: new Date("2026-06-30T22:00:00Z"),
      ends_at: new Date("2026-07-31T22:00:00Z"),
    });
  });

  it("is not saved over what another admin has saved", async () => {
    const id = await make();
    expect(await saveDiscount(id, 1, read({ name: "Winter" }))).toEqual({ kind: "saved", id });
    expect(await saveDiscount(id, 1, read({ name: "Spring" }))).toEqual({
      kind: "conflict",
      changedBy: "The manager",
    });
    expect(await getDiscount(id)).toMatchObject({ name: "Winter", version: 2 });
  });

  it("has a code of its own, whatever its letters' case", async () => {
    await make({ code: "Summer-26" });
    expect(await saveDiscount(null, 0, read({ code: "sUmMeR-26" }))).toEqual({ kind: "code_taken" });
  });

  it("takes no limit below the uses that it has", async () => {
    const id = await make({ usageLimit: "5" });
    await sql("UPDATE discounts SET used = 2, reserved = 1 WHERE id = $1", [id]);
    expect(await saveDiscount(id, 1, read({ usageLimit: "2" }))).toEqual({ kind: "below_uses" });
    expect((await saveDiscount(id, 1, read({ usageLimit: "3" }))).kind).toBe("saved");
  });

  it("is listed by its state, and an archived one is left out", async () => {
    const id = await make();
    const isListed = async (state: "active" | "archived" | null) =>
      (await listDiscounts(state, 1)).rows.some((row) => row.id === id);
    expect([await isListed("active"), await isListed(null)]).toEqual([true, true]);
    await archiveDiscount(id, true);
    expect([await isListed("active"), await isListed(null), await isListed("archived")]).toEqual([
      ...[false, false, true],
    ]);
  });

  it.each<[Partial<TypedDiscount>, string, string]>([
    [{ name: " " }, "name", "name"],
    [{ code: "Ä B" }, "code", "code"],
    [{ value: "0" }, "value", "percent"],
    [{ value: "100.01" }, "value", "percent"],
    [{ kind: "amount", value: "-1" }, "value", "amount"],
    [{ minSum: "1,000" }, "minSum", "amount"],
    [{ countries: "DE, XX" }, "countries", "country"],
    [{ from: "2026-02-30" }, "from", "day"],
    [{ from: "2026-03-02", to: "2026-03-01" }, "to", "order"],
    [{ usageLimit: "0" }, "usageLimit", "whole"],
    [{ method: "codes", usageLimit: "5" }, "usageLimit", "codes"],
  ])("refuses %j", (changes, field, kind) => {
    const typed = { ...NEW_DISCOUNT, name: "A", value: "10", code: "ABC", ...changes };
    expect(readDiscount(typed, "eur", (code) => code === "DE")).toMatchObject({ fault: { field, kind } });
  });
});

describe("codes that work once", () => {
  it("are made a thousand at a time, once for each press, and written so that no program calculates them", async () => {
    const id = await make({ method: "codes", name: "=Thanks" });
    const requestId = randomUUID();
    const press = () => makeSingleCodes(id, { count: 1_000, prefix: "THANKS", requestId });
    expect(await Promise.all([press(), press()])).toEqual(["made", "made"]);
    expect((await getDiscount(id))?.codes).toBe(1_000);
    const answer = await GET(new Request("http://shop.test"), { params: Promise.resolve({ id }) });
    const rows = parse(await answer.text(), { bom: true, columns: true }) as Record<string, string>[];
    expect(rows).toHaveLength(1_000);
    expect(new Set(rows.map(({ Code }) => Code)).size).toBe(1_000);
    const isRight = ({ Code = "" }) =>
      /^THANKS-[B-DF-HJ-NP-TV-XZ2-9]{5}-[B-DF-HJ-NP-TV-XZ2-9]{5}$/.test(Code);
    expect(rows.filter((row) => !isRight(row))).toEqual([]);
    expect(rows[0]).toMatchObject({ Name: "'=Thanks", State: "not used" });
    // They need the discount as it is.
    expect(await saveDiscount(id, 1, read())).toEqual({ kind: "method" });
    expect((await listDiscounts(null, 1)).rows.filter(({ name }) => name === "=Thanks")).toHaveLength(1);
  });

  it("are not made for a discount that has one code", async () => {
    const id = await make();
    expect(await makeSingleCodes(id, { count: 1, prefix: "", requestId: randomUUID() })).toBe("gone");
    expect(await makeSingleCodes(id, { count: 1_001, prefix: "", requestId: randomUUID() })).toBe(
      "not_a_number",
    );
  });
});

describe("trying a discount", () => {
  it("says what a cart would get, and why it gets nothing", async () => {
    const mug = await makeMug();
    const id = await make({ minSum: "40", countries: "DE" });
    const tried = (quantity: number, country: string | null) =>
      tryDiscount(id, [{ words: mug.sku, quantity }], country, 500n);
    expect(await tried(2, "DE")).toMatchObject({
      ...{ subtotalMinor: 4_800n, unknown: [] },
      outcome: { allocations: [{ amountMinor: 480n }], refused: [] },
    });
    expect((await tried(1, "DE"))?.outcome.refused).toMatchObject([
      { reason: "min_sum", missingMinor: 1_600n },
    ]);
    expect((await tried(2, "AT"))?.outcome.refused).toMatchObject([{ reason: "other_country" }]);
    expect(await tryDiscount(id, [{ words: "no such thing", quantity: 1 }], "DE", 0n)).toMatchObject({
      ...{ lines: [], unknown: ["no such thing"] },
    });
  });

  it("is for the products that were chosen, and for a collection as long as it is there", async () => {
    const [mug, bell, lamp] = [await makeMug(), await makeMug(), await makeMug()];
    const [collection] = await sql<{ id: string }>(
      "INSERT INTO collections (slug, title) VALUES ($1, 'Light') RETURNING id",
      [randomUUID()],
    );
    const collectionId = collection?.id ?? "";
    await sql("INSERT INTO collection_products (collection_id, product_id) VALUES ($1, $2)", [
      ...[collectionId, lamp.id],
    ]);
    const id = await make({ ofAllGoods: "off", collectionIds: [collectionId] });
    expect(await chooseProduct(id, mug.id, "add")).toBe("done");
    const has = async () =>
      Promise.all(
        [mug, bell, lamp].map(async ({ sku }) => {
          const tried = await tryDiscount(id, [{ words: sku, quantity: 1 }], null, 0n);
          return tried?.outcome.refused[0]?.reason ?? "applies";
        }),
      );
    expect(await has()).toEqual(["applies", "other_goods", "applies"]);
    await sql("DELETE FROM collections WHERE id = $1", [collectionId]);
    expect(await has()).toEqual(["applies", "other_goods", "other_goods"]);
    await chooseProduct(id, mug.id, "remove");
    expect(await has()).toEqual(["other_goods", "other_goods", "other_goods"]);
  });
});

describe("trying codes", () => {
  it("is limited for each visitor, of a hundred at once too, and for all that keep no cookie together", async () => {
    const visitor = { openedBy: null, countedAs: randomUUID() };
    const tries = await Promise.all(Array.from({ length: 100 }, () => takeTries(visitor, 1)));
    expect(tries.filter(Boolean)).toHaveLength(MAX_TRIES.visitor);
    const other = { openedBy: null, countedAs: randomUUID() };
    expect(await takeTries(other, 5)).toBe(true);
    await returnTries(other, 5);
    expect(await takeTries(other, MAX_TRIES.visitor)).toBe(true);
    expect(await takeTries(other, 1)).toBe(false);
    const first = { openedBy: null, countedAs: FIRST_VISITS };
    expect(await takeTries(first, MAX_TRIES.firstVisits)).toBe(true);
    expect(await takeTries(first, 1)).toBe(false);
    await sql("UPDATE discount_tries SET started_at = started_at - interval '15 minutes'");
    expect(await takeTries(first, 1)).toBe(true);
    expect(await takeTries(visitor, 1)).toBe(true);
  });
});
