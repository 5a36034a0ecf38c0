import { createElement } from "react";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { OrderView } from "../../../domain/orders/views.ts";
import { translator } from "../../../messages/messages.ts";
import { methodName } from "../../../messages/payment-method.ts";
import { getOrder } from "../../../server/orders/admin/get-order.ts";
import { getReceipt } from "../../../server/orders/mail/get-receipt.ts";
import { referenceOf } from "../../../server/platform/reference.ts";
import { factsOf } from "../../../server/stripe/facts.ts";
import { describeOrderEvent } from "../../../ui/admin/history/describe-order-event.ts";
import { OrderPayment } from "../../../ui/admin/orders/order-payment.tsx";
import { renderWords } from "../../support/render-words.ts";
import { openScenario, type Scenario } from "../../support/scenario.ts";

const t = translator("en-IE");
let s: Scenario;
beforeAll(async () => {
  s = await openScenario();
});
afterAll(() => s.testShop.close());

it("M21: an order paid by bank debit says so, to the admin, in its history and on its receipt", async () => {
  const { order } = await s.checkOut();
  const method = await s.testShop.stripe("payment_methods", {
    type: "sepa_debit",
    "sepa_debit[iban]": "DE89370400440532013000",
    "billing_details[name]": "Jo Shopper",
    "billing_details[email]": "jo@shopper.test",
  });
  await s.testShop.stripe(`payment_pages/${order.session}/confirm`, {
    payment_method: method.id,
    email: "jo@shopper.test",
    "shipping[name]": "Jo Shopper",
    "shipping[address][line1]": "1 Quay Street",
    "shipping[address][city]": "Galway",
    "shipping[address][country]": "IE",
  });
  await s.shop.reconcileOrder(order.id, { cause: "sweep" });
  const named = async () => methodName((await getOrder(order.id))?.method ?? null, t);
  // While the bank still decides, too.
  expect(await named()).toBe("SEPA Direct Debit 3000");
  await s.testShop.control("clock", { advance_seconds: 30 * 86_400 });
  await s.shop.reconcileOrder(order.id, { cause: "sweep" });
  const paid = await getOrder(order.id);
  expect(paid?.paymentState).toBe("paid");
  const panel = createElement(OrderPayment, {
    order: paid as OrderView,
    locale: "en-IE",
    hrefOf: (id: string) => id,
  });
  expect(renderWords(panel)).toMatch(/Paid with.*SEPA Direct Debit 3000/);
  expect((await getReceipt(referenceOf(order.id)))?.method).toEqual(paid?.method);
  const told = paid?.timeline.map(({ event }) => describeOrderEvent(event, "en-IE", t));
  expect(told).toContainEqual(expect.stringContaining("with SEPA Direct Debit 3000"));
});

it("M21: an order paid by card names the card as before, and one that is not paid nothing", async () => {
  const { order } = await s.sell();
  expect((await getOrder(order.id))?.method).toEqual({ type: "card", brand: "visa", last4: "4242" });
  const { order: open } = await s.checkOut();
  expect((await getOrder(open.id))?.method).toBeNull();
});

it.each([
  [{ type: "klarna", klarna: { payment_method_category: "pay_later" } }, "Klarna"],
  [{ type: "ideal", ideal: { bank: "ing", iban_last4: "1234" } }, "iDEAL"],
  [{ type: "us_bank_account", us_bank_account: { last4: "6789" } }, "ACH Direct Debit 6789"],
  [{ type: "new_pay" }, "New pay"],
  [{ type: "card", card: { brand: "visa", last4: "4242" } }, "Visa 4242"],
  [{ type: "card", card: {} }, "the original payment method"],
])("M21: %j is shown as %j", async (details, name) => {
  const session = {
    id: "cs_1",
    payment_status: "paid",
    status: "complete",
    shipping_options: [],
    metadata: {},
  };
  const charge = { id: "ch_1", payment_method_details: details };
  // biome-ignore lint/suspicious/noExplicitAny: the parts of Stripe's objects that matter here.
  const { method } = factsOf(session as any, null, charge as any, [], []);
  expect(methodName(method, t)).toBe(name);
});
