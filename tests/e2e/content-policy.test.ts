import type { Page } from "@playwright/test";
import {
  addToCart,
  CARDS,
  expect,
  given,
  goToPayment,
  newestOrder,
  orderNow,
  pay,
  signIn,
  test,
} from "./shop.ts";

test.describe.configure({ timeout: 600_000 });

/** Kept pages, pages made for one request, both kinds of 404, and an address of an unknown depth below a kept one. */
const SHOP_PAGES = [
  "/",
  "/products/tumble-mug",
  "/products/tumble-mug/moss-40-cl",
  "/collections/all",
  "/search?q=bell",
  "/search?q=nothing-at-all",
  "/cart",
  "/withdraw",
  "/products/nope",
  "/products/a/b/c",
  "/orders/nope",
  "/nowhere",
];

const ADMIN_PAGES = [
  "/admin/orders",
  "/admin/returns",
  "/admin/products",
  "/admin/webhooks",
  "/admin/emails",
  "/admin/reconciliation",
  "/admin/keys",
  "/admin/people",
  "/admin/account",
  "/admin/audit",
  "/admin/nowhere",
];

const BEACON = "https://collector.invalid/beacon.gif";

/** What gets into a page when escaping fails somewhere: a script, a handler, and a picture that tells others of it. */
const INJECTED = `<script>window.ranScript = true</script>
<img src="data:," onerror="window.ranHandler = true"><img src="${BEACON}?secret">`;

type Violation = { directive: string; blocked: string };

declare global {
  interface Window {
    violations?: Violation[];
    ranScript?: true;
    ranHandler?: true;
  }
}

const listen = (page: Page) =>
  page.addInitScript(() => {
    window.violations = [];
    document.addEventListener("securitypolicyviolation", (event) =>
      window.violations?.push({ directive: event.effectiveDirective, blocked: event.blockedURI }),
    );
  });

const violationsOf = (page: Page) => page.evaluate(() => window.violations ?? []);

/** Serves the pages of the shop as they are, with something in them that nobody put there. */
async function inject(page: Page): Promise<void> {
  await page.route(`${given.origin}/**`, async (route) => {
    if (route.request().resourceType() !== "document") return route.continue();
    const response = await route.fetch({ maxRedirects: 0 });
    const body = (await response.text()).replace("</body>", `${INJECTED}</body>`);
    await route.fulfill({ response, body });
  });
}

async function expectBlocked(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await expect
    .poll(async () => (await violationsOf(page)).map(({ directive }) => directive).toSorted(), {
      message: path,
    })
    .toEqual(["img-src", "script-src-attr", "script-src-elem"]);
  const ran = await page.evaluate(() => [window.ranScript, window.ranHandler]);
  expect(ran, path).toEqual([undefined, undefined]);
}

/** The policy of an answer; one header says it, because browsers obey every one of several. */
async function policyOf(path: string, headers: Record<string, string> = {}): Promise<Map<string, string>> {
  const response = await fetch(given.origin + path, { headers, redirect: "manual" });
  const policy = response.headers.get("content-security-policy") ?? "";
  await response.arrayBuffer();
  const directives = policy.split(";").map((it) => it.trim());
  expect(new Set(directives.map((it) => it.split(" ")[0])).size, `${path}: ${policy}`).toBe(
    directives.length,
  );
  return new Map(directives.map((it) => [it.split(" ")[0] ?? "", it]));
}

