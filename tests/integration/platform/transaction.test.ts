import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import {
  closeDb,
  db,
  PLANNED_EACH_TIME,
  Prisma,
  pool,
  sqlState,
  type Tx,
  transaction,
} from "../../../server/platform/db.ts";
import { useDatabase, useEnvironment } from "../../support/database.ts";

beforeAll(async () => {
  await useDatabase();
  useEnvironment();
  // As a server has it that was set up far away: the connection's own zone must win.
  const name = Prisma.raw(`"${new URL(process.env.DATABASE_URL ?? "").pathname.slice(1)}"`);
  await db().$executeRaw`ALTER DATABASE ${name} SET timezone = 'Asia/Tokyo'`;
  await closeDb();
});
afterAll(closeDb);

let slug = "";
beforeEach(() => {
  slug = `collection-${randomUUID()}`;
});
const collection = (title = "Light") => ({ slug, title });
const find = () => db().collection.findUnique({ where: { slug } });

describe("a transaction", () => {
  it("commits what was written through a model and a template", async () => {
    const seen = await transaction(async (tx) => {
      await tx.collection.create({ data: collection() });
      await tx.$executeRaw`UPDATE collections SET description = 'lamps' WHERE slug = ${slug}`;
      return tx.collection.findUnique({ where: { slug } });
    });
    expect(seen).toMatchObject({ title: "Light", description: "lamps" });
    expect(await find()).toEqual(seen);
  });

  it("leaves nothing behind when its work throws", async () => {
    const fail = transaction(async (tx) => {
      await tx.collection.create({ data: collection() });
      await tx.$executeRaw`UPDATE collections SET position = 7 WHERE slug = ${slug}`;
      throw new Error("no");
    });
    await expect(fail).rejects.toThrow("no");
    expect(await find()).toBeNull();
    expect(pool().idleCount).toBe(pool().totalCount);
  });

  it.each<[string, (tx: Tx, id: string) => Promise<unknown>]>([
    ["a model", (tx, id) => tx.collection.update({ where: { id }, data: { position: { increment: 1 } } })],
    [
      "a template",
      (tx, id) => tx.$executeRaw`UPDATE collections SET position = position + 1 WHERE id = ${id}::uuid`,
    ],
  ])("is run again after a deadlock, through %s", async (_door, raise) => {
    const one = await db().collection.create({ data: { slug: `${slug}-1`, title: "One" } });
    const two = await db().collection.create({ data: { slug: `${slug}-2`, title: "Two" } });
    const both: (() => void)[] = [];
    // Both hold their first row before either asks for the other's.
    const meet = () =>
      new Promise<void>((resolve) => {
        both.push(resolve);
        if (both.length >= 2) for (const go of both) go();
      });
    const raiseBoth = (first: string, second: string) =>
      transaction(async (tx) => {
        await raise(tx, first);
        await meet();
        await raise(tx, second);
      });
    await Promise.all([raiseBoth(one.id, two.id), raiseBoth(two.id, one.id)]);
    const after = await db().collection.findMany({ where: { id: { in: [one.id, two.id] } } });
    expect(after.map(({ position }) => position)).toEqual([2, 2]);
  });
});

describe("a statement", () => {
  it("is prepared once for a connection, unless it asks to be planned each time", async () => {
    const kept = await transaction(async (tx) => {
      for (const title of ["One", "Two"]) {
        await tx.$queryRaw`SELECT id FROM collections WHERE title = ${title} LIMIT 3`;
        await tx.$queryRaw`${PLANNED_EACH_TIME} SELECT id FROM collections WHERE title = ${title} LIMIT 4`;
      }
      return tx.$queryRaw<{ statement: string }[]>`
        SELECT statement FROM pg_prepared_statements WHERE statement LIKE ${"%collections WHERE title%"}`;
    });
    expect(kept).toEqual([{ statement: "SELECT id FROM collections WHERE title = $1 LIMIT 3" }]);
  });
});

describe("PostgreSQL's code of an error", () => {
  it.each<[string, () => Promise<unknown>]>([
    ["a model", () => db().collection.create({ data: collection() })],
    ["a template", () => db().$executeRaw`INSERT INTO collections (slug, title) VALUES (${slug}, 'Light')`],
    ["text", () => pool().query("INSERT INTO collections (slug, title) VALUES ($1, 'Light')", [slug])],
  ])("is that of a unique index, through %s", async (_door, insert) => {
    await db().collection.create({ data: collection() });
    expect(sqlState(await insert().catch((error) => error))).toBe("23505");
  });

  it.each<[string, () => Promise<unknown>]>([
    ["a template", () => db().$executeRaw`SELECT 1 / 0`],
    ["text", () => pool().query("SELECT 1 / 0")],
  ])("is that of any failed statement, through %s", async (_door, run) => {
    expect(sqlState(await run().catch((error) => error))).toBe("22012");
  });

  it("is null for what did not come from PostgreSQL", () => {
    expect(sqlState(Object.assign(new Error("no file"), { code: "ENOENT" }))).toBeNull();
  });
});

describe("a time", () => {
  it("is the same instant through every door, though the database's zone is another", async () => {
    const at = new Date("2026-03-29T01:30:00.123Z");
    const { id } = await db().collection.create({ data: collection() });
    const product = { slug, title: "Lamp", createdAt: at };
    await db().product.create({ data: product });
    await db().$executeRaw`UPDATE products SET updated_at = ${at} WHERE slug = ${slug}`;
    const { rows } = await pool().query("SELECT created_at, updated_at FROM products WHERE slug = $1", [
      slug,
    ]);
    expect(rows).toEqual([{ created_at: at, updated_at: at }]);
    expect(await db().product.findUnique({ where: { slug } })).toMatchObject({ createdAt: at });
    expect(await db().$queryRaw`SELECT current_setting('timezone') AS zone, ${id}::text AS id`).toEqual([
      { zone: "UTC", id },
    ]);
  });
});
