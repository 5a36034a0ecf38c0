import { readFileSync } from "node:fs";
import type { Browser, Page, Request } from "@playwright/test";
import { freePort } from "../../scripts/ports.ts";
import { sandboxKey, startWebProcess, type WebProcess } from "../support/web-process.ts";
import { expect, given, query, test } from "./shop.ts";

test.describe.configure({ timeout: 120_000 });

type Surface = "shop" | "admin";
const SURFACES = ["shop", "admin"] as const;
const KEYS = { shop: ["checkout"], admin: ["reconciler", "backoffice"] } as const;

const origins = {} as Record<Surface, string>;
const running: WebProcess[] = [];

test.beforeAll(async () => {
  for (const surface of SURFACES) origins[surface] = await start(surface);
});

test.afterAll(async () => {
  for (const { stop } of running) await stop();
});

/** The build of this run as one surface, next to the whole shop, on its database. @returns its origin */
async function start(surface: Surface): Promise<string> {
  const { dataDir, sandbox } = given;
  const keys = await Promise.all(
    KEYS[surface].map(async (role) => [
      `STRIPE_${role.toUpperCase()}_KEY`,
      await sandboxKey(sandbox, `shop ${role}`),
    ]),
  );
  const publishable = surface === "shop" ? { STRIPE_PUBLISHABLE_KEY: "pk_test_sandbox" } : {};
  const env = { ...Object.fromEntries(keys), ...publishable, SURFACE: surface };
  const web = await startWebProcess({ port: await freePort(), dataDir, sandbox, env });
  running.push(web);
  return `http://localhost:${web.port}`;
}

const statusOf = (url: string) =>
  fetch(url, { redirect: "manual" }).then(
    ({ status }) => status,
    () => 0,
  );

/** Every action of the build with the part that it belongs to. */
function readActions(): { id: string; name: string; part: Surface }[] {
  const { node } = JSON.parse(readFileSync(".next/server/server-reference-manifest.json", "utf8")) as {
    node: Record<string, { filename: string; exportedName: string }>;
  };
  return Object.entries(node).map(([id, { filename, exportedName }]) => ({
    id,
    name: exportedName,
    part: filename.startsWith("app/admin/") ? "admin" : "shop",
  }));
}

// Static and made for each request, there and not there, a route, and nothing at all.
const PATHS = {
  shop: ["/", "/products/hand-bell", "/cart", "/checkout", "/search?q=bell", "/admin/sign-in", "/nowhere"],
  admin: ["/admin/sign-in", "/admin/orders", "/admin/keys", "/cart", "/", "/products/hand-bell", "/nowhere"],
};

/** As React sends a call with JavaScript, and a form without it: an action as it is, and one with a former state. */
function postsOf(id: string, origin: string): [string, RequestInit][] {
  const form = (fields: Record<string, string>) => {
    const body = new FormData();
    for (const [name, value] of Object.entries(fields)) body.set(name, value);
    return body;
  };
  return [
    ["script", { headers: { origin, "next-action": id }, body: form({ "1_x": "y", 0: '[{},"$K1"]' }) }],
    ["form", { headers: { origin }, body: form({ [`$ACTION_ID_${id}`]: "" }) }],
    [
      "form with a state",
      {
        headers: { origin },
        body: form({
          $ACTION_REF_1: "",
          "$ACTION_1:0": `{"id":"${id}","bound":"$@1"}`,
          "$ACTION_1:1": '[{"kind":"idle"}]',
        }),
      },
    ],
  ];
}

const records = () =>
  query(
    `SELECT (SELECT count(*) FROM orders) AS orders, (SELECT count(*) FROM refunds) AS refunds,
            (SELECT count(*) FROM admin_sessions) AS sessions, (SELECT count(*) FROM admin_rate_limits) AS tries`,
  );