test("H6: each page names its own scripts, and lets no other ones, forms and pictures out", async () => {
  for (const path of [...SHOP_PAGES, "/admin/sign-in", "/checkout"]) {
    // Twice: what is made for the first request, and what is kept of it for the next one.
    for (const _ of [1, 2]) {
      const policy = await policyOf(path);
      expect(policy.get("script-src"), path).toMatch(/'(nonce|sha256)-/);
      expect(policy.get("script-src"), path).not.toContain("unsafe");
      expect(policy.get("default-src"), path).toBe("default-src 'self'");
      expect(policy.get("form-action"), path).toMatch(/^form-action 'self'/);
      if (path === "/checkout") continue;
      expect(policy.get("style-src"), path).toBe("style-src 'self'");
      expect(policy.get("img-src"), path).toBe("img-src 'self' data:");
    }
  }
});

test("H6: a nonce is never the same twice, and a page that has not changed keeps its policy", async ({
  request,
}) => {
  const [first, second] = [await policyOf("/cart"), await policyOf("/cart")];
  expect(first.get("script-src")).not.toBe(second.get("script-src"));
  const whole = await request.get("/products/tumble-mug");
  const { etag = "", "content-security-policy": policy } = whole.headers();
  const again = await request.get("/products/tumble-mug", { headers: { "if-none-match": etag } });
  expect(again.status()).toBe(304);
  expect(policy).toContain("'sha256-");
  expect(again.headers()["content-security-policy"]).toBe(policy);
  expect(again.headers()["cache-control"]).toBe("public, max-age=0, must-revalidate");
});

test("W17: a page of an address that nothing belongs to is kept by nobody", async ({ request }) => {
  for (const path of ["/products/nope", "/products/a/b/c", "/collections/nope", "/orders/nope", "/nowhere"]) {
    const answer = await request.get(path);
    expect(answer.status(), path).toBe(404);
    expect(answer.headers()["cache-control"], path).toContain("no-store");
  }
});

test("H6: what is injected into a page of the shop does not run and tells nobody", async ({ browser }) => {
  const page = await browser.newPage({ baseURL: given.origin });
  await listen(page);
  await addToCart(page, "/products/hand-bell");
  await inject(page);
  for (const path of SHOP_PAGES) await expectBlocked(page, path);
  await page.close();
});

test("H6: what is injected into the checkout, an order and the admin does not run and tells nobody", async ({
  browser,
}) => {
  const page = await browser.newPage({ baseURL: given.origin });
  await listen(page);
  await pay(await goToPayment(page), CARDS.good);
  await page.waitForURL("**/orders/*");
  const order = new URL(page.url()).pathname;
  await goToPayment(page);
  await signIn(page);
  const { id } = await newestOrder();
  await inject(page);
  for (const path of ["/checkout", order, ...ADMIN_PAGES, `/admin/orders/${id}`])
    await expectBlocked(page, path);
  await page.close();
});

test("H6: two purchases and the whole admin violate nothing", async ({ page, browser }) => {
  await listen(page);
  await pay(await goToPayment(page), CARDS.challenged);
  await page
    .frameLocator("iframe")
    .getByRole("button", { name: /complete|approve|continue/i })
    .click();
  await page.waitForURL("**/orders/*");
  expect(await violationsOf(page)).toEqual([]);
  const withoutScripts = await browser.newContext({ javaScriptEnabled: false, baseURL: given.origin });
  const plain = await withoutScripts.newPage();
  await plain.goto("/products/hand-bell");
  await plain.getByRole("button", { name: /Add to cart/ }).click();
  await plain.goto("/cart");
  await plain.getByRole("button", { name: "Check out" }).click();
  await orderNow(plain);
  await plain.waitForURL(/\/c\/pay\//);
  await withoutScripts.close();
  await signIn(page);
  for (const path of [...SHOP_PAGES, ...ADMIN_PAGES]) {
    await page.goto(path);
    await page.waitForLoadState("networkidle");
    expect(await violationsOf(page), path).toEqual([]);
  }
  // A mail consists of styles in its elements; it is reached by a link of the list, under the list's policy.
  await page.goto("/admin/emails");
  await page.locator("[data-row]").first().click();
  const styled = page.frameLocator("iframe").locator("body [style]").first();
  expect(await styled.evaluate((element) => (element as HTMLElement).style.length)).toBeGreaterThan(0);
  expect(await violationsOf(page)).toEqual([]);
});

test("W12: a page loads pictures from no other server than the shop's", async ({ page }) => {
  const strangers: string[] = [];
  page.on("request", (request) => {
    const { protocol, origin } = new URL(request.url());
    if (protocol !== "data:" && origin !== given.origin) strangers.push(request.url());
  });
  for (const path of SHOP_PAGES) await page.goto(path);
  expect(strangers).toEqual([]);
});
