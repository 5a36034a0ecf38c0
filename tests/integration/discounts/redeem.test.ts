import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { summedAdjustments } from "../../../domain/orders/totals.ts";
import { quoteCart } from "../../../server/cart/quote-cart.ts";
import { releaseDiscounts } from "../../../server/discounts/redeem-discounts.ts";
import { getReceipt } from "../../../server/orders/mail/get-receipt.ts";
import { rebuildOrder } from "../../../server/orders/reconcile/rebuild-order.ts";
import { transaction } from "../../../server/platform/db.ts";
import { referenceOf } from "../../../server/platform/reference.ts";
import { releaseStock } from "../../../server/stock/reserve-stock.ts";
import { type MadeDiscount, makeDiscount, someCode } from "../../support/make-discount.ts";
import { TOLD } from "../../support/order-now.ts";
import { expectCleanRecords, openScenario, type Scenario } from "../../support/scenario.ts";
import { cartOf, makeVariant } from "../../support/test-shop.ts";

let s: Scenario;
beforeAll(async () => {
  s = await openScenario();
});
afterAll(() => s.testShop.close());
afterEach(expectCleanRecords);

async function make(changes: MadeDiscount = {}): Promise<{ id: string; code: string }> {
  const code = someCode();
  return { id: await makeDiscount(s.testShop, { code, ...changes }), code };
}

const usesOf = async (id: string) =>
  (await s.testShop.sql("SELECT used, reserved FROM discounts WHERE id = $1", [id]))[0];
const redemptionOf = async (orderId: string) =>
  (
    await s.testShop.sql("SELECT state, is_counted FROM discount_redemptions WHERE order_id = $1", [orderId])
  )[0];

/** A shopper who has seen what the cart comes to. */
async function see(codes: string[], { variant = "", quantity = 1, email = TOLD.email } = {}) {
  const cart = cartOf([variant || (await makeVariant(s.testShop)), quantity]);
  const details = { ...TOLD, email, codes };
  return { cart, details, agreed: await quoteCart(cart, null, { details }) };
}
type Shown = Awaited<ReturnType<typeof see>>;
const press = (seen: Shown) => s.shop.startCheckout({ ...seen, ui: "embedded_page" });
async function order(seen: Shown) {
  expect((await press(seen)).kind).toBe("ready");
  return s.orderOfCart(seen.cart.key);
}
async function pay({ id, session }: { id: string; session: string }) {
  await s.testShop.pay(session);
  await s.shop.reconcileOrder(id, { cause: "return_page" });
  return s.orderById(id);
}

describe("a code is stock", () => {
  it("the last use, tried by 200 shoppers at once, is used once", { timeout: 300_000 }, async () => {
    const { id, code } = await make({ usage_limit: 1 });
    const variant = await makeVariant(s.testShop, { onHand: 500 });
    const shoppers = await Promise.all(
      Array.from({ length: 200 }, (_, index) => see([code], { variant, email: `s${index}@shopper.test` })),
    );
    for (const { agreed } of shoppers) expect(agreed.totals.sent.amountMinor).toBe(2_160n);
    const starts = await Promise.all(shoppers.map(press));
    const winners = shoppers.filter((_, index) => starts[index]?.kind === "ready");
    expect(winners).toHaveLength(1);
    expect(starts.filter(({ kind }) => kind === "discount_gone")).toHaveLength(199);
    expect(await usesOf(id)).toEqual({ used: 0, reserved: 1 });
    expect(await s.stockOf(variant)).toEqual({ onHand: 500, reserved: 1 });
    await pay(await s.orderOfCart(winners[0]?.cart.key ?? ""));
    expect(await usesOf(id)).toEqual({ used: 1, reserved: 0 });
  });

  it("is released when its order ends, and free for the next shopper", async () => {
    const { id, code } = await make({ usage_limit: 1 });
    const first = await order(await see([code]));
    const second = await see([code]);
    expect(second.agreed.discounts.refused).toMatchObject([{ code, reason: "used_up" }]);
    await s.testShop.stripe(`checkout/sessions/${first.session}/expire`, {});
    await s.shop.reconcileOrder(first.id, { cause: "sweep" });
    expect(await usesOf(id)).toEqual({ used: 0, reserved: 0 });
    expect(await redemptionOf(first.id)).toMatchObject({ state: "released" });
    await pay(await order(await see([code])));
    expect(await usesOf(id)).toEqual({ used: 1, reserved: 0 });
  });

  it("goes on with the order that has it, and is not taken twice by it", async () => {
    const { id, code } = await make({ usage_limit: 1, per_mail_limit: 1 });
    const seen = await see([code]);
    const { id: orderId } = await order(seen);
    const again = await quoteCart(seen.cart, null, { details: seen.details });
    expect(again.discounts.applied).toMatchObject([{ code }]);
    expect((await order({ ...seen, agreed: again })).id).toBe(orderId);
    expect(await usesOf(id)).toEqual({ used: 0, reserved: 1 });
  });

  it("money that comes late keeps what was agreed, and the history says that none was left", async () => {
    const { id, code } = await make({ usage_limit: 1 });
    const late = await order(await see([code]));
    await s.payUnseen(late.session);
    await s.testShop.sql("UPDATE orders SET payment_state = 'expired' WHERE id = $1", [late.id]);
    await transaction(async (tx) => {
      await releaseStock(tx, late.id);
      await releaseDiscounts(tx, late.id);
    });
    await pay(await order(await see([code])));
    await s.shop.reconcileOrder(late.id, { cause: "sweep" });
    expect(await s.orderById(late.id)).toMatchObject({ state: "paid", conflict: null, captured: 2_660n });
    expect(await redemptionOf(late.id)).toEqual({ state: "used", is_counted: false });
    expect(await usesOf(id)).toEqual({ used: 1, reserved: 0 });
    expect((await s.historyOf(late.id)).map(({ kind }) => kind)).toContain("discount_used");
  });
});

