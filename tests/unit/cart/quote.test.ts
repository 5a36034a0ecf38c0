import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CartEntry } from "../../../domain/cart/cart.ts";
import { acceptedLines, hasSamePrices, isQuoteOf, shortLines } from "../../../domain/cart/compare-quotes.ts";
import { quote } from "../../../domain/cart/quote.ts";
import { mergeLines, type Offer } from "../../../domain/cart/quote-line.ts";
import { chargeLimitsOf } from "../../../domain/checkout/charge-limits.ts";
import type { ShippingRate } from "../../../domain/checkout/shipping.ts";
import { money } from "../../../domain/money.ts";
import { cartOf, offer, randomCart } from "../../support/random-cart.ts";
import { shippingShop } from "../../support/shipping-shop.ts";

const ID = offer().variantId;
const OTHER = "0190a1b2-0000-7000-8000-000000000002";
const rate = (id: string, amountMinor: bigint): ShippingRate => ({ id, name: id, amountMinor, days: [1, 2] });
const RATES = [rate("standard", 500n), rate("express", 1200n)];
const COUNTRIES = ["IE", "DE"];
const shop = { currency: "eur", shipping: shippingShop(RATES, COUNTRIES), now: new Date(0) };
const entry = (changes: Partial<CartEntry> = {}): CartEntry => ({
  variantId: ID,
  quantity: 1,
  seenMinor: 2400n,
  ...changes,
});
const quoted = (lines: CartEntry[], offers: Offer[] = [offer()], rates = RATES) =>
  quote({ key: "cart", lines }, offers, { ...shop, shipping: shippingShop(rates, COUNTRIES) });

describe("a quote", () => {
  it("says what each line and all of them cost", () => {
    const cart = quoted(
      [entry({ quantity: 3 }), entry({ variantId: OTHER, quantity: 2, seenMinor: 1n })],
      [offer(), offer({ variantId: OTHER, priceMinor: 1n })],
    );
    expect(cart.lines.map(({ total }) => total.amountMinor)).toEqual([7200n, 2n]);
    expect(cart.totals).toMatchObject({
      subtotal: money(7202, "eur"),
      total: money(7202, "eur"),
      adjustments: [],
    });
    expect(cart).toMatchObject({ itemCount: 5, hasNotices: false, plan: { kind: "pay" } });
  });

  it("is empty for an empty cart", () => {
    expect(quoted([])).toMatchObject({
      lines: [],
      itemCount: 0,
      hasNotices: false,
      totals: { total: money(0, "eur") },
    });
    expect(quoted([]).plan.kind).not.toBe("free");
  });

  it.each<[string, CartEntry, Offer[], object]>([
    ["gone", entry(), [], { notice: "gone", quantity: 0, available: 0, formerUnitPrice: null }],
    ["sold out", entry(), [offer({ available: 0 })], { notice: "sold_out", quantity: 0 }],
    ["sold out below nothing", entry(), [offer({ available: -2 })], { notice: "sold_out", available: 0 }],
    [
      "short",
      entry({ quantity: 5 }),
      [offer({ available: 3 })],
      { notice: "quantity_reduced", quantity: 3, wanted: 5 },
    ],
    [
      "of another price",
      entry({ seenMinor: 2000n }),
      [offer()],
      { notice: "price_changed", formerUnitPrice: money(2000, "eur"), unitPrice: money(2400, "eur") },
    ],
    [
      "short and of another price",
      entry({ quantity: 5, seenMinor: 2000n }),
      [offer({ available: 3 })],
      { notice: "quantity_reduced", formerUnitPrice: money(2000, "eur") },
    ],
    ["as it was seen", entry(), [offer()], { notice: null, formerUnitPrice: null, quantity: 1 }],
  ])("keeps a line that is %s and says so", (_what, line, offers, expected) => {
    const cart = quoted([line], offers);
    expect(cart.lines).toEqual([expect.objectContaining({ variantId: ID, ...expected })]);
    expect(cart.hasNotices).toBe(cart.lines[0]?.notice !== null);
  });

  it("counts what can be bought, and plans the payment of what was asked for", () => {
    const [soldOut] = [quoted([entry({ quantity: 2 })], [offer({ available: 0 })])];
    expect(soldOut).toMatchObject({
      itemCount: 0,
      totals: { subtotal: money(0, "eur") },
      plan: { kind: "pay" },
    });
  });

  it("adds up the lines of one variant, up to what a line may have", () => {
    expect(
      mergeLines([
        entry({ quantity: 2 }),
        entry({ variantId: OTHER }),
        entry({ quantity: 3, seenMinor: 1n }),
      ]),
    ).toEqual([entry({ quantity: 5 }), entry({ variantId: OTHER })]);
    expect(mergeLines([entry({ quantity: 60 }), entry({ quantity: 60 })])).toEqual([entry({ quantity: 99 })]);
    expect(mergeLines([entry({ variantId: "------------------------------------" })])).toEqual([]);
  });

  it("cannot be changed", () => {
    const cart = quoted([entry()]);
    expect([cart, cart.totals, ...cart.lines].every((part) => Object.isFrozen(part))).toBe(true);
  });
});

