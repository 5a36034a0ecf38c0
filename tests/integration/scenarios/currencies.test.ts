import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { placeFree } from "../../../app/(shop)/checkout/free/actions.ts";
import { confirmFree } from "../../../app/(shop)/orders/[reference]/actions.ts";
import { parseShippingRates } from "../../../domain/checkout/shipping.ts";
import { parseMoney, stepOf } from "../../../domain/money.ts";
import { placeCart } from "../../../server/checkout/place-cart.ts";
import { placeFreeOrder } from "../../../server/orders/place/free-order.ts";
import { PriceChangedError } from "../../../server/orders/place/place-order.ts";
import { UNKNOWN_SHOPPER } from "../../../server/orders/place/shopper.ts";
import { type Env, env } from "../../../server/platform/env.ts";
import { referenceOf } from "../../../server/platform/reference.ts";
import { browser, formOf } from "../../support/browser.ts";
import { orderNow } from "../../support/order-now.ts";
import { type RandomCart, randomCart } from "../../support/random-cart.ts";
import { expectCleanRecords, ledTo, openScenario, type Scenario } from "../../support/scenario.ts";
import { makeVariant } from "../../support/test-shop.ts";

let s: Scenario;
let configuration: Env;

beforeAll(async () => {
  s = await openScenario();
  configuration = env();
});
afterAll(() => s.testShop.close());
beforeEach(() => {
  browser.forget();
  sellIn("eur");
});

/** As a restart with another SHOP_CURRENCY and SHIPPING_RATES would. */
function sellIn(currency: string, rates = `Standard:${5n * unitOf(currency)}:2-4`) {
  configuration.SHOP_CURRENCY = currency;
  configuration.shippingRates = parseShippingRates(rates, (text) => parseMoney(text, currency).amountMinor);
}

const unitOf = (currency: string) => (stepOf(currency) >= 100n ? 10n : 1n);

async function makeIn(currency: string, priceMinor: bigint, { onHand = 100, isSent = true } = {}) {
  const variant = await makeVariant(s.testShop, { onHand, priceMinor: Number(priceMinor) });
  await s.testShop.sql("UPDATE variants SET currency = $2, requires_shipping = $3 WHERE id = $1", [
    variant,
    currency,
    isSent,
  ]);
  return variant;
}

/** Buys a cart for real: the session's total, Stripe's charge and the records must be one number. */
async function buy({ currency, lines }: RandomCart) {
  sellIn(currency);
  const variants = await Promise.all(lines.map(({ priceMinor }) => makeIn(currency, priceMinor)));
  const cart = {
    key: randomUUID(),
    lines: lines.map(({ quantity, priceMinor }, at) => ({
      variantId: variants[at] ?? "",
      quantity,
      seenMinor: priceMinor,
    })),
  };
  expect((await s.shop.startCheckout({ cart, ui: "embedded_page" })).kind).toBe("ready");
  const order = await s.orderOfCart(cart.key);
  const counted = lines.reduce(
    (total, { priceMinor, quantity }) => total + priceMinor * BigInt(quantity),
    0n,
  );
  const session = await s.testShop.stripe(`checkout/sessions/${order.session}`);
  expect(session).toMatchObject({ currency, amount_subtotal: Number(counted) });
  await s.testShop.pay(order.session);
  await s.shop.reconcileOrder(order.id, { cause: "return_page" });
  const shipping = configuration.shippingRates[0]?.amountMinor ?? 0n;
  const paid = await s.orderById(order.id);
  expect(paid).toMatchObject({ state: "paid", total: counted + shipping, captured: counted + shipping });
  const [sums] = await s.testShop.sql<{ lines: string }>(
    "SELECT sum(total_minor)::text AS lines FROM order_lines WHERE order_id = $1",
    [order.id],
  );
  expect(BigInt(sums?.lines ?? 0)).toBe(counted);
  const charged = await s.testShop.stripe(`payment_intents/${paid.intent}`);
  expect(charged).toMatchObject({ amount: Number(counted + shipping), currency });
}

