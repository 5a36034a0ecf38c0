import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { openSession } from "@/server/checkout/open-session";
import { getReturnable } from "@/server/orders/returns/ask-return";
import { referenceOf } from "@/server/platform/reference";
import { getSettings } from "@/server/settings/get-settings";
import { saveSettings } from "@/server/settings/save-settings";
import { countriesShippedTo } from "@/server/settings/shipping-shop";
import { zoneOf } from "../../../domain/shipping/one-zone.ts";
import { expectCleanRecords, openScenario, type Scenario } from "../../support/scenario.ts";

let s: Scenario;
beforeAll(async () => {
  s = await openScenario();
});
afterAll(() => s.testShop.close());
beforeEach(() => offer("Standard", 500n));

/** One way to send an order, as the shipping page saves it. */
async function offer(name: string, amountMinor: bigint, countries = ["IE", "DE"]) {
  const { version } = await getSettings("shipping");
  await saveSettings(
    "shipping",
    { zones: [zoneOf([{ id: "only", name, amountMinor, days: [2, 4] }], countries)] },
    version,
  );
}

it("fewer days to withdraw hold for new orders alone, more for all", async () => {
  const give = async (withdrawalDays: number) => {
    const { version } = await getSettings("shipping");
    await saveSettings("shipping", { withdrawalDays }, version);
  };
  const daysOf = async (id: string) => (await getReturnable(referenceOf(id)))?.windowDays;
  await give(30);
  const { order: former } = await s.sell();
  await give(14);
  const { order: later } = await s.sell();
  expect([await daysOf(former.id), await daysOf(later.id)]).toEqual([30, 14]);
  await give(60);
  expect([await daysOf(former.id), await daysOf(later.id)]).toEqual([60, 60]);
});

const shippingOf = (orderId: string) =>
  s.testShop.sql(
    `SELECT code, label, amount_minor AS "amountMinor" FROM order_adjustments WHERE order_id = $1`,
    [orderId],
  );

it("a checkout that is open charges the shipping that it shows, and the next one what is set since", async () => {
  const open = await s.checkOut();
  await offer("Post", 900n);
  const next = await s.checkOut();
  const charged: unknown[] = [];
  for (const { order } of [open, next]) {
    const shown = await s.testShop.stripe(`checkout/sessions/${order.session}`);
    const { shipping_options: options } = shown as unknown as {
      shipping_options: { shipping_amount: number }[];
    };
    await s.testShop.pay(order.session);
    await s.shop.reconcileOrder(order.id, { cause: "sweep" });
    const { state, total, captured, conflict } = await s.orderById(order.id);
    expect({ state, conflict, captured }).toEqual({ state: "paid", conflict: null, captured: total });
    expect(total).toBe(2400n + BigInt(options[0]?.shipping_amount ?? 0));
    charged.push(total, await shippingOf(order.id));
  }
  expect(charged).toEqual([
    2900n,
    [{ code: "only", label: "Standard", amountMinor: 500n }],
    3300n,
    [{ code: "only", label: "Post", amountMinor: 900n }],
  ]);
  await expectCleanRecords();
});

it("asking Stripe again for an order's payment page asks for what it offered, so it is the same page", async () => {
  const { order } = await s.checkOut();
  const attempts = () => s.testShop.sql("SELECT attempt FROM orders WHERE id = $1", [order.id]);
  const before = await attempts();
  await offer("Post", 900n, ["FR"]);
  await openSession(order.id, "embedded_page");
  expect(await s.orderById(order.id)).toMatchObject({ session: order.session });
  expect(await attempts()).toEqual(before);
});

it("free orders go to the countries that are set now", async () => {
  const { readContact } = await import("@/server/checkout/start-free-order");
  const typed = {
    ...{ email: "jo@shopper.test", name: "Jo", line1: "1 Quay Street", line2: "", postalCode: "" },
    ...{ city: "Paris", region: "", country: "FR" },
  };
  expect(readContact(typed, true)).toEqual({ faults: { country: "country" } });
  await offer("Post", 900n, ["FR"]);
  expect(readContact(typed, true)).toHaveProperty("contact");
  expect(countriesShippedTo()).toEqual(["FR"]);
});