describe("limits by mail address", () => {
  it("ten carts of one address at once have it as often as it may", { timeout: 120_000 }, async () => {
    const { id, code } = await make({ per_mail_limit: 2 });
    const variant = await makeVariant(s.testShop, { onHand: 50 });
    const carts = await Promise.all(
      Array.from({ length: 10 }, (_, at) =>
        see([code], { variant, email: at % 2 ? "ann@shopper.test" : "Ann@Shopper.test" }),
      ),
    );
    const starts = await Promise.all(carts.map(press));
    expect(starts.map(({ kind }) => kind).toSorted()).toEqual([
      ...Array.from({ length: 8 }, () => "discount_gone"),
      ...["ready", "ready"],
    ]);
    expect(await usesOf(id)).toEqual({ used: 0, reserved: 2 });
    const third = await see([code], { variant, email: "ann@shopper.test" });
    expect(third.agreed.discounts.refused).toMatchObject([{ reason: "already_used" }]);
    const other = await see([code], { variant, email: "bea@shopper.test" });
    expect(other.agreed.discounts.refused).toEqual([]);
  });

  it("a first order is one: of two carts at once, and after a paid one", { timeout: 60_000 }, async () => {
    const { code } = await make({ is_first_order: true });
    const email = "first@shopper.test";
    const starts = await Promise.all(
      (await Promise.all([see([code], { email }), see([code], { email })])).map(press),
    );
    expect(starts.map(({ kind }) => kind).toSorted()).toEqual(["discount_gone", "ready"]);
    await s.sell();
    // Who pays with Stripe's test card.
    const { agreed } = await see([code], { email: "jo@shopper.test" });
    expect(agreed.discounts.refused).toMatchObject([{ reason: "not_first_order" }]);
  });
});

describe("what is shown is what is charged", () => {
  it("a line that cannot be divided is one line at Stripe, and the order keeps the discount by line", async () => {
    const { id, code } = await make({ kind: "amount", value: 500 });
    const [mug, bell] = [await makeVariant(s.testShop), await makeVariant(s.testShop, { priceMinor: 999 })];
    const cart = cartOf([mug, 3], [bell, 2]);
    cart.lines[1] = { variantId: bell, quantity: 2, seenMinor: 999n };
    const details = { ...TOLD, codes: [code.toLowerCase()] };
    const agreed = await quoteCart(cart, null, { details });
    const made = await order({ cart, details, agreed });
    const { data } = (await s.testShop.stripe(`checkout/sessions/${made.session}/line_items`)) as unknown as {
      data: { description: string; quantity: number; amount_total: number }[];
    };
    expect(
      data.map(({ description, quantity, amount_total }) => [description, quantity, amount_total]),
    ).toEqual([
      ["3 × Tumble mug", 1, 6_809],
      ["2 × Tumble mug", 1, 1_889],
    ]);
    const paid = await pay(made);
    expect(paid).toMatchObject({ total: agreed.totals.total.amountMinor, captured: 9_198n });
    const parts = await s.testShop.sql(
      `SELECT l.variant_id, a.code, a.amount_minor FROM order_adjustments a JOIN order_lines l ON l.id = a.order_line_id
        WHERE a.order_id = $1 ORDER BY a.amount_minor`,
      [made.id],
    );
    expect(parts).toEqual([
      { variant_id: mug, code: id, amount_minor: -391n },
      { variant_id: bell, code: id, amount_minor: -109n },
    ]);
    const receipt = await getReceipt(referenceOf(made.id));
    const shown = receipt && summedAdjustments(receipt.totals).find(({ kind }) => kind === "discount");
    expect(shown).toMatchObject({ label: `Ten off (${code})`, amount: { amountMinor: -500n } });
  });

  it("free shipping costs nothing on the payment page", async () => {
    const { id, code } = await make({ kind: "free_shipping", value: 0 });
    const seen = await see([code]);
    expect(seen.agreed.totals.shipping.amountMinor).toBe(0n);
    const paid = await pay(await order(seen));
    expect(paid.captured).toBe(2_400n);
    expect(await usesOf(id)).toEqual({ used: 1, reserved: 0 });
  });

  it("an order that the records have lost is made again with its discount", async () => {
    const { id, code } = await make({ usage_limit: 3 });
    const paid = await pay(await order(await see([code], { quantity: 3 })));
    const before = await s.testShop.sql(
      "SELECT kind, code, label, amount_minor FROM order_adjustments WHERE order_id = $1 ORDER BY kind",
      [paid.id],
    );
    await s.testShop.sql("DELETE FROM orders WHERE id = $1", [paid.id]);
    await s.testShop.sql("UPDATE discounts SET used = 0 WHERE id = $1", [id]);
    await rebuildOrder(paid.id, paid.session, { cause: "sweep" });
    expect(
      await s.testShop.sql(
        "SELECT kind, code, label, amount_minor FROM order_adjustments WHERE order_id = $1 ORDER BY kind",
        [paid.id],
      ),
    ).toEqual(before);
    expect(await s.orderById(paid.id)).toMatchObject({ total: paid.total, captured: paid.captured });
    expect(await redemptionOf(paid.id)).toEqual({ state: "used", is_counted: true });
    expect(await usesOf(id)).toEqual({ used: 1, reserved: 0 });
  });
});
