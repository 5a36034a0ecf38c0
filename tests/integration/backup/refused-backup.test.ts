import { createHash } from "node:crypto";
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  APP_SECRET,
  type BackedUpShop,
  checksums,
  emptyDatabase,
  openBackedUpShop,
  PASSPHRASE,
} from "../../support/backup-fixture.ts";
import { runScript } from "../../support/run-command.ts";

// Each command is a process, and takes seconds on a busy machine.

let shop: BackedUpShop;
beforeAll(async () => {
  shop = await openBackedUpShop();
});
afterAll(() => shop.close());

it("BK1: is refused when it is not empty, or while the shop is connected, and changes nothing", async () => {
  const url = await emptyDatabase();
  expect(await shop.restore(shop.backup, url, "restored")).toMatchObject({ status: 0 });
  const again = await shop.restore(shop.backup, url, "restored");
  expect(again).toMatchObject({ status: 1, printed: expect.stringContaining("3 orders") });
  expect(again.printed).toMatch(/Fix: name an empty database/);
  const other = await emptyDatabase();
  const connected = new pg.Client(other);
  await connected.connect();
  const busy = await shop.restore(shop.backup, other, "busy");
  await connected.end();
  expect(busy).toMatchObject({ status: 1, printed: expect.stringContaining("The shop is running") });
  expect(await checksums(other)).toEqual({});
});

describe("BK1: nothing but a whole backup is restored", () => {
  let url: string;
  beforeAll(async () => {
    url = await emptyDatabase();
  });
  const refused = async (folder: string, sentence: string, input = `${PASSPHRASE}\n`) => {
    const { status, printed } = await shop.restore(folder, url, "refused", { input });
    expect(printed).toContain(sentence);
    expect(status).toBe(1);
    expect(await checksums(url)).toEqual({});
    expect(existsSync(join(shop.dataDir("refused"), "secrets.json"))).toBe(false);
  };
  const copy = (name: string) => {
    const folder = join(shop.home, name);
    cpSync(shop.backup, folder, { recursive: true });
    return folder;
  };

  it.each(["tables/order_lines.gz", "pictures/ab12/picture-480.webp", "manifest.json", "secrets.json"])(
    "BK1: one flipped byte in %s is found before the first write",
    async (name) => {
      const folder = copy(`flipped-${name.replaceAll("/", "-")}`);
      const bytes = readFileSync(join(folder, name));
      const at = bytes.length - 20;
      bytes[at > 0 ? at : 2] = (bytes[at > 0 ? at : 2] ?? 0) ^ 1;
      writeFileSync(join(folder, name), bytes);
      await refused(folder, "damaged");
    },
  );

  it("BK1: a file that is missing, another passphrase and a folder without a manifest are refused", async () => {
    await refused(shop.backup, "not the passphrase", "another passphrase\n");
    const folder = copy("missing");
    rmSync(join(folder, "tables/mails.gz"));
    await refused(folder, "tables/mails.gz of this backup is damaged or missing");
    rmSync(join(folder, "manifest.json"));
    await refused(folder, "holds no whole backup");
  });

  it("BK1: a backup of a newer version is refused with the fix, and so is another APP_SECRET", async () => {
    const folder = copy("newer");
    const { contents } = JSON.parse(readFileSync(join(folder, "manifest.json"), "utf8"));
    contents.migrations.push("20991231000000_of_tomorrow");
    const sha256 = createHash("sha256").update(JSON.stringify(contents)).digest("hex");
    writeFileSync(join(folder, "manifest.json"), JSON.stringify({ sha256, contents }));
    await refused(folder, "newer version of Latchkey");
    const given = await shop.restore(shop.backup, url, "refused", {
      env: { APP_SECRET: APP_SECRET.replace("a-", "b-") },
    });
    expect(given).toMatchObject({ status: 1, printed: expect.stringContaining("remove APP_SECRET") });
  });

  it("BK1: a backup that was killed leaves nothing that a restore takes", async () => {
    const folder = join(shop.home, "killed");
    const env = {
      DATABASE_URL: shop.shopUrl,
      DATA_DIR: shop.dataDir("shop"),
      APP_SECRET,
      BACKUP_PASSPHRASE: PASSPHRASE,
    };
    await runScript("backup", [folder], {
      env,
      onOutput: (printed, kill) => printed.includes("pictures …") && kill(),
    });
    expect(existsSync(folder)).toBe(false);
    expect(existsSync(`${folder}.partial`)).toBe(true);
    await refused(`${folder}.partial`, "holds no whole backup");
    expect(await shop.backUp(folder)).toMatchObject({
      status: 1,
      printed: expect.stringContaining("broken off"),
    });
    rmSync(`${folder}.partial`, { recursive: true });
    expect(await shop.backUp(folder)).toMatchObject({ status: 0 });
  });
});

it.each(["tables …", "today's version …"])(
  "BK1: a restore that is killed at '%s' continues when it is run again, and until then nothing starts on it",
  async (step) => {
    const url = await emptyDatabase();
    const name = `killed-${step.slice(0, 5)}`;
    const killed = await shop.restore(shop.backup, url, name, {
      onOutput: (printed, kill) => printed.includes(step) && kill(),
    });
    expect(killed.status).not.toBe(0);
    if (step.startsWith("today")) {
      const env = { DATABASE_URL: url, DATA_DIR: shop.dataDir(name) };
      expect(await runScript("reconcile", [], { env })).toMatchObject({
        status: 2,
        printed: expect.stringContaining("A restore into this database was broken off"),
      });
    }
    expect(await shop.restore(shop.backup, url, name)).toMatchObject({ status: 0 });
    expect(await checksums(url)).toEqual(shop.rows);
  },
);

it("BK1: the command says what is wrong: a folder in use, a short passphrase, none at all, no folder", async () => {
  expect(await shop.backUp(shop.backup)).toMatchObject({
    status: 1,
    printed: expect.stringContaining("is not empty"),
  });
  const folder = join(shop.home, "new");
  const short = await shop.backUp(folder, [], { env: { BACKUP_PASSPHRASE: "short" } });
  expect(short).toMatchObject({ status: 1, printed: expect.stringContaining("at least 12 characters") });
  const env = { DATABASE_URL: shop.shopUrl, DATA_DIR: shop.dataDir("shop"), APP_SECRET };
  const none = await runScript("backup", [folder], { env });
  expect(none).toMatchObject({ status: 1, printed: expect.stringContaining("set BACKUP_PASSPHRASE") });
  expect(await runScript("backup", [], { env })).toMatchObject({ status: 1 });
  expect(existsSync(folder)).toBe(false);
});

it("BK1: a backup without secrets says so, and so does its restore where the secret is another", async () => {
  const folder = join(shop.home, "without");
  const without = await shop.backUp(folder, ["--without-secrets"]);
  expect(without).toMatchObject({ status: 0, printed: expect.stringContaining("WITHOUT SECRETS") });
  expect(readdirSync(folder)).not.toContain("secrets.json");
  const url = await emptyDatabase();
  const restored = await shop.restore(folder, url, "without-restored", { input: "" });
  expect(restored).toMatchObject({ status: 0, printed: expect.stringContaining("NO SECRETS") });
});