describe("how a quoted cart is paid", () => {
  const free = [rate("free", 0n), rate("express", 1200n)];

  it("is not at all, when it costs nothing to buy and to send, and the quote names the rate", () => {
    const cart = quoted([entry({ seenMinor: 0n })], [offer({ priceMinor: 0n })], free);
    expect(cart).toMatchObject({ plan: { kind: "free" }, requiresShipping: true });
    expect(cart.totals.adjustments).toEqual([
      { kind: "shipping", lineId: null, code: "free", label: "free", amount: money(0, "eur") },
    ]);
  });

  it("is not at all for what is not sent, and no rate is named", () => {
    const cart = quoted([entry({ seenMinor: 0n })], [offer({ priceMinor: 0n, requiresShipping: false })]);
    expect(cart).toMatchObject({
      plan: { kind: "free" },
      requiresShipping: false,
      totals: { adjustments: [] },
    });
  });

  it("is like any other when only sending it costs something", () => {
    expect(quoted([entry()], [offer({ priceMinor: 0n })]).plan.kind).toBe("pay");
  });

  it("is refused outside of what Stripe takes, with the cheapest and the dearest way to send it", () => {
    const { min, max } = chargeLimitsOf("eur");
    const plan = (priceMinor: bigint, rates = free) =>
      quoted([entry()], [offer({ priceMinor })], rates).plan.kind;
    expect(plan(min.amountMinor - 1n)).toBe("too_small");
    expect(plan(min.amountMinor)).toBe("pay");
    expect(plan(max.amountMinor - 1200n)).toBe("pay");
    expect(plan(max.amountMinor - 1199n)).toBe("too_large");
  });

  it("is left to the placing of the order where something is gone", () => {
    expect(quoted([entry(), entry({ variantId: OTHER })], [offer({ priceMinor: 0n })], free)).toMatchObject({
      plan: { kind: "pay" },
      requiresShipping: true,
      totals: { adjustments: [] },
    });
  });
});

describe("what the shopper accepts", () => {
  it("is what can be bought, at today's prices: quoted again it has no notices and costs the same", () => {
    const stock = fc.array(fc.record({ available: fc.integer({ min: -2, max: 12 }), seen: fc.boolean() }), {
      minLength: 8,
      maxLength: 8,
    });
    fc.assert(
      fc.property(randomCart(["eur"]), stock, ({ lines }, shelf) => {
        const { entries, offers } = cartOf(lines);
        const stocked = offers.map((one, index) => ({ ...one, available: shelf[index]?.available ?? 0 }));
        const sent = entries.map((one, index) => (shelf[index]?.seen ? one : { ...one, seenMinor: 1n }));
        const first = quoted(sent, stocked);
        const again = quoted(acceptedLines(first), stocked);
        expect(again.hasNotices).toBe(false);
        expect(shortLines(again)).toEqual([]);
        expect(again.totals).toEqual(first.totals);
        expect(again.itemCount).toBe(first.itemCount);
      }),
      { numRuns: 1_000 },
    );
  });
});

describe("an order is the quote of a cart", () => {
  const order = {
    ...{ sentMinor: 4800n, totalMinor: 4800n, details: null },
    lines: [{ variantId: ID, quantity: 2, unitPriceMinor: 2400n }],
  };
  const cart = (changes: Partial<Offer> = {}, quantity = 2) =>
    quoted([entry({ quantity })], [offer(changes)]);

  it("with the same variants, units and prices, in any order", () => {
    expect(isQuoteOf(order, cart())).toBe(true);
    const two = quoted(
      [entry({ variantId: OTHER }), entry({ quantity: 2 })],
      [offer(), offer({ variantId: OTHER })],
    );
    const lines = [...order.lines, { variantId: OTHER, quantity: 1, unitPriceMinor: 2400n }];
    expect(isQuoteOf({ ...order, sentMinor: 7200n, lines }, two)).toBe(true);
  });

  it.each([
    ["another quantity", cart({}, 3)],
    ["another price", cart({ priceMinor: 2500n })],
    ["fewer units than it asks for", quoted([entry({ quantity: 3 })], [offer({ available: 2 })])],
    ["another variant", quoted([entry({ variantId: OTHER, quantity: 2 })], [offer({ variantId: OTHER })])],
    ["nothing in it", quoted([])],
  ])("but not of a cart with %s", (_what, other) => {
    expect(isQuoteOf(order, other)).toBe(false);
  });

  it("and only while Stripe would be sent the same amount", () => {
    expect(isQuoteOf({ ...order, sentMinor: 4000n }, cart())).toBe(false);
  });
});

describe("two quotes of one cart", () => {
  const cart = [entry({ quantity: 2 })];

  it("have the same prices whatever is left of the stock", () => {
    expect(hasSamePrices(quoted(cart), quoted(cart, [offer({ available: 0 })]))).toBe(true);
  });

  it.each([
    ["a price changed", [offer({ priceMinor: 2401n })]],
    ["it costs nothing now", [offer({ priceMinor: 0n, requiresShipping: false })]],
    ["it is gone", []],
  ])("differ when %s", (_what, offers) => {
    expect(hasSamePrices(quoted(cart), quoted(cart, offers))).toBe(false);
  });
});
