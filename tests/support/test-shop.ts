import { randomUUID } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, vi } from "vitest";
import { POST } from "../../app/webhooks/stripe/route.ts";
import { openSandboxAccount } from "../../scripts/sandbox-account.ts";
import { closeDb, pool } from "../../server/platform/db.ts";
import { closeQueue, queue } from "../../server/platform/queue.ts";
import { browser } from "./browser.ts";
import { useDatabase, useEnvironment } from "./database.ts";
import { recordCalls } from "./record-calls.ts";
import { startSandbox } from "./start-sandbox.ts";

const PATIENCE = { timeout: 120_000, interval: 10 };

export const ADMIN = { id: "admin", name: "Ada", email: "ada@shop.test", role: "owner" } as const;

/**
 * The shop on real parts: a database of its own, a sandbox, and the webhook route behind real HTTP.
 * Only who is signed in is set by hand.
 */
export async function openTestShop(
  extra: Record<string, string> = {},
  /** Gives the shop another way into the database than its owner's. */
  asRole?: (ownerUrl: string) => Promise<string>,
  /** Puts something between the shop and the sandbox. @returns its URL */
  front?: (sandboxUrl: string) => Promise<string>,
) {
  const ownerUrl = await useDatabase();
  if (asRole) process.env.DATABASE_URL = await asRole(ownerUrl);
  const sandbox = await startSandbox();
  useEnvironment({ STRIPE_SANDBOX_URL: sandbox.url, ...extra });
  browser.admin = ADMIN;
  delete process.env.STRIPE_RESTRICTED_KEY;
  const webhook = await serve(POST);
  Object.assign(process.env, await openSandboxAccount(sandbox.url, `${webhook.url}/webhooks/stripe`));
  if (front) process.env.STRIPE_SANDBOX_URL = await front(sandbox.url);
  // A second secret, as while one is replaced.
  if (extra.STRIPE_WEBHOOK_SECRET) process.env.STRIPE_WEBHOOK_SECRET += `,${extra.STRIPE_WEBHOOK_SECRET}`;
  await queue();

  const control = async (path: string, body?: object, method = "POST") => {
    const answer = await fetch(`${sandbox.url}/_sandbox/${path}`, {
      method,
      headers: { "content-type": "application/json" },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return answer.json();
  };
  const stripe = async (path: string, body?: Record<string, string>) => {
    const answer = await fetch(`${sandbox.url}/v1/${path}`, {
      method: body ? "POST" : "GET",
      headers: { authorization: "Bearer sk_test_sandbox_all_permissions" },
      ...(body ? { body: new URLSearchParams(body) } : {}),
    });
    return (await answer.json()) as Record<string, unknown> & { id: string };
  };

  return {
    sandboxUrl: sandbox.url,
    webhookUrl: `${webhook.url}/webhooks/stripe`,
    control,
    stripe,
    sql: async <T = Record<string, unknown>>(text: string, values: unknown[] = []) =>
      (await pool().query(text, values)).rows as T[],
    /** Until the sandbox has nothing more to deliver, which it does in its own time: the inbox has it all. */
    delivered: () =>
      vi.waitFor(
        async () => expect((await control("deliveries?state=pending", undefined, "GET")).data).toEqual([]),
        PATIENCE,
      ),
    /** Until every fault with a count has struck that often: the request that it was meant for is under way. */
    struck: () =>
      vi.waitFor(async () => expect((await control("faults", undefined, "GET")).data).toEqual([]), PATIENCE),
    /** Pays a session the way the Stripe CLI does, without a browser. */
    pay: async (sessionId: string, token = "tok_visa", country = "IE", postcode = "H91 AA00") => {
      const method = await stripe("payment_methods", { type: "card", "card[token]": token });
      return stripe(`payment_pages/${sessionId}/confirm`, {
        payment_method: method.id,
        email: "jo@shopper.test",
        "shipping[name]": "Jo Shopper",
        "shipping[address][line1]": "1 Quay Street",
        "shipping[address][city]": "Galway",
        "shipping[address][postal_code]": postcode,
        "shipping[address][country]": country,
      });
    },
    close: async () => {
      await recordCalls(sandbox.url);
      await sandbox.close();
      await webhook.close();
      await closeQueue();
      await closeDb();
    },
  };
}

export type TestShop = Awaited<ReturnType<typeof openTestShop>>;

/** A product with one variant. @returns the variant's id */
export async function makeVariant(
  testShop: TestShop,
  { onHand = 10, priceMinor = 2400 } = {},
): Promise<string> {
  const [product] = await testShop.sql<{ id: string }>(
    "INSERT INTO products (slug, title, updated_at) VALUES ($1, 'Tumble mug', now()) RETURNING id",
    [randomUUID()],
  );
  const [variant] = await testShop.sql<{ id: string }>(
    `INSERT INTO variants (product_id, slug, price_minor, currency, on_hand, position)
     VALUES ($1, 'default', $2, 'eur', $3, 1) RETURNING id`,
    [product?.id, priceMinor, onHand],
  );
  return variant?.id ?? "";
}

export function cartOf(...lines: [variantId: string, quantity: number][]) {
  return {
    key: randomUUID(),
    lines: lines.map(([variantId, quantity]) => ({ variantId, quantity, seenMinor: 2400n })),
  };
}

/** Serves one route handler over real HTTP. */
export async function serve(handler: (request: Request) => Promise<Response>) {
  const server = createServer(async (incoming, outgoing) => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk);
    const headers = new Headers(incoming.headers as Record<string, string>);
    const answer = await handler(
      new Request(`http://localhost${incoming.url}`, {
        method: incoming.method ?? "POST",
        headers,
        ...(incoming.method === "GET" ? {} : { body: Buffer.concat(chunks) }),
      }),
    );
    outgoing.writeHead(answer.status, Object.fromEntries(answer.headers)).end(await answer.text());
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => new Promise((done) => server.close(done)),
  };
}

/** The Checkout Sessions that Stripe has of an order, among its newest hundred. */
export async function findSessions(testShop: TestShop, orderId: string) {
  const { data } = (await testShop.stripe("checkout/sessions?limit=100")) as unknown as {
    data: { id: string; status: string; client_reference_id: string }[];
  };
  return data.filter((session) => session.client_reference_id === orderId);
}
