// What a shopper reads of an order, in every state that it can be in.
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isPlaced } from "../../../domain/orders/states.ts";
import { translator } from "../../../messages/messages.ts";
import { getReceipt } from "../../../server/orders/mail/get-receipt.ts";
import { cancelUnopened } from "../../../server/orders/place/end-order.ts";
import { referenceOf } from "../../../server/platform/reference.ts";
import { stateMessages } from "../../../ui/shop/order/order-messages.ts";
import { moneyText, parcelText } from "../../../ui/shop/order/progress-messages.ts";
import { openScenario, type Scenario } from "../../support/scenario.ts";

let s: Scenario;
beforeAll(async () => {
  s = await openScenario();
});
afterAll(() => s.testShop.close());

const t = translator("en-IE");

/** The heading, the parcel's line, the money's line, and what is left to do. */
async function read(orderId: string, canMail = true) {
  const receipt = await getReceipt(referenceOf(orderId));
  if (!receipt) throw new Error(`no order ${orderId}`);
  const { title, sentence, next } = stateMessages(receipt, canMail, t);
  const lines = { parcel: parcelText(receipt, t), money: moneyText(receipt, "en-IE", t) };
  return {
    title,
    sentence,
    next: next?.kind ?? null,
    ...lines,
    isTotalShown: isPlaced(receipt.paymentState),
  };
}

const look = (orderId: string) => s.shop.reconcileOrder(orderId, { cause: "sweep" });
const set = (orderId: string, change: string) =>
  s.testShop.sql(`UPDATE orders SET ${change} WHERE id = $1`, [orderId]);
const refund = async (orderId: string, amountMinor: bigint) => {
  const [reason, note] = [null, null];
  await s.shop.refundOrder({ orderId, requestId: randomUUID(), amountMinor, currency: "eur", reason, note });
};

async function payByDebit(session: string, iban: string) {
  const method = await s.testShop.stripe("payment_methods", {
    type: "sepa_debit",
    "sepa_debit[iban]": iban,
    "billing_details[name]": "Jo Shopper",
    "billing_details[email]": "jo@shopper.test",
  });
  await s.testShop.stripe(`payment_pages/${session}/confirm`, {
    payment_method: method.id,
    email: "jo@shopper.test",
    "shipping[name]": "Jo Shopper",
    "shipping[address][line1]": "1 Quay Street",
    "shipping[address][city]": "Galway",
    "shipping[address][country]": "IE",
  });
}

async function sellDisputed(token: string) {
  const { order } = await s.sell({}, token);
  await s.testShop.control("clock", { advance_seconds: 10 });
  await look(order.id);
  const { data } = (await s.testShop.stripe(`disputes?payment_intent=${order.intent}`)) as unknown as {
    data: { id: string }[];
  };
  return { id: order.id, dispute: data[0]?.id ?? "" };
}

const PAID = "€29.00 is paid.";
const BACK = "is refunded to your original payment method. Banks take 5 to 10 working days to show it.";

describe("D21: before it is paid, an order", () => {
  it("waits, expires and is canceled without a parcel, a total or a charge", async () => {
    const { order } = await s.checkOut();
    expect(await read(order.id)).toMatchObject({
      title: "Waiting for your payment",
      parcel: null,
      money: "Not paid yet.",
      next: "pay",
      isTotalShown: false,
    });
    await s.testShop.stripe(`checkout/sessions/${order.session}/expire`, {});
    await look(order.id);
    expect(await read(order.id)).toMatchObject({
      title: "This order was not paid in time",
      parcel: null,
      money: "Nothing was charged.",
      next: "again",
      isTotalShown: false,
    });
    const { order: refused } = await s.checkOut();
    await set(refused.id, "stripe_session_id = NULL");
    await cancelUnopened(refused.id);
    expect(await read(refused.id)).toMatchObject({
      title: "This order was canceled",
      parcel: null,
      money: "Nothing was charged.",
      isTotalShown: false,
    });
  });

  it("is on its way from a bank, and does not arrive", async () => {
    const { order } = await s.checkOut();
    await payByDebit(order.session, "DE62370400440532013001");
    await look(order.id);
    expect(await read(order.id)).toMatchObject({
      title: "Your payment is on its way",
      parcel: null,
      money: "€29.00 is on its way from your bank.",
      next: null,
      isTotalShown: true,
    });
    await s.testShop.control("clock", { advance_seconds: 600 });
    await look(order.id);
    expect(await read(order.id)).toMatchObject({
      title: "The payment did not go through",
      parcel: null,
      money: "Nothing was charged.",
      next: "again",
    });
    // No key of the shop's opens payments that are captured later: set in the database.
    await set(order.id, "payment_state = 'authorized'");
    expect(await read(order.id)).toMatchObject({
      parcel: null,
      money: "€29.00 is reserved, and not charged yet.",
    });
  });
});

