import { globSync } from "node:fs";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { findAdmin, requireAdmin } from "@/server/accounts/session";
import { endSession, startSession } from "@/server/accounts/start-session";
import { getCart } from "@/server/cart/cart-cookie";
import { changeCart } from "@/server/cart/change-cart";
import { finishReturn, getCheckout } from "@/server/checkout/checkout-page";
import { startCheckout } from "@/server/checkout/start-checkout";
import { askReturn } from "@/server/orders/returns/ask-return";
import { sendWithdrawalLink } from "@/server/orders/returns/send-withdrawal-link";
import { closeDb, pool } from "@/server/platform/db";
import { env } from "@/server/platform/env";
import { hashReference } from "@/server/platform/reference";
import { requireSurface } from "@/server/platform/surface";
import { useDatabase, useEnvironment } from "../../support/database.ts";

await useDatabase();
useEnvironment();

afterEach(() => {
  env().SURFACE = "all";
});
afterAll(closeDb);

/** Answered whatever the surface: nothing of them belongs to one part. */
const BOTH = [
  "app/health/route.ts",
  "app/media/[...path]/route.ts",
  "app/internal/revalidate/route.ts",
  "app/theme/[file]/route.ts",
];

const REFERENCE = "the-link-of-one-order1";
/** Of a return and of a document. */
const RETURN = "019a0000-0000-7000-8000-000000000001";

// From the folder, so that a page that is added tomorrow is asked as well.
const files = globSync("app/**/{page,route,actions,sitemap}.{ts,tsx}").filter((file) => !BOTH.includes(file));
const partOf = (file: string) => (file.startsWith("app/admin/") ? "admin" : "shop");
const load = (file: string): Promise<Record<string, unknown>> =>
  import(/* @vite-ignore */ `../../../${file}`);

/** What a browser would get: 404 from a response or from Next's notFound(), else what happened. */
async function outcomeOf(call: () => unknown): Promise<string> {
  try {
    const answer = await call();
    return answer instanceof Response ? String(answer.status) : "answered";
  } catch (error) {
    return (error as { digest?: string }).digest === "NEXT_HTTP_ERROR_FALLBACK;404" ? "404" : String(error);
  }
}

// Everything that a path names is there, so that a 404 can only come from the guard.
const props = {
  params: Promise.resolve({
    shop: "shop",
    slug: "all",
    page: "1",
    part: "index.xml",
    variant: "red",
    id: RETURN,
    reference: REFERENCE,
  }),
  searchParams: Promise.resolve({}),
};

beforeAll(async () => {
  const sql = (text: string, values: unknown[] = []) => pool().query(text, values);
  // "all" is a collection by itself.
  await sql("INSERT INTO products (slug, title, updated_at) VALUES ('all', 'Tumble mug', now())");
  await sql(
    `INSERT INTO variants (product_id, slug, price_minor, currency, on_hand, position)
     SELECT id, 'red', 2400, 'eur', 1, 1 FROM products`,
  );
  await sql("INSERT INTO contents (kind, slug, published_version) VALUES ('other', 'all', 1)");
  await sql(
    `INSERT INTO content_versions (content_id, number, content, saved_by)
     SELECT id, 1, $1, 'Ada' FROM contents`,
    [{ title: "Our story", body: "It began with a mug.", searchTitle: "", searchText: "" }],
  );
  await sql(
    `INSERT INTO orders (id, reference_hash, cart_key, currency, subtotal_minor, total_minor, sent_minor, livemode, hold_expires_at)
     VALUES (uuidv7(), $1, 'cart', 'eur', 2400, 2400, 2400, false, now())`,
    [hashReference(REFERENCE)],
  );
  await sql(
    "INSERT INTO returns (id, order_id, request_id, kind) SELECT $1, id, 'x', 'withdrawal' FROM orders",
    [RETURN],
  );
  await sql(
    `INSERT INTO number_series (series, kind, livemode, prefix, next_number)
     VALUES ('test:INV-', 'invoice', false, 'INV-', 2)`,
  );
  await sql(
    `INSERT INTO documents (id, order_id, kind, series, sequence, number, livemode, issued_at, currency, total_minor,
       tax_minor, data)
     SELECT $1, id, 'invoice', 'test:INV-', 1, 'INV-1', false, now(), 'eur', 2400, 0, $2 FROM orders`,
    [RETURN, { kind: "invoice", number: "INV-1", totals: { grossMinor: "2400", taxMinor: "0" } }],
  );
});
const request = () => new Request("http://localhost:3000/", { method: "POST", body: "x" });

function callsOf(file: string, exported: Record<string, unknown>): [string, () => unknown][] {
  const isFunction = (entry: [string, unknown]): entry is [string, (...given: unknown[]) => unknown] =>
    typeof entry[1] === "function";
  const functions = Object.entries(exported).filter(isFunction);
  if (file.endsWith("actions.ts")) {
    // An action gets a form, or a former state and a form: whatever it gets, it must not look at it first.
    return functions.map(([name, action]) => [name, () => action(new FormData(), new FormData())]);
  }
  if (file.endsWith("route.ts"))
    return functions
      .filter(([name]) => name === name.toUpperCase())
      .map(([name, handle]) => [name, () => handle(request(), props)]);
  return functions.filter(([name]) => name === "default").map(([name, page]) => [name, () => page(props)]);
}

describe.each(files)("%s", (file) => {
  const part = partOf(file);

  it("is not there on the other surface", async () => {
    const calls = callsOf(file, await load(file));
    expect(calls.length).toBeGreaterThan(0);
    env().SURFACE = part === "shop" ? "admin" : "shop";
    for (const [name, call] of calls) expect([name, await outcomeOf(call)]).toEqual([name, "404"]);
  });

  it("is there on its own: the same request would find something", async () => {
    env().SURFACE = part;
    for (const [name, call] of callsOf(file, await load(file)))
      expect([name, await outcomeOf(call)]).not.toEqual([name, "404"]);
  });
});

it("each part of the shop is there on its own surface and where everything is", async () => {
  for (const part of ["shop", "admin"] as const) {
    for (const surface of ["all", part] as const) {
      env().SURFACE = surface;
      expect(() => requireSurface(part)).not.toThrow();
    }
  }
});

describe("the functions behind them", () => {
  it("refuse as well, from any caller", async () => {
    const shop = [
      () => changeCart({ kind: "clear" }),
      // Refused before it is looked at, and not only when the cart is read.
      () => changeCart({ kind: "set", variantId: "no id", quantity: 1 }),
      () => getCart(),
      () => startCheckout({ cart: { key: "x", lines: [] }, ui: "embedded_page" }),
      () => getCheckout("x"),
      () => finishReturn("x"),
      () => askReturn({ reference: "x", requestId: "x", units: new Map(), note: null }),
      () => sendWithdrawalLink(1, "jo@shopper.test"),
    ];
    const admin = [
      () => requireAdmin("admin.enter"),
      () => findAdmin(),
      () => startSession("ada@shop.test", "a long password"),
      () => endSession(),
    ];
    env().SURFACE = "admin";
    for (const call of shop) expect(await outcomeOf(call)).toBe("404");
    env().SURFACE = "shop";
    for (const call of admin) expect(await outcomeOf(call)).toBe("404");
  });
});
