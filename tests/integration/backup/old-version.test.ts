import { rmSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { ORDER_MAILS } from "../../../domain/orders/mail.ts";
import { listMigrations } from "../../../scripts/database.ts";
import { useDatabase, useEnvironment } from "../../support/database.ts";
import { type OldShop, openOldShop } from "../../support/old-shop.ts";
import { runScript } from "../../support/run-command.ts";
import { makeTemporaryFolder } from "../../support/temporary-folder.ts";

const home = makeTemporaryFolder("old-backup");
let shop: OldShop;
let restored: pg.Client;

beforeAll(async () => {
  useEnvironment();
  shop = await openOldShop("tests/fixtures/old-versions/2026-11-25");
  const { APP_SECRET = "" } = process.env;
  const env = { APP_SECRET, BACKUP_PASSPHRASE: "otter lamp quay nine" };
  const folder = join(home, "backup");
  const made = await runScript("backup", [folder], {
    env: { ...env, DATABASE_URL: shop.databaseUrl, DATA_DIR: shop.dataDir },
  });
  expect(made).toMatchObject({ status: 0 });
  const url = await useDatabase("template1");
  const done = await runScript("restore", [folder], {
    env: { ...env, DATABASE_URL: url, DATA_DIR: join(home, "data") },
  });
  expect(done).toMatchObject({ status: 0, printed: expect.stringContaining("Next: npm start") });
  restored = new pg.Client(url);
  await restored.connect();
});
afterAll(async () => {
  await restored.end();
  await shop.close();
  rmSync(home, { recursive: true, force: true });
});

const rows = async <T>(text: string): Promise<T[]> => (await restored.query(text)).rows as T[];

it("BK1: a backup of an earlier version is restored into today's schema, with each order as it was", async () => {
  const applied = await rows<{ name: string }>(
    "SELECT migration_name AS name FROM _prisma_migrations ORDER BY 1",
  );
  expect(shop.expected.migrations.length).toBeLessThan(listMigrations().length);
  expect(applied.map(({ name }) => name)).toEqual(listMigrations().toSorted());
  const orders = await rows<Record<string, string | null>>(
    `SELECT number::text, payment_state AS payment,
            -- The migration flags what is disputed.
            CASE WHEN conflict NOT LIKE 'dispute%' THEN conflict END AS conflict, total_minor::text AS total, captured_minor::text AS captured,
            refunded_minor::text AS refunded FROM orders ORDER BY number`,
  );
  const wanted = Object.entries(shop.expected.orders).map(
    ([number, { payment, conflict, total, captured, refunded }]) => ({
      ...{ number, payment, conflict, total, captured, refunded },
    }),
  );
  expect(orders).toEqual(wanted);
});

it("M10: its orders are found by what was bought, from before orders kept those words", async () => {
  const orders = await rows<{ words: string; line: string }>(
    `SELECT o.line_words AS words, concat_ws(' ', l.product_title, nullif(l.variant_title, ''), l.sku) AS line
       FROM orders o JOIN order_lines l ON l.order_id = o.id`,
  );
  expect(orders.length).toBeGreaterThan(0);
  for (const { words, line } of orders) expect(` ${words} `).toContain(` ${line} `);
});

it("BK1: its next order has a new number, and its unsent mails are enqueued by the words of today", async () => {
  const last = Math.max(...Object.keys(shop.expected.orders).map(Number));
  const [next] = await rows<{ next: string }>("SELECT nextval('orders_number_seq') AS next");
  expect(Number(next?.next)).toBeGreaterThan(last + 1_000);
  const jobs = await rows<{ kind: string }>(
    "SELECT data->>'kind' AS kind FROM pgboss.job WHERE name = 'send-order-mail'",
  );
  expect(jobs.length).toBeGreaterThan(0);
  expect(ORDER_MAILS).toEqual(expect.arrayContaining([...new Set(jobs.map(({ kind }) => kind))]));
});
