import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { CheckoutDetails } from "../../../domain/checkout/details.ts";
import { quoteCart } from "../../../server/cart/quote-cart.ts";
import { getOrder } from "../../../server/orders/admin/get-order.ts";
import { eraseOrders } from "../../../server/orders/erase/erase-orders.ts";
import { getReceipt } from "../../../server/orders/mail/get-receipt.ts";
import { refundOrder } from "../../../server/orders/refunds/refund-order.ts";
import { db, transaction } from "../../../server/platform/db.ts";
import { referenceOf } from "../../../server/platform/reference.ts";
import { getSettings } from "../../../server/settings/get-settings.ts";
import { confirmRates } from "../../../server/tax/save-rates.ts";
import { saveTaxSettings } from "../../../server/tax/save-tax.ts";
import { makeDiscount, someCode } from "../../support/make-discount.ts";
import { TOLD } from "../../support/order-now.ts";
import { expectCleanRecords, openScenario, type Scenario } from "../../support/scenario.ts";
import { cartOf, makeVariant } from "../../support/test-shop.ts";

let s: Scenario;
beforeAll(async () => {
  s = await openScenario();
  await confirmRates(["IE", "AT", "DE"]);
}, 60_000);
afterAll(() => s?.testShop.close());
beforeEach(() => set({}));
afterEach(expectCleanRecords);

async function set(typed: Record<string, string>) {
  const { version } = await getSettings("tax");
  const home = { isOn: "on", homeCountry: "IE", vatId: "IE6433435F" };
  const answer = await saveTaxSettings({ ...home, ...typed }, version);
  expect(answer).not.toHaveProperty("fault");
}

/** Two mugs at 12.30 and, of a reduced rate, three books at 11.35; shipping is 5.00. */
async function order(changes: Partial<CheckoutDetails> = {}) {
  const [mug, book] = [
    await makeVariant(s.testShop, { priceMinor: 1230 }),
    await makeVariant(s.testShop, { priceMinor: 1135 }),
  ];
  await s.testShop.sql(
    "UPDATE products SET tax_class = 'reduced' WHERE id = (SELECT product_id FROM variants WHERE id = $1)",
    [book],
  );
  const cart = cartOf([mug, 2], [book, 3]);
  const details = { ...TOLD, rateId: "standard", ...changes };
  const agreed = await quoteCart(cart, null, { details });
  const start = await s.shop.startCheckout({ cart, details, agreed, ui: "embedded_page" });
  expect(start.kind).toBe("ready");
  const placed = await s.orderOfCart(cart.key);
  const session = await s.testShop.stripe(`checkout/sessions/${placed.session}`);
  // What was shown is what Stripe asks for.
  expect(session.amount_total).toBe(Number(agreed.totals.total.amountMinor));
  return { ...placed, agreed, sessionId: placed.session, subtotal: session.amount_subtotal };
}
async function pay({ id, session }: { id: string; session: string }, country = "IE") {
  const answer = await s.testShop.pay(session, "tok_visa", country);
  expect(answer).not.toHaveProperty("error");
  await s.shop.reconcileOrder(id, { cause: "return_page" });
  expect(await s.orderById(id)).toMatchObject({ state: "paid", conflict: null });
}
const linesOf = (orderId: string) =>
  s.testShop.sql(
    `SELECT t.country, t.rate_bp AS rate, t.taxable_minor AS taxable, t.tax_minor AS tax, t.included, t.reason
       FROM order_tax_lines t LEFT JOIN order_lines l ON l.id = t.order_line_id WHERE t.order_id = $1
      ORDER BY l.position NULLS LAST, t.rate_bp DESC`,
    [orderId],
  );

