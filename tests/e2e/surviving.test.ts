import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { rmSync } from "node:fs";
import { createServer } from "node:net";
import { FLOORS, isBelow, newestNode } from "../../scripts/floors.ts";
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
import { sandboxKey } from "../support/web-process.ts";
import { addToCart, checkOut, embeddedForm, expect, test } from "./shop.ts";

test.describe.configure({ timeout: 600_000 });

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

/** What is still to be delivered, reconciled or sent. */
async function countUnfinished(): Promise<number> {
  const answer = await fetch(`${shop.sandbox}/_sandbox/deliveries?state=pending`);
  const { data }: { data: unknown[] } = await answer.json();
  const left = await only<{ n: number }>(
    `SELECT (SELECT count(*) FROM stripe_events WHERE state = 'received')::int
          + (SELECT count(*) FROM pgboss.job WHERE name = 'send-order-mail' AND state IN ('created', 'retry', 'active'))::int AS n`,
  );
  return data.length + (left?.n ?? 0);
}

const only = async <T>(text: string) => (await query<T>(dataDir, text))[0];

test("W11 the first start prints a link that makes the owner's account, and no password", async () => {
  expect(shop.admin).not.toBeNull();
  expect(shop.output()).not.toMatch(/password/i);
});

test("R-S5: the start prints no address that does not work", async () => {
  const addresses = shop.output().match(/https?:\/\/[^\s/]+/g) ?? [];
  expect(new Set(addresses)).toEqual(new Set([shop.origin, shop.sandbox]));
  for (const address of addresses) expect((await fetch(address)).status).toBeLessThan(500);
});

/** Who is connected to the shop's database, with how many connections. */
const connected = () =>
  query<{ name: string; isSuperuser: boolean; count: number }>(
    dataDir,
    `SELECT usename AS name, rolsuper AS "isSuperuser", count(*)::int AS count
       FROM pg_stat_activity JOIN pg_roles ON rolname = usename
      WHERE datname = 'latchkey' AND pid <> pg_backend_pid() GROUP BY 1, 2`,
  );

test("H5: the running shop is no superuser of the embedded database, and its start says what is too old", async () => {
  expect(await connected()).toEqual([
    { name: "latchkey_app", isSuperuser: false, count: expect.any(Number) },
  ]);
  const [server] = await query<{ version: string }>(
    dataDir,
    "SELECT current_setting('server_version') AS version",
  );
  const isOld = isBelow(server?.version ?? "", FLOORS.postgresql.version);
  expect(shop.output().includes(`PostgreSQL ${server?.version} is older than`)).toBe(isOld);
  const { version } = newestNode();
  expect(shop.output().includes(`Node.js ${version} is older than`)).toBe(
    isBelow(version, FLOORS.node.version),
  );
});

test("H5: npm run worker is no superuser of the embedded database either", async () => {
  const [before] = await connected();
  const keyOf = (role: string) => sandboxKey(shop.sandbox, `shop ${role}`);
  const worker = spawn(
    process.execPath,
    ["node_modules/tsx/dist/cli.mjs", "--tsconfig", "tsconfig.scripts.json", "scripts/worker.ts"],
    {
      env: {
        ...process.env,
        DATA_DIR: dataDir,
        STRIPE_SANDBOX_URL: shop.sandbox,
        STRIPE_RECONCILER_KEY: await keyOf("reconciler"),
        STRIPE_BACKOFFICE_KEY: await keyOf("backoffice"),
      },
    },
  );
  let printed = "";
  for (const stream of [worker.stdout, worker.stderr])
    stream.on("data", (text) => {
      printed += text;
    });
  await expect.poll(() => printed, { timeout: 180_000 }).toContain("The worker is running");
  const [now, ...others] = await connected();
  expect([now?.name, others]).toEqual(["latchkey_app", []]);
  expect(now?.count).toBeGreaterThan(before?.count ?? 0);
  const ended = once(worker, "exit");
  worker.kill("SIGTERM");
  await ended;
});

test("a shop killed between payment and webhook has the order paid after a restart, with one mail and no new link", async ({
  page,
}) => {
  await addToCart(page, `${shop.origin}/products/hand-bell`);
  await page.goto(`${shop.origin}/cart`);
  await checkOut(page);
  await expect(embeddedForm(page).getByLabel("Card number")).toBeVisible();
  await control(shop, "faults", { kind: "delay_deliveries", seconds: 600 });
  const order = await only<{ session: string }>("SELECT stripe_session_id AS session FROM orders");
  await payWithoutBrowser(shop.sandbox, order?.session ?? "");
  // The checkout asks the shop whether it still holds, and would find nobody there.
  await page.goto("about:blank");
  await killShop(shop);

  shop = await startShop({ ...ports, dataDir });
  expect(shop.admin).toBeNull();
  await control(shop, "faults", undefined, "DELETE");
  await control(shop, "clock", { advance_seconds: 601 });
  await expect
    .poll(async () => (await only<{ state: string }>("SELECT payment_state AS state FROM orders"))?.state, {
      timeout: 180_000,
    })
    .toBe("paid");
  await expect
    .poll(async () => (await only<{ n: number }>("SELECT count(*)::int AS n FROM mails"))?.n, {
      timeout: 180_000,
    })
    .toBe(1);
  await control(shop, "clock", { advance_seconds: 3_600 });
  await expect.poll(countUnfinished, { timeout: 180_000 }).toBe(0);
  expect((await only<{ n: number }>("SELECT count(*)::int AS n FROM mails"))?.n).toBe(1);
});