describe("M05 M06: charged exactly, to the minor unit", () => {
  it.each([
    ..."bif clp djf gnf jpy kmf krw mga pyg rwf vnd vuv xaf xof xpf"
      .split(" ")
      .map((code) => [code, 800n] as const),
    ["isk", 80_000n] as const,
    ["ugx", 80_000n] as const,
    ...["bhd", "jod", "kwd", "omr", "tnd"].map((code) => [code, 35_200n] as const),
    ["eur", 3_333n] as const,
  ])("%s %s", async (currency, priceMinor) => {
    await buy({ currency, lines: [{ priceMinor, quantity: 3 }] });
  });

  it("leave clean records", expectCleanRecords);
});

describe("M07: many lines, odd prices (the shop has no coupons and no tax of its own yet)", () => {
  it("M07 random carts: the sum of lines is the total is the session's total is the charge", async () => {
    await fc.assert(
      fc.asyncProperty(
        randomCart(["eur", "usd", "jpy", "krw", "kwd", "bhd", "isk", "ugx", "huf", "gbp"]),
        buy,
      ),
      { numRuns: 25 },
    );
    await expectCleanRecords();
  });
});

describe("M08: too little, too much, nothing", () => {
  const begin = async (priceMinor: bigint, currency = "eur") => {
    const variant = await makeIn(currency, priceMinor);
    const cart = { key: randomUUID(), lines: [{ variantId: variant, quantity: 1, seenMinor: priceMinor }] };
    await s.forgetRequests();
    return { variant, cart, start: await s.shop.startCheckout({ cart, ui: "embedded_page" }) };
  };

  it.each([
    ["eur", "Standard:0.10:2-4", 39n, "too_small"],
    ["eur", "Standard:0.10:2-4", 40n, "ready"],
    ["eur", "Standard:5.00:2-4", 99_999_500n, "too_large"],
    ["eur", "Standard:5.00:2-4", 99_999_499n, "ready"],
    ["jpy", "Standard:1:2-4", 48n, "too_small"],
  ])("M08 %s with %s: a cart of %s minor units is %s", async (currency, rates, priceMinor, kind) => {
    sellIn(currency, rates);
    const { start, variant } = await begin(priceMinor, currency);
    expect(start.kind).toBe(kind);
    if (kind === "ready") return;
    expect(await s.asked()).toEqual([]);
    expect(await s.stockOf(variant)).toMatchObject({ reserved: 0 });
  });

  it("M08 krw, whose smallest amount only Stripe knows: its refusal tells the shopper what is wrong, and nothing stays", async () => {
    sellIn("krw", "Standard:1:2-4");
    const { start, variant } = await begin(3n, "krw");
    expect(start.kind).toBe("too_small");
    expect(await s.asked()).toEqual(["POST /v1/checkout/sessions"]);
    expect(await s.stockOf(variant)).toMatchObject({ reserved: 0 });
  });

  const contact = {
    email: "jo@shopper.test",
    name: "Jo Shopper",
    line1: "1 Quay Street",
    line2: "",
    postalCode: "H91 AA00",
    city: "Galway",
    region: "",
    country: "IE",
  };

  async function fillCart(isSent: boolean) {
    const variant = await makeIn("eur", 0n, { onHand: 5, isSent });
    const key = randomUUID();
    browser.jar.set("cart", `${key}~${variant}.2.0`);
    return { variant, key };
  }

  it("M08 H7 a free cart is placed and paid without a single call to Stripe, once, with its mails", async () => {
    sellIn("eur", "Standard:0:2-4;Express:12.00:1-2");
    const { variant, key } = await fillCart(true);
    await s.forgetRequests();
    expect(await orderNow()).toBe("/checkout/free");
    // The same form from two tabs, twice each.
    const cookie = browser.jar.get("cart") ?? "";
    const places = await Promise.all(
      Array.from({ length: 4 }, async () => {
        browser.jar.set("cart", cookie);
        return ledTo(placeFree(null, formOf(contact)));
      }),
    );
    expect(new Set(places).size).toBe(1);
    expect(places[0]).toBe("/checkout/free/sent");
    const waiting = await s.orderOfCart(key);
    expect(waiting.state).toBe("awaiting_payment");
    expect(await s.stockOf(variant)).toEqual({ onHand: 5, reserved: 2 });
    expect(await s.mailsOf(waiting.id)).toEqual(["confirm_free_order"]);
    await s.shop.reconcileOrder(waiting.id, { cause: "sweep" });
    const reference = referenceOf(waiting.id);
    const confirmed = await Promise.all(
      Array.from({ length: 4 }, () => ledTo(confirmFree(formOf({ reference })))),
    );
    expect(new Set(confirmed)).toEqual(new Set([`/orders/${reference}`]));
    expect(await s.asked()).toEqual([]);
    const order = await s.orderOfCart(key);
    expect(order).toMatchObject({ state: "paid", total: 0n, session: null, intent: null });
    expect(await s.testShop.sql("SELECT 1 FROM orders WHERE cart_key = $1", [key])).toHaveLength(1);
    expect(await s.stockOf(variant)).toEqual({ onHand: 3, reserved: 0 });
    expect(await s.mailsOf(order.id)).toEqual(["confirm_free_order", "order_confirmation"]);
    await s.shop.reconcileOrder(order.id, { cause: "sweep" });
    expect((await s.orderById(order.id)).state).toBe("paid");
    await expectCleanRecords();
  });

  it("M08 what is not sent needs an e-mail address alone; what is sent needs a whole address", async () => {
    await fillCart(false);
    expect(await placeFree(null, formOf({ email: "nobody" }))).toMatchObject({
      faults: { email: "Enter an email address such as jo@example.com." },
    });
    expect(await ledTo(placeFree(null, formOf({ email: "jo@shopper.test" })))).toBe("/checkout/free/sent");
    sellIn("eur", "Standard:0:2-4");
    const { key } = await fillCart(true);
    const answer = await placeFree(null, formOf({ ...contact, line1: "", country: "US" }));
    expect(answer?.faults).toEqual({
      line1: "Enter the street and number.",
      country: "Choose a country we ship to.",
    });
    expect(await s.testShop.sql("SELECT 1 FROM orders WHERE cart_key = $1", [key])).toEqual([]);
    await expectCleanRecords();
  });

  it("M08 what costs nothing itself and something to send is paid like anything", async () => {
    sellIn("eur", "Standard:5.00:2-4");
    const { start, cart } = await begin(0n);
    expect(start.kind).toBe("ready");
    const order = await s.orderOfCart(cart.key);
    await s.testShop.pay(order.session);
    await s.shop.reconcileOrder(order.id, { cause: "return_page" });
    expect(await s.orderById(order.id)).toMatchObject({ state: "paid", captured: 500n });
    await expectCleanRecords();
  });

  it("M08 a price that came meanwhile is never given away: the shopper is led back to the cart", async () => {
    sellIn("eur", "Standard:0:2-4");
    const { variant, key } = await fillCart(true);
    await s.testShop.sql("UPDATE variants SET price_minor = 100 WHERE id = $1", [variant]);
    expect(await ledTo(placeFree(null, formOf(contact)))).toBe("/cart?problem=changed");
    // And when it comes between the look at the prices and the order.
    const cart = { key, lines: [{ variantId: variant, quantity: 1, seenMinor: 0n }] };
    const nobody = { email: "jo@shopper.test", name: null, address: null };
    const placed = placeCart(cart, UNKNOWN_SHOPPER, (tx, quote) =>
      placeFreeOrder(tx, quote, nobody, UNKNOWN_SHOPPER),
    );
    await expect(placed).rejects.toBeInstanceOf(PriceChangedError);
    expect(await s.testShop.sql("SELECT 1 FROM orders WHERE cart_key = $1", [key])).toEqual([]);
    await expectCleanRecords();
  });
});