describe("an order of a shop whose tax is on", () => {
  it("keeps the tax that its prices contain, by line and for its shipping, and costs the same", async () => {
    const placed = await order();
    expect(placed.total).toBe(2_460n + 3_405n + 500n);
    const taxed = { country: "IE", included: true };
    expect(await linesOf(placed.id)).toEqual([
      { ...taxed, rate: 2300, taxable: 2_000n, tax: 460n, reason: "standard" },
      { ...taxed, rate: 1350, taxable: 3_000n, tax: 405n, reason: "reduced" },
      // 5.00 by the value of the goods: 2.10 and 2.90.
      { ...taxed, rate: 2300, taxable: 171n, tax: 39n, reason: "standard" },
      { ...taxed, rate: 1350, taxable: 256n, tax: 34n, reason: "reduced" },
    ]);
    await pay(placed);
    const receipt = await getReceipt(referenceOf(placed.id));
    expect(receipt?.taxes.map(({ rateBp, taxMinor }) => [rateBp, taxMinor])).toEqual([
      [2300, 499n],
      [1350, 439n],
    ]);
  });

  it("adds the tax to prices without it, as a line of Stripe's for each rate", async () => {
    await set({ prices: "exclusive" });
    const placed = await order();
    // 23 % of 24.60 and 2.10, 13.5 % of 34.05 and 2.90.
    expect(placed.total).toBe(6_365n + 614n + 499n);
    expect(placed.subtotal).toBe(Number(placed.total) - 500);
    await pay(placed);
    expect((await linesOf(placed.id)).map(({ tax, included }) => [tax, included])).toEqual([
      [566n, false],
      [460n, false],
      [48n, false],
      [39n, false],
    ]);
  });

  it("takes the VAT off for a business whose VAT id VIES has confirmed, and keeps the proof", async () => {
    await set({ isViesOn: "on" });
    const business = { country: "AT", company: "Mug GmbH", vatId: "ATU13585627" };
    const without = await order(business);
    expect(without.total).toBe(6_365n);
    const checkedAt = new Date();
    await db().vatIdCheck.create({
      data: { vatId: "ATU13585627", requester: "IE6433435F", state: "valid", consultation: "W1", checkedAt },
    });
    const placed = await order(business);
    expect(placed.total).toBe(6_365n - 499n - 439n);
    expect((await linesOf(placed.id)).map(({ tax, reason }) => [tax, reason])).toEqual(
      Array.from({ length: 4 }, () => [0n, "intra_community_supply"]).slice(
        0,
        (await linesOf(placed.id)).length,
      ),
    );
    await pay(placed, "AT");
    const view = await getOrder(placed.id);
    expect(view?.buyer).toMatchObject({ company: "Mug GmbH", vatIdState: "valid", consultation: "W1" });
    await transaction((tx) => eraseOrders(tx, [placed.id]));
    expect((await getOrder(placed.id))?.buyer).toMatchObject({ company: "", vatId: "", consultation: "W1" });
    await db().vatIdCheck.deleteMany();
  });

  it("taxes what is left after a discount", async () => {
    const code = someCode();
    await makeDiscount(s.testShop, { code });
    const placed = await order({ codes: [code] });
    const rows = (await linesOf(placed.id)) as { taxable: bigint; tax: bigint }[];
    const sum = rows.reduce((total, { taxable, tax }) => total + taxable + tax, 0n);
    expect(placed.total).toBeLessThan(6_365n);
    expect(sum).toBe(placed.total);
    await pay(placed);
  });

  it("refunds a line with its share of the VAT, and the shipping with its own", async () => {
    for (const prices of ["inclusive", "exclusive"]) {
      await set({ prices });
      const placed = await order();
      await pay(placed);
      const [mugs, books] = await s.testShop.sql<{ id: string }>(
        "SELECT id FROM order_lines WHERE order_id = $1 ORDER BY position",
        [placed.id],
      );
      const shippingMinor = prices === "inclusive" ? 500n : 587n;
      const answer = await refundOrder({
        ...{
          orderId: placed.id,
          requestId: randomUUID(),
          amountMinor: prices === "inclusive" ? 4_000n : 4_677n,
          currency: "eur",
        },
        ...{ reason: null, note: null, shippingMinor },
        units: new Map([
          [mugs?.id ?? "", 1],
          [books?.id ?? "", 2],
        ]),
      });
      expect(answer.kind).toBe("done");
      const [refund] = await s.testShop.sql<{ id: string; tax: bigint }>(
        "SELECT id, shipping_tax_minor AS tax FROM refunds WHERE order_id = $1",
        [placed.id],
      );
      const lines = await s.testShop.sql(
        "SELECT amount_minor AS amount, tax_minor AS tax FROM refund_lines WHERE refund_id = $1 ORDER BY amount_minor",
        [refund?.id],
      );
      if (prices === "inclusive") {
        expect(lines).toEqual([
          { amount: 1_230n, tax: 230n },
          { amount: 2_270n, tax: 270n },
        ]);
        expect(refund?.tax).toBe(73n);
      } else {
        expect(lines).toEqual([
          { amount: 1_513n, tax: 283n },
          { amount: 2_577n, tax: 307n },
        ]);
        expect(refund?.tax).toBe(87n);
      }
      await s.shop.reconcileOrder(placed.id, { cause: "return_page" });
    }
  });

  it("of one whose tax is off there is nothing", async () => {
    await set({ isOn: "" });
    const placed = await order({ company: "Mug GmbH", vatId: "ATU13585627" });
    expect(placed.agreed.taxes).toEqual([]);
    expect(await linesOf(placed.id)).toEqual([]);
    expect((await getOrder(placed.id))?.buyer).toBeNull();
  });
});
