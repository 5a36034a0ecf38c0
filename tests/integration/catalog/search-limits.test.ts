import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { inTime, limitSearches } from "../../../server/catalog/read/limit-searches.ts";
import { searchProducts } from "../../../server/catalog/read/search-products.ts";
import { closeDb, pool } from "../../../server/platform/db.ts";
import { useDatabase, useEnvironment } from "../../support/database.ts";

beforeAll(async () => {
  await useDatabase();
  useEnvironment();
});
afterAll(closeDb);

describe("W2: searches", () => {
  it("five run at a time; more hear at once that the shop is busy, and a place is free again when one ends", async () => {
    let finish = () => {};
    const held = new Promise<string>((done) => {
      finish = () => done("found");
    });
    const running = Array.from({ length: 5 }, () => limitSearches(() => held));
    const began = performance.now();
    expect(await Promise.all([1, 2, 3].map(() => limitSearches(() => searchProducts("mug"))))).toEqual(
      Array(3).fill("busy"),
    );
    expect(performance.now() - began).toBeLessThan(50);
    finish();
    expect(await Promise.all(running)).toEqual(Array(5).fill("found"));
    expect(await limitSearches(() => searchProducts("mug"))).toMatchObject({ tiles: [] });
    await expect(limitSearches(() => Promise.reject(new Error("a fault")))).rejects.toThrow("a fault");
    expect(await limitSearches(() => searchProducts("mug"))).toMatchObject({ tiles: [] });
  });

  it("a statement that takes more than two seconds is ended, at the database too, and is no fault", async () => {
    const began = performance.now();
    expect(await limitSearches(() => inTime((tx) => tx.$queryRaw`SELECT pg_sleep(30)::text`))).toBe("busy");
    expect(performance.now() - began).toBeLessThan(10_000);
    const { rows } = await pool().query(
      "SELECT 1 FROM pg_stat_activity WHERE query LIKE '%pg_sleep(30)%' AND state = 'active' AND pid <> pg_backend_pid()",
    );
    expect(rows).toEqual([]);
  });

  it("the limit of time stays with the statement, not with the connection", async () => {
    await inTime((tx) => tx.$queryRaw`SELECT 1`);
    const { rows } = await pool().query("SHOW statement_timeout");
    expect(rows).toEqual([{ statement_timeout: "0" }]);
  });
});
