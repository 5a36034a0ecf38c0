import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { EVENT_TYPES } from "../../domain/webhooks/event.ts";
import { CARDS, expect, given, goToPayment, newestOrder, pay, signIn, test } from "./shop.ts";

/** Whatever looks like a secret of Stripe's, of any account: the build may be older than this run's keys. */
const LOOKS_SECRET = /\b(?:rk|rkcs|sk)_(?:test|live|org)_[A-Za-z0-9_]{8,}|\bwhsec_[A-Za-z0-9]{8,}/g;

/** Every secret that the running shop holds, by the name of its variable. */
async function readSecrets(): Promise<[name: string, value: string][]> {
  const kept = JSON.parse(readFileSync(join(given.dataDir, "secrets.json"), "utf8")) as Record<
    string,
    string
  >;
  // Asking again brings the same keys: the sandbox finds them by their names.
  const { data } = (await (await fetch(`${given.sandbox}/_sandbox/keys`)).json()) as { data: object[] };
  const minted = (await Promise.all(data.map((key) => ask("keys", key)))) as { name: string; key: string }[];
  const { port } = new URL(given.origin);
  const url = `http://127.0.0.1:${port}/webhooks/stripe`;
  const endpoint = (await ask("webhook_endpoints", { url, enabled_events: EVENT_TYPES })) as {
    secret: string;
  };
  return [
    ...Object.entries(kept),
    ...minted.map(({ name, key }): [string, string] => [name, key]),
    ["STRIPE_WEBHOOK_SECRET", endpoint.secret],
    ["the admin's password", given.admin.password],
  ];
}

async function ask(path: string, body: object): Promise<unknown> {
  const answer = await fetch(`${given.sandbox}/_sandbox/${path}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  expect(answer.ok).toBe(true);
  return answer.json();
}

function leaksIn(text: string, secrets: [string, string][]): string[] {
  const known = secrets.filter(([, value]) => text.includes(value)).map(([name]) => name);
  return [...known, ...[...text.matchAll(LOOKS_SECRET)].map(([found]) => found.slice(0, 12))];
}

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

test("the search finds what it looks for", async () => {
  const secrets = await readSecrets();
  expect(secrets.length).toBeGreaterThanOrEqual(8);
  for (const [name, value] of secrets) expect(leaksIn(`<p>${value}</p>`, secrets)).toContain(name);
  expect(leaksIn('key="rk_test_ABCDEFGHIJ"', [])).toEqual(["rk_test_ABCD"]);
});

test("no secret is in what the build made for browsers", async () => {
  const secrets = await readSecrets();
  const pages = filesUnder(".next/server/app").filter((file) => /\.(html|rsc|body|meta)$/.test(file));
  const files = [...filesUnder(".next/static"), ...pages];
  expect(files.length).toBeGreaterThan(20);
  for (const file of files) expect(leaksIn(readFileSync(file, "latin1"), secrets), file).toEqual([]);
});

test("no secret is in any byte that the shop serves", async ({ page }) => {
  test.setTimeout(120_000);
  const secrets = await readSecrets();
  const served: [url: string, text: string][] = [];
  const bodies: Promise<unknown>[] = [];
  page.on("response", (response) => {
    if (!response.url().startsWith(given.origin) || response.status() >= 300) return;
    served.push([response.url(), JSON.stringify(response.headers())]);
    const read = async () => {
      const bytes = await response.body().catch(() => null);
      if (bytes) served.push([response.url(), bytes.toString("latin1")]);
    };
    // The body of a page that was left before it had come may never arrive: only what has come is read.
    response.finished().then(
      (fault) => {
        if (!fault) bodies.push(read());
      },
      () => undefined,
    );
  });
  for (const path of [
    "/",
    "/products/hand-bell",
    "/collections/light",
    "/search?q=bell",
    "/health",
    "/nowhere",
  ])
    await page.goto(path);
  await pay(await goToPayment(page), CARDS.good);
  await page.waitForURL("**/orders/*");
  await expect(page.getByRole("heading", { name: "Thank you" })).toBeVisible();
  await signIn(page);
  const { id } = await newestOrder();
  for (const path of ["orders", `orders/${id}`, "products", "emails", "keys"]) {
    await page.goto(`/admin/${path}`);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  }
  await page.waitForLoadState("networkidle");
  await Promise.all(bodies);
  const kinds = ["/cart", "/checkout", "/orders/", "/admin/keys", "/_next/static/"];
  for (const kind of kinds) {
    const isWhole = served.some(([url, text]) => url.includes(kind) && text.length > 2_000);
    expect(isWhole, kind).toBe(true);
  }
  for (const [url, text] of served) expect(leaksIn(text, secrets), url).toEqual([]);
});