for (const surface of SURFACES) {
  test(`every action of the other surface is not there, whatever page of ${surface} it is posted to`, async () => {
    const foreign = readActions().filter(({ part }) => part !== surface);
    expect(foreign.length).toBeGreaterThanOrEqual(5);
    const before = await records();
    for (const { id, name } of foreign) {
      for (const [how, init] of postsOf(id, origins[surface])) {
        for (const path of PATHS[surface]) {
          const answer = await fetch(origins[surface] + path, {
            method: "POST",
            redirect: "manual",
            ...init,
          });
          expect([name, how, path, answer.status]).toEqual([name, how, path, 404]);
          expect(answer.headers.get("set-cookie")).toBeNull();
        }
      }
    }
    expect(await records()).toEqual(before);
  });
}

test("pages of the other surface are not there; the own ones are, and stay static", async () => {
  for (const path of ["/admin", "/admin/sign-in", "/admin/orders", "/admin/keys"])
    expect([path, await statusOf(origins.shop + path)]).toEqual([path, 404]);
  for (const path of [
    "/",
    "/products/hand-bell",
    "/cart",
    "/checkout",
    "/search",
    "/sitemap.xml",
    "/webhooks/stripe",
  ])
    expect([path, await statusOf(origins.admin + path)]).toEqual([
      path,
      path === "/webhooks/stripe" ? 405 : 404,
    ]);
  for (const path of ["/", "/products/hand-bell", "/collections/light"]) {
    await statusOf(origins.shop + path);
    const { headers } = await fetch(origins.shop + path);
    expect([path, headers.get("x-nextjs-cache")]).toEqual([path, "HIT"]);
  }
});

/** What a real browser sends when a form is used, to be sent again elsewhere. */
async function capture(page: Page, use: () => Promise<unknown>): Promise<Request> {
  const sent = page.waitForRequest((request) => request.method() === "POST");
  await use();
  return sent;
}

async function sendAgain(request: Request, origin: string, path: string): Promise<Response> {
  const { "next-action": action, "content-type": type = "" } = await request.allHeaders();
  return fetch(origin + path, {
    method: "POST",
    redirect: "manual",
    headers: { origin, "content-type": type, ...(action ? { "next-action": action } : {}) },
    body: new Uint8Array(request.postDataBuffer() ?? []),
  });
}

async function withBrowser(browser: Browser, hasScript: boolean, work: (page: Page) => Promise<void>) {
  const context = await browser.newContext({ javaScriptEnabled: hasScript });
  await work(await context.newPage());
  await context.close();
}

for (const hasScript of [true, false]) {
  const how = hasScript ? "with JavaScript" : "without JavaScript";
  test(`${how}, each surface does its own work, and the same requests are 404 at the other`, async ({
    browser,
  }) => {
    await withBrowser(browser, hasScript, async (page) => {
      await page.goto(`${origins.shop}/products/hand-bell`);
      const request = await capture(page, () => page.getByRole("button", { name: /Add to cart/ }).click());
      if (hasScript) await expect(page.getByRole("status").filter({ hasText: "Added" })).toBeVisible();
      await page.goto(`${origins.shop}/cart`);
      await expect(page.getByRole("link", { name: "Hand bell" }).first()).toBeVisible();
      for (const path of PATHS.admin) {
        const answer = await sendAgain(request, origins.admin, path);
        expect([path, answer.status, answer.headers.get("set-cookie")]).toEqual([path, 404, null]);
      }
    });
    await withBrowser(browser, hasScript, async (page) => {
      await page.goto(`${origins.admin}/admin/sign-in`);
      await page.getByLabel("Email").fill(given.admin.email);
      await page.getByLabel("Password").fill(given.admin.password);
      const request = await capture(page, () => page.getByRole("button", { name: "Sign in" }).click());
      await expect(page.getByRole("heading", { name: "Today", level: 1 })).toBeVisible();
      const before = await records();
      for (const path of PATHS.shop) {
        const answer = await sendAgain(request, origins.shop, path);
        expect([path, answer.status, answer.headers.get("set-cookie")]).toEqual([path, 404, null]);
      }
      expect(await records()).toEqual(before);
    });
  });
}
