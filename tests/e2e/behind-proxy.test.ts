import { chromium } from "@playwright/test";
import { launchOptions } from "../../scripts/chromium.ts";
import { freePort } from "../../scripts/ports.ts";
import { startPlainProxy } from "../support/plain-proxy.ts";
import { sandboxKey, startWebProcess } from "../support/web-process.ts";
import { addToCart, expect, given, test } from "./shop.ts";

test.describe.configure({ timeout: 120_000 });

const PROXIES: [string, (host: string) => Record<string, string>][] = [
  ["passes no Host on, as nginx by default", () => ({})],
  ["passes Host on", (host) => ({ host })],
  ["says the host in X-Forwarded-Host", (host) => ({ "x-forwarded-host": `${host}, cdn.example` })],
];

for (const [does, headers] of PROXIES)
  test(`R-S4: the buttons of a shop work behind a proxy that ${does}`, async () => {
    const port = await freePort();
    const proxy = await startPlainProxy(port, headers);
    // A name of its own, as shoppers know the shop by; http, so that no certificate is needed.
    const origin = `http://shop.example:${proxy.port}`;
    const keys = await Promise.all(
      ["checkout", "reconciler", "backoffice"].map(async (role) => [
        `STRIPE_${role.toUpperCase()}_KEY`,
        await sandboxKey(given.sandbox, `shop ${role}`),
      ]),
    );
    const web = await startWebProcess({
      port,
      dataDir: given.dataDir,
      sandbox: given.sandbox,
      env: {
        ...Object.fromEntries(keys),
        STRIPE_PUBLISHABLE_KEY: "pk_test_sandbox",
        APP_ORIGIN: origin,
        PROXY_HOPS: "1",
      },
    });
    const options = launchOptions();
    const browser = await chromium.launch({
      ...options,
      args: [...(options.args ?? []), "--host-resolver-rules=MAP shop.example 127.0.0.1"],
    });
    try {
      const page = await browser.newPage({ baseURL: origin });
      await addToCart(page, "/products/hand-bell");
      await page.goto("/cart");
      await page
        .getByLabel(/Quantity/)
        .first()
        .fill("2");
      await page
        .getByLabel(/Quantity/)
        .first()
        .press("Enter");
      await expect(page.getByRole("link", { name: /Cart.*2/ })).toBeVisible();
      // A form without JavaScript.
      const plain = await browser.newPage({ baseURL: origin, javaScriptEnabled: false });
      await plain.goto("/admin/sign-in");
      await plain.getByLabel("Email").fill(`nobody-${proxy.port}@shop.test`);
      await plain.getByLabel("Password").fill("wrong wrong wrong");
      await plain.getByRole("button", { name: "Sign in" }).click();
      await expect(plain.getByText(/email address or the password is wrong/)).toBeVisible();
    } finally {
      await browser.close();
      await web.stop();
      proxy.close();
    }
  });
