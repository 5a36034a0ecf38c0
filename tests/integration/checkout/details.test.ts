import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { addToCart } from "../../../app/(shop)/cart/actions.ts";
import { openDetails, sendDetails } from "../../../app/(shop)/checkout/details/actions.ts";
import { readCartCookie } from "../../../domain/cart/cart.ts";
import { NO_DETAILS } from "../../../domain/checkout/details.ts";
import { translator } from "../../../messages/messages.ts";
import { getCart } from "../../../server/cart/cart-cookie.ts";
import { getDetails } from "../../../server/cart/details-cookie.ts";
import { quoteCart } from "../../../server/cart/quote-cart.ts";
import { getOrder } from "../../../server/orders/admin/get-order.ts";
import { eraseOrders } from "../../../server/orders/erase/erase-orders.ts";
import { ORDER_COLUMNS, readOrders } from "../../../server/orders/export/order-columns.ts";
import { getSlips } from "../../../server/orders/paper/get-slips.ts";
import { transaction } from "../../../server/platform/db.ts";
import { getSettings } from "../../../server/settings/get-settings.ts";
import { saveSettings } from "../../../server/settings/save-settings.ts";
import { fingerprintOf } from "../../../ui/shop/cart/cart-fingerprint.ts";
import { browser, formOf } from "../../support/browser.ts";
import { expectCleanRecords, ledTo, openScenario, type Scenario } from "../../support/scenario.ts";
import { makeVariant } from "../../support/test-shop.ts";

let s: Scenario;
beforeAll(async () => {
  s = await openScenario();
}, 60_000);
afterAll(() => s?.testShop.close());
afterEach(expectCleanRecords);

const DETAILS = { email: "jo@shopper.test", country: "DE", rateId: "express" };

/** As the details page shows it: the fingerprint of the total with what was told. */
async function shownWith(told: Partial<typeof NO_DETAILS>): Promise<string> {
  const cart = (await getCart()) ?? { key: "", lines: [] };
  return fingerprintOf(await quoteCart(cart, null, { details: { ...NO_DETAILS, ...told } }));
}

async function fill(quantity = "2", requiresShipping = true) {
  browser.forget();
  const variant = await makeVariant(s.testShop, { priceMinor: 2400 });
  if (!requiresShipping)
    await s.testShop.sql("UPDATE variants SET requires_shipping = false WHERE id = $1", [variant]);
  await addToCart({ kind: "idle" }, formOf({ quantity, after: "stay", variantId: variant }));
  const cart = await getCart();
  const shown = fingerprintOf(await quoteCart(cart ?? { key: "", lines: [] }));
  expect(await ledTo(openDetails(formOf({ shown })))).toBe("/checkout/details");
}

const send = (fields: Record<string, string>) =>
  sendDetails(null, formOf({ ui: "embedded_page", ...fields }));
const order = () => s.orderOfCart(readCartCookie(browser.jar.get("cart"))?.key ?? "");

