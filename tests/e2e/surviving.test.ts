import { spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import { createServer } from "node:net";
import { freePort } from "../../scripts/ports.ts";
import {
  control,
  killShop,
  payWithoutBrowser,
  query,
  type RunningShop,
  startShop,
  stopShop,
} from "../support/running-shop.ts";
import { makeTemporaryFolder } from "../support/temporary-folder.ts";
import { addToCart, embeddedForm, expect, test } from "./shop.ts";

test.describe.configure({ mode: "serial", timeout: 180_000 });

const dataDir = makeTemporaryFolder("surviving");
let ports: { port: number; sandboxPort: number };
let shop: RunningShop;

test.beforeAll(async () => {
  ports = { port: await freePort(), sandboxPort: await freePort() };
  shop = await startShop({ ...ports, dataDir });
});

test.afterAll(async () => {
  await stopShop(shop);
  rmSync(dataDir, { recursive: true, force: true });
});

const only = async <T>(text: string) => (await query<T>(dataDir, text))[0];

test("prints the admin's password at the first start, and only then", async () => {
  expect(shop.admin?.password.length).toBeGreaterThanOrEqual(12);
});

test("killed between payment and webhook, it is paid after a restart, with one mail", async ({ page }) => {
  await addToCart(page, `${shop.origin}/products/hand-bell`);
  await page.goto(`${shop.origin}/cart`);
  await page.getByRole("button", { name: "Check out" }).click();
  await page.waitForURL("**/checkout");
  const form = embeddedForm(page);
  await expect(form.getByLabel("Card number")).toBeVisible();
  await control(shop, "faults", { kind: "delay_deliveries", seconds: 600 });
  const order = await only<{ session: string }>("SELECT stripe_session_id AS session FROM orders");
  await payWithoutBrowser(shop.sandbox, order?.session ?? "");
  await killShop(shop);

  shop = await startShop({ ...ports, dataDir });
  expect(shop.admin).toBeNull();
  await control(shop, "faults", undefined, "DELETE");
  await control(shop, "clock", { advance_seconds: 601 });
  await expect
    .poll(async () => (await only<{ state: string }>("SELECT payment_state AS state FROM orders"))?.state, {
      timeout: 30_000,
    })
    .toBe("paid");
  await expect
    .poll(async () => (await only<{ n: number }>("SELECT count(*)::int AS n FROM mails"))?.n, {
      timeout: 30_000,
    })
    .toBe(1);
  await control(shop, "clock", { advance_seconds: 3_600 });
  await page.waitForTimeout(2_000);
  expect((await only<{ n: number }>("SELECT count(*)::int AS n FROM mails"))?.n).toBe(1);
});

test("stops everything that it started, and keeps all data", async () => {
  await stopShop(shop);
  expect(await fetch(shop.origin).catch(() => "closed")).toBe("closed");
  expect(await fetch(shop.sandbox).catch(() => "closed")).toBe("closed");
  await expect(query(dataDir, "SELECT 1")).rejects.toThrow();
  shop = await startShop({ ...ports, dataDir });
  expect((await only<{ n: number }>("SELECT count(*)::int AS n FROM orders"))?.n).toBe(1);
});

function tryStart(env: Record<string, string>) {
  const folder = makeTemporaryFolder("refused");
  const tried = spawnSync(
    process.execPath,
    ["node_modules/tsx/dist/cli.mjs", "--tsconfig", "tsconfig.scripts.json", "scripts/start.ts"],
    {
      env: { ...process.env, DATA_DIR: folder, ...env },
      encoding: "utf8",
      timeout: 60_000,
    },
  );
  rmSync(folder, { recursive: true, force: true });
  return { code: tried.status, printed: tried.stdout + tried.stderr };
}

test("says what to do when the port is taken", async () => {
  const { code, printed } = tryStart({ PORT: String(ports.port) });
  expect(code).toBe(1);
  expect(printed).toMatch(/Port \d+ is taken by another program\.\s+Fix: .*PORT=\d+ npm start/);
});

test("says what to do when the database is down", async () => {
  const port = await freePort();
  const { code, printed } = tryStart({
    PORT: String(await freePort()),
    DATABASE_URL: `postgresql://shop:secret@127.0.0.1:${port}/shop`,
  });
  expect(code).toBe(1);
  expect(printed).toMatch(/The database\/shop at 127\.0\.0\.1:\d+ cannot be reached/);
  expect(printed).toMatch(/Fix: Start PostgreSQL, correct DATABASE_URL/);
  expect(printed).not.toContain("secret");
});

test("A11: refuses a full key with the variable and the fix", async () => {
  const { code, printed } = tryStart({
    PORT: String(await freePort()),
    STRIPE_CHECKOUT_KEY: "sk_test_FULL_KEY_FOR_TESTS",
  });
  expect(code).toBe(1);
  expect(printed).toMatch(/STRIPE_CHECKOUT_KEY holds an unrestricted secret key/);
  expect(printed).toMatch(/Fix: /);
});

test("does not mistake a deaf program on the sandbox's port for the sandbox", async () => {
  const deaf = createServer().listen(0, "127.0.0.1");
  const address = deaf.address();
  const sandboxPort = typeof address === "object" && address ? address.port : 0;
  const folder = makeTemporaryFolder("deaf");
  const other = await startShop({ port: await freePort(), sandboxPort, dataDir: folder });
  expect(await (await fetch(`${other.origin}/health`)).json()).toMatchObject({ ok: true, stripe: "sandbox" });
  await stopShop(other);
  deaf.close();
  rmSync(folder, { recursive: true, force: true });
});