describe("D21: a paid order", () => {
  it("says where its parcel is; nothing but the shop's people sends one, so that is set in the database", async () => {
    const { order } = await s.sell();
    expect(await read(order.id)).toMatchObject({
      title: "Thank you",
      parcel: "We pack it next.",
      money: PAID,
    });
    const titles = [];
    for (const state of ["partially_fulfilled", "fulfilled", "returned"]) {
      await set(order.id, `fulfillment_state = '${state}'`);
      const { title, parcel, money } = await read(order.id);
      expect(money).toBe(PAID);
      titles.push(`${title}: ${parcel}`);
    }
    expect(titles).toEqual([
      "Part of your order is on its way: Part of it is on its way to you, the rest follows.",
      "Your order is on its way: It is on its way to you.",
      "Your order has come back to us: It has come back to us.",
    ]);
    await set(order.id, "fulfillment_state = 'unfulfilled', requires_shipping = false");
    expect((await read(order.id)).parcel).toBeNull();
  });

  it("says what is refunded and still where its parcel is", async () => {
    const { order } = await s.sell();
    await refund(order.id, 900n);
    const title = "Part of your order is refunded";
    expect(await read(order.id)).toMatchObject({
      title,
      parcel: "We pack it next.",
      money: `€9.00 of €29.00 ${BACK}`,
    });
    await set(order.id, "fulfillment_state = 'fulfilled'");
    expect(await read(order.id)).toMatchObject({ title, parcel: "It is on its way to you." });
    await set(order.id, "fulfillment_state = 'unfulfilled'");
    await refund(order.id, 2000n);
    expect(await read(order.id)).toMatchObject({
      title: "Your order is refunded",
      parcel: "It is not sent.",
      money: `€29.00 ${BACK}`,
    });
  });

  it("that is disputed waits for the bank, and ends where the bank has decided for the shopper", async () => {
    const { id, dispute } = await sellDisputed("tok_createDispute");
    expect(await read(id)).toMatchObject({
      title: "The payment is disputed",
      parcel: "It is not sent before this is clear.",
      money: "Your bank decides who gets the money, and we wait for its answer.",
    });
    await s.testShop.stripe(`disputes/${dispute}`, {
      "evidence[uncategorized_text]": "losing_evidence",
      submit: "true",
    });
    await s.testShop.control("clock", { advance_seconds: 90 * 86_400 });
    await look(id);
    expect(await read(id)).toMatchObject({
      title: "The order has ended",
      parcel: "It is not sent.",
      money: "Your bank has taken the money back for you.",
    });
    const inquiry = await sellDisputed("tok_createDisputeInquiry");
    expect(await read(inquiry.id)).toMatchObject({
      title: "Your bank has asked about this payment",
      parcel: "It is not sent before this is clear.",
      money: "€29.00 is paid. Your bank has asked us about it.",
    });
  });

  it("that misses stock or does not agree with Stripe is not thanked for and not said to be packed", async () => {
    const { order, variant } = await s.checkOut();
    await s.testShop.sql("UPDATE stock_holds SET state = 'released' WHERE order_id = $1", [order.id]);
    await s.testShop.sql("UPDATE variants SET on_hand = 0, reserved = 0 WHERE id = $1", [variant]);
    await s.testShop.pay(order.session);
    await look(order.id);
    expect(await read(order.id)).toMatchObject({
      title: "We are sorry: something is missing",
      parcel: "It is not sent before this is clear.",
      money: PAID,
    });
    const { order: other } = await s.sell();
    await set(other.id, "conflict = 'amount'");
    expect(await read(other.id)).toMatchObject({
      title: "We are reviewing your order",
      parcel: "It is not sent before this is clear.",
      money: PAID,
    });
  });
});

it("D22: a mail is promised only where a mail server is set", async () => {
  const { order } = await s.sell();
  expect((await read(order.id, true)).sentence).toBe("We are sending a confirmation to jo@shopper.test.");
  const kept = "Keep this page’s address: with it you find your order again, and nobody else has it.";
  expect((await read(order.id, false)).sentence).toBe(kept);
  await set(order.id, "payment_state = 'processing'");
  expect((await read(order.id, true)).sentence).toContain("We will write to jo@shopper.test then.");
  expect((await read(order.id, false)).sentence).not.toMatch(/write to|sending/);
});