describe("what is told before paying", () => {
  it("the order is placed with the total that was shown, and Stripe asks for exactly that", async () => {
    await fill();
    const shown = await shownWith(DETAILS);
    expect(await ledTo(send({ intent: "order", shown, ...DETAILS }))).toBe("/checkout");
    const placed = await order();
    expect(placed).toMatchObject({ state: "awaiting_payment", total: 6_000n });
    const session = await s.testShop.stripe(`checkout/sessions/${placed.session}`);
    expect(session).toMatchObject({
      amount_subtotal: 4_800,
      amount_total: 6_000,
      customer_email: "jo@shopper.test",
      shipping_address_collection: { allowed_countries: ["DE"] },
      shipping_options: [{ shipping_amount: 1_200 }],
    });
    const stored = await s.testShop.sql(
      `SELECT details->>'country' AS country, details->>'rateId' AS rate, email FROM orders WHERE id = $1`,
      [placed.id],
    );
    // Nobody has shown yet that the address is theirs: the customers do not have it.
    expect(stored).toEqual([{ country: "DE", rate: "express", email: null }]);
    expect(await s.testShop.sql("SELECT 1 FROM customers WHERE email = 'jo@shopper.test'")).toEqual([]);
  });

  it("ordering with another country or rate than the total was shown for orders nothing, and says so", async () => {
    await fill();
    const shown = await shownWith({ ...DETAILS, rateId: "standard" });
    const answer = await send({ intent: "order", shown, ...DETAILS });
    expect(answer).toMatchObject({ faults: {}, problem: expect.stringMatching(/^The total has changed/) });
    expect(await getDetails()).toMatchObject(DETAILS);
    expect(
      await s.testShop.sql("SELECT 1 FROM orders WHERE cart_key = $1", [(await getCart())?.key]),
    ).toEqual([]);
  });

  it.each([
    ["no email address", { email: "jo@" }, "email"],
    ["a country that the shop does not send to", { country: "ZZ" }, "country"],
    ["no country", { country: "" }, "country"],
  ])("%s orders nothing and is told at its field", async (_what, changed, field) => {
    await fill();
    const told = { ...DETAILS, ...changed };
    const answer = await send({ intent: "order", shown: await shownWith(told), ...told });
    expect(Object.keys(answer && "faults" in answer ? answer.faults : {})).toEqual([field]);
    expect(
      await s.testShop.sql("SELECT 1 FROM orders WHERE cart_key = $1", [(await getCart())?.key]),
    ).toEqual([]);
  });

  it("a rate that there is not is the first that there is, in what is shown and in what is ordered", async () => {
    await fill();
    const told = { ...DETAILS, rateId: "by-balloon" };
    expect(await ledTo(send({ intent: "order", shown: await shownWith(told), ...told }))).toBe("/checkout");
    expect(await order()).toMatchObject({ total: 5_300n });
  });

  it("the same details again go on with the same order; others end it and place another", async () => {
    await fill();
    const shown = await shownWith(DETAILS);
    await ledTo(send({ intent: "order", shown, ...DETAILS }));
    const first = await order();
    await ledTo(send({ intent: "order", shown, ...DETAILS }));
    expect((await order()).id).toBe(first.id);
    const changed = { ...DETAILS, country: "IE", rateId: "standard" };
    await ledTo(send({ intent: "order", shown: await shownWith(changed), ...changed }));
    const next = await order();
    expect(next.id).not.toBe(first.id);
    expect((await s.orderById(first.id)).state).toBe("expired");
    expect(next.total).toBe(5_300n);
  });

  it("of a digital cart no address is asked for, and no shipping is charged", async () => {
    await fill("1", false);
    const told = { ...DETAILS, rateId: "" };
    expect(await ledTo(send({ intent: "order", shown: await shownWith(told), ...told }))).toBe("/checkout");
    const placed = await order();
    expect(placed.total).toBe(2_400n);
    const session = await s.testShop.stripe(`checkout/sessions/${placed.session}`);
    expect(session).toMatchObject({
      amount_total: 2_400,
      shipping_address_collection: null,
      shipping_options: [],
    });
    await s.testShop.pay(placed.session);
    await s.shop.reconcileOrder(placed.id, { cause: "return_page" });
    expect(await s.orderById(placed.id)).toMatchObject({ state: "paid", total: 2_400n, conflict: null });
  });

  it("the cookie tells no email address, and one that was changed or is of another shop tells nothing", async () => {
    await fill();
    await ledTo(send({ intent: "update", ...DETAILS }));
    const cookie = browser.jar.get("details") ?? "";
    expect(Buffer.from(cookie, "base64url").toString("latin1")).not.toContain("shopper.test");
    expect(await getDetails()).toMatchObject(DETAILS);
    browser.jar.set("details", `${cookie.slice(0, -4)}AAAA`);
    expect(await getDetails()).toBeNull();
  });

  it("erasing who ordered leaves the country alone", async () => {
    await fill();
    await ledTo(send({ intent: "order", shown: await shownWith(DETAILS), ...DETAILS }));
    const placed = await order();
    await s.testShop.pay(placed.session);
    await s.shop.reconcileOrder(placed.id, { cause: "return_page" });
    await transaction((tx) => eraseOrders(tx, [placed.id]));
    const stored = await s.testShop.sql("SELECT details FROM orders WHERE id = $1", [placed.id]);
    expect(stored).toEqual([{ details: { country: "DE" } }]);
  });

  it("a note reaches the order's page, slip and files where the shop asks for one, and goes with the person", async () => {
    const ask = async (asksNote: boolean) =>
      saveSettings("shipping", { asksNote }, (await getSettings("shipping")).version);
    const note = "Please leave it\nwith the <b>neighbor</b>.";
    const place = async () => {
      await fill();
      const told = { ...DETAILS, note: note.replace("\n", "\r\n") };
      await send({ intent: "update", after: "stay", ...told });
      expect(await ledTo(send({ intent: "order", shown: await shownWith(DETAILS), ...told }))).toBe(
        "/checkout",
      );
      return order();
    };
    const quiet = await place();
    expect((await getOrder(quiet.id))?.details?.note).toBe("");
    await ask(true);
    const { id, session } = await place();
    await s.testShop.pay(session, "tok_visa", "DE");
    await s.shop.reconcileOrder(id, { cause: "return_page" });
    expect((await getOrder(id))?.details?.note).toBe(note);
    expect((await getSlips([id])).slips).toMatchObject([{ note }]);
    const shown = ORDER_COLUMNS.find(({ key }) => key === "shopperNote");
    const [row] = await readOrders([id]);
    expect(row && shown?.cell(row, translator("en"))).toBe(note);
    await transaction((tx) => eraseOrders(tx, [id]));
    expect((await getOrder(id))?.details?.note).toBe("");
    await ask(false);
  });

  it("a note is cut where it is longer than 500 characters", async () => {
    await saveSettings("shipping", { asksNote: true }, (await getSettings("shipping")).version);
    await fill();
    await send({ intent: "update", after: "stay", ...DETAILS, note: "x".repeat(501) });
    expect((await getDetails())?.note).toBe("x".repeat(500));
    await saveSettings("shipping", { asksNote: false }, (await getSettings("shipping")).version);
  });
});
