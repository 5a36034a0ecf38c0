import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  APP_SECRET,
  type BackedUpShop,
  checksums,
  emptyDatabase,
  openBackedUpShop,
  PASSPHRASE,
  query,
} from "../../support/backup-fixture.ts";
import { type CommandResult, runScript } from "../../support/run-command.ts";

// Each command is a process, and takes seconds on a busy machine.

let shop: BackedUpShop;
beforeAll(async () => {
  shop = await openBackedUpShop();
});
afterAll(() => shop.close());

it("BK1: a backup of a running shop is one folder, only for its owner, and no secret can be read in it", () => {
  expect(shop.made).toMatchObject({ status: 0, printed: expect.stringContaining("3 orders") });
  expect(readdirSync(shop.backup).toSorted()).toEqual([
    "manifest.json",
    "pictures",
    "sandbox",
    "secrets.json",
    "tables",
  ]);
  expect(statSync(shop.backup).mode & 0o077).toBe(0);
  for (const entry of readdirSync(shop.backup, { recursive: true, withFileTypes: true }).filter((one) =>
    one.isFile(),
  ))
    expect(readFileSync(join(entry.parentPath, entry.name)).includes(APP_SECRET)).toBe(false);
  expect(shop.made.printed).not.toContain(PASSPHRASE);
});

describe("BK1: a restore into an empty database", () => {
  let url: string;
  let restored: CommandResult;
  beforeAll(async () => {
    url = await emptyDatabase();
    restored = await shop.restore(shop.backup, url, "restored");
  });

  it("BK1: has every row of every table, the secrets, the pictures and the sandbox's objects", async () => {
    expect(restored).toMatchObject({ status: 0, printed: expect.stringContaining("Restored 3 orders") });
    expect(await checksums(url)).toEqual(shop.rows);
    expect(JSON.parse(readFileSync(join(shop.dataDir("restored"), "secrets.json"), "utf8")).appSecret).toBe(
      APP_SECRET,
    );
    expect(readFileSync(join(shop.dataDir("restored"), "media/ab12/picture-480.webp"), "utf8")).toBe(
      "a picture",
    );
    expect(readFileSync(join(shop.dataDir("restored"), "sandbox/journal.jsonl"), "utf8")).toBe("[]\n");
  });

  it("BK1: brings no session back to life, and the chain of the audit is whole", async () => {
    expect(await query(url, "SELECT * FROM admin_sessions")).toEqual([]);
    const verified = await runScript("audit-verify", [], {
      env: { DATABASE_URL: url, DATA_DIR: shop.dataDir("restored") },
    });
    expect(verified).toMatchObject({ status: 0, printed: expect.stringContaining(" 0 faults") });
    expect(verified.printed).not.toContain("0 entries,");
    await expect(query(url, "DELETE FROM audit_entries")).rejects.toThrow("never changed or removed");
  });

  it("BK1: gives the next order a number that no order since the backup can have", async () => {
    const [last] = await query<{ last: number }>(url, "SELECT max(number) AS last FROM orders");
    const [next] = await query<{ next: string }>(url, "SELECT nextval('orders_number_seq') AS next");
    expect(last?.last).toBeGreaterThan(1_000);
    expect(Number(next?.next)).toBeGreaterThan((last?.last ?? 0) + 1_000);
  });

  it("BK1: has the mails sent that were promised before it", async () => {
    const jobs = "SELECT data->>'orderId' AS id FROM pgboss.job WHERE name = 'send-order-mail' ORDER BY 1";
    const promised = await query(shop.shopUrl, jobs);
    expect(promised.length).toBeGreaterThan(1);
    expect(await query(url, jobs)).toEqual(promised);
  });
});

it("BK1: a backup sees one moment, whatever is sold meanwhile", async () => {
  let isOver = false;
  const selling = (async () => {
    while (!isOver) await shop.scenario.checkOut();
  })();
  const folder = join(shop.home, "while-selling");
  expect(await shop.backUp(folder)).toMatchObject({ status: 0 });
  isOver = true;
  await selling;
  const url = await emptyDatabase();
  expect(await shop.restore(folder, url, "while-selling-restored")).toMatchObject({ status: 0 });
  const [orders] = await query<{ count: number }>(url, "SELECT count(*)::int AS count FROM orders");
  expect(orders?.count).toBeGreaterThan(3);
  const torn = `SELECT o.id FROM orders o LEFT JOIN order_lines l ON l.order_id = o.id LEFT JOIN stock_holds h ON h.order_id = o.id
    GROUP BY o.id HAVING sum(l.quantity) IS DISTINCT FROM o.item_count OR sum(h.quantity) IS DISTINCT FROM o.item_count`;
  expect(await query(url, torn)).toEqual([]);
});

it("BK1: with nothing but npm: the embedded database is backed up and restored, and ends with the command", async () => {
  const env = { BACKUP_PASSPHRASE: PASSPHRASE };
  const [embedded, again] = [join(shop.home, "embedded"), join(shop.home, "again")];
  expect(await runScript("restore", [shop.backup], { env: { ...env, DATA_DIR: embedded } })).toMatchObject({
    status: 0,
  });
  const secondBackup = join(shop.home, "tuesday");
  const second = await runScript("backup", [secondBackup], { env: { ...env, DATA_DIR: embedded } });
  expect(second).toMatchObject({ status: 0, printed: expect.stringContaining("3 orders") });
  const restored = await runScript("restore", [secondBackup], { env: { ...env, DATA_DIR: again } });
  expect(restored).toMatchObject({ status: 0, printed: expect.stringContaining("Restored 3 orders") });
  expect(existsSync(join(again, "postgres/PG_VERSION"))).toBe(true);
  expect(existsSync(join(again, "postgres/postmaster.pid"))).toBe(false);
  const secretOf = (folder: string) => JSON.parse(readFileSync(join(folder, "secrets.json"), "utf8"));
  expect(secretOf(again).appSecret).toBe(APP_SECRET);
  expect(secretOf(again).databasePassword).not.toBe(secretOf(embedded).databasePassword);
});