test("Ctrl-C stops everything that npm start began, and the next start has all data", async () => {
  const readIds = () =>
    only<Record<string, string[] | null>>(
      `SELECT (SELECT array_agg(id::text ORDER BY id) FROM admin_users) AS admins,
              (SELECT array_agg(id::text ORDER BY id) FROM variants) AS variants,
              (SELECT array_agg(id::text ORDER BY id) FROM orders) AS orders`,
    );
  const before = await readIds();
  expect(before?.admins).toHaveLength(1);
  expect(before?.variants?.length).toBeGreaterThan(10);
  await stopShop(shop);
  expect(await fetch(shop.origin).catch(() => "closed")).toBe("closed");
  expect(await fetch(shop.sandbox).catch(() => "closed")).toBe("closed");
  await expect(query(dataDir, "SELECT 1")).rejects.toThrow();
  shop = await startShop({ ...ports, dataDir });
  expect(shop.admin).toBeNull();
  expect(await readIds()).toEqual(before);
});

function tryStart(env: Record<string, string>) {
  const folder = makeTemporaryFolder("refused");
  const tried = spawnSync(
    process.execPath,
    ["node_modules/tsx/dist/cli.mjs", "--tsconfig", "tsconfig.scripts.json", "scripts/start.ts"],
    {
      env: { ...process.env, DATA_DIR: folder, ...env },
      encoding: "utf8",
      timeout: 180_000,
    },
  );
  rmSync(folder, { recursive: true, force: true });
  return { code: tried.status, printed: tried.stdout + tried.stderr };
}

test("npm start says what to do when the port is taken", async () => {
  const { code, printed } = tryStart({ PORT: String(ports.port) });
  expect(code).toBe(1);
  expect(printed).toMatch(/Port \d+ is taken by another program\.\s+Fix: .*PORT=\d+ npm start/);
});

test("npm start says what to do when the database is down", async () => {
  const port = await freePort();
  const { code, printed } = tryStart({
    PORT: String(await freePort()),
    DATABASE_URL: `postgresql://shop:secret@127.0.0.1:${port}/shop`,
  });
  expect(code).toBe(1);
  expect(printed).toMatch(/The database shop at 127\.0\.0\.1:\d+ cannot be reached/);
  expect(printed).toMatch(/Fix: Start PostgreSQL, correct DATABASE_URL/);
  expect(printed).not.toContain("secret");
});

test("A11: npm start refuses a full key with the variable and the fix", async () => {
  const { code, printed } = tryStart({
    PORT: String(await freePort()),
    STRIPE_CHECKOUT_KEY: "sk_test_FULL_KEY_FOR_TESTS",
  });
  expect(code).toBe(1);
  expect(printed).toMatch(/STRIPE_CHECKOUT_KEY holds an unrestricted secret key/);
  expect(printed).toMatch(/Fix: /);
});

test("H5: npm start refuses live keys on an embedded PostgreSQL with known holes, and names both ways on", async () => {
  const live = {
    STRIPE_RESTRICTED_KEY: "rk_live_LOCAL_EMULATOR_ONLY",
    STRIPE_PUBLISHABLE_KEY: "pk_live_LOCAL_EMULATOR_ONLY",
    STRIPE_WEBHOOK_SECRET: "whsec_LOCAL_EMULATOR_ONLY",
    APP_ORIGIN: "https://shop.example",
    SMTP_URL: "smtps://mail.example",
    PROXY_HOPS: "1",
  };
  const { code, printed } = tryStart({ PORT: String(await freePort()), ...live });
  expect(code).toBe(1);
  expect(printed).toMatch(/The embedded PostgreSQL [\d.]+ is older than .* not for live keys/);
  expect(printed).toMatch(/Fix: .*DATABASE_URL.*ALLOW_OLD_POSTGRES=yes/);
});

test("H8: npm start refuses live keys on http, with unknown proxies, mail in clear text or a database without TLS", async () => {
  const { code, printed } = tryStart({
    PORT: String(await freePort()),
    STRIPE_RESTRICTED_KEY: "rk_live_LOCAL_EMULATOR_ONLY",
    STRIPE_PUBLISHABLE_KEY: "pk_live_LOCAL_EMULATOR_ONLY",
    STRIPE_WEBHOOK_SECRET: "whsec_LOCAL_EMULATOR_ONLY",
    APP_ORIGIN: "http://shop.example",
    SMTP_URL: "smtp://shop:hunter2@mail.example:587",
  });
  expect(code).toBe(1);
  for (const name of ["APP_ORIGIN begins with http", "PROXY_HOPS is not set", "SMTP_URL may send"])
    expect(printed).toMatch(new RegExp(`${name}.*Fix: `));
  expect(printed).not.toContain("hunter2");
});

test("npm start does not mistake a deaf program on the sandbox's port for the sandbox", async () => {
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
