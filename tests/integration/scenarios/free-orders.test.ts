// What costs nothing is what a program orders first: for a stranger's mailbox, or to take the stock.
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { addToCart, clearCart } from "../../../app/(shop)/cart/actions.ts";
import { placeFree } from "../../../app/(shop)/checkout/free/actions.ts";
import { confirmFree } from "../../../app/(shop)/orders/[reference]/actions.ts";
import { translator } from "../../../messages/messages.ts";
import { sendOrderMail } from "../../../server/orders/mail/send-order-mail.ts";
import { confirmFreeOrderAsAdmin } from "../../../server/orders/place/free-order.ts";
import { referenceOf } from "../../../server/platform/reference.ts";
import { browser, formOf } from "../../support/browser.ts";
import { orderNow } from "../../support/order-now.ts";
import { expectCleanRecords, ledTo, openScenario, type Scenario } from "../../support/scenario.ts";
import { makeVariant } from "../../support/test-shop.ts";

let s: Scenario;
beforeAll(async () => {
  s = await openScenario();
});
afterAll(() => s.testShop.close());
beforeEach(() => browser.forget());
afterEach(expectCleanRecords);

async function makeFree(onHand: number): Promise<string> {
  const variant = await makeVariant(s.testShop, { onHand, priceMinor: 0 });
  await s.testShop.sql("UPDATE variants SET requires_shipping = false WHERE id = $1", [variant]);
  return variant;
}

const put = (variantId: string) =>
  addToCart({ kind: "idle" }, formOf({ after: "stay", variantId, quantity: "1" }));
const keyInJar = () => browser.jar.get("cart")?.slice(0, 36) ?? "";

/** An order of a browser of its own. @returns where it is led, or what it reads */
async function order(variant: string, email: string) {
  browser.forget();
  await put(variant);
  const key = keyInJar();
  let problem: string | null = null;
  const led = await ledTo(
    placeFree(null, formOf({ email })).then((state) => {
      problem = state?.problem ?? null;
    }),
  ).catch(() => null);
  return { key, led, problem: problem as string | null };
}

it("H7 forty free orders for a stranger's address send it three mails within an hour, and sell nothing", async () => {
  const variant = await makeFree(59);
  const answers = [];
  for (let times = 0; times < 40; times += 1)
    answers.push(await order(variant, times % 2 ? "victim@shopper.test" : "Victim@Shopper.test"));
  expect(answers.filter(({ led }) => led === "/checkout/free/sent")).toHaveLength(3);
  expect(answers[3]?.problem).toBe(
    "We have sent several emails to this address within the last hour. Please open one of them, or try again in an hour.",
  );
  const jobs = await s.testShop.sql("SELECT 1 FROM pgboss.job WHERE name = 'send-order-mail'");
  expect(jobs).toHaveLength(3);
  expect(await s.stockOf(variant)).toEqual({ onHand: 59, reserved: 3 });
});

it("H7 a free order is sold when its shopper presses the button behind the mailed link, and not before", async () => {
  const variant = await makeFree(9);
  const { key, led } = await order(variant, "jo@shopper.test");
  expect(led).toBe("/checkout/free/sent");
  const { id } = await s.orderOfCart(key);
  const reference = referenceOf(id);
  expect([...browser.jar.values()].join()).not.toContain(reference);
  await sendOrderMail({ orderId: id, kind: "confirm_free_order" });
  const [mail] = await s.testShop.sql<{ recipient: string; text: string; subject: string }>(
    "SELECT recipient, subject, text FROM mails WHERE order_id = $1",
    [id],
  );
  expect(mail).toMatchObject({
    recipient: "jo@shopper.test",
    subject: expect.stringMatching(/please confirm/),
  });
  expect(mail?.text).toContain("/orders/__reference__");
  expect(await s.stockOf(variant)).toEqual({ onHand: 9, reserved: 1 });
  expect(await ledTo(confirmFree(formOf({ reference })))).toBe(`/orders/${reference}`);
  expect((await s.orderById(id)).state).toBe("paid");
  expect(await s.stockOf(variant)).toEqual({ onHand: 8, reserved: 0 });
});

it("H7 a free order that is not confirmed ends with its hold, and can be confirmed no more", async () => {
  const variant = await makeFree(9);
  const { key } = await order(variant, "kim@shopper.test");
  const { id } = await s.orderOfCart(key);
  await s.testShop.sql("UPDATE orders SET hold_expires_at = now() - interval '1 second' WHERE id = $1", [id]);
  await s.shop.sweepOrders({ minAgeSeconds: 0 });
  expect((await s.orderById(id)).state).toBe("expired");
  await ledTo(confirmFree(formOf({ reference: referenceOf(id) })));
  expect((await s.orderById(id)).state).toBe("expired");
  expect(await s.stockOf(variant)).toEqual({ onHand: 9, reserved: 0 });
  expect((await s.historyOf(id)).at(-1)).toMatchObject({ to: "expired", data: { reason: "not_confirmed" } });
});

it("D22 without a mail server an admin confirms a free order for its shopper, once, and the shopper is told whom to ask", async () => {
  expect(process.env.SMTP_URL).toBeUndefined();
  const variant = await makeFree(9);
  const { key, led } = await order(variant, "lee@shopper.test");
  expect(led).toBe("/checkout/free/sent");
  expect(translator("en-IE")("shop.checkout.notSent.sentence", { minutes: 35 })).toContain(
    "ask the shop to confirm",
  );
  const { id } = await s.orderOfCart(key);
  const answers = await Promise.all(Array.from({ length: 6 }, () => confirmFreeOrderAsAdmin(id)));
  expect(answers.filter((answer) => answer === "confirmed")).toHaveLength(1);
  expect(answers.filter((answer) => answer === "not_waiting")).toHaveLength(5);
  expect((await s.orderById(id)).state).toBe("paid");
  expect(await s.stockOf(variant)).toEqual({ onHand: 8, reserved: 0 });
  expect(await s.mailsOf(id)).toEqual(["confirm_free_order", "order_confirmation"]);
  expect((await s.historyOf(id)).at(-1)).toMatchObject({ to: "paid", data: { reason: "free" } });
  const told = await s.testShop.sql(
    "SELECT 1 FROM audit_entries WHERE action = 'order_confirmed' AND object = $1",
    [`order:${id}`],
  );
  expect(told).toHaveLength(1);
  // The shopper's own link, sent by hand meanwhile, changes nothing any more.
  await ledTo(confirmFree(formOf({ reference: referenceOf(id) })));
  expect(await s.stockOf(variant)).toEqual({ onHand: 8, reserved: 0 });
});

it("D22 an admin confirms what was not confirmed in time, while it is there, and nothing that was paid for or replaced", async () => {
  const variant = await makeFree(1);
  const { key } = await order(variant, "max@shopper.test");
  const { id } = await s.orderOfCart(key);
  const expire = async () => {
    await s.testShop.sql("UPDATE orders SET hold_expires_at = now() - interval '1 second' WHERE id = $1", [
      id,
    ]);
    await s.shop.sweepOrders({ minAgeSeconds: 0 });
  };
  await expire();
  expect((await s.orderById(id)).state).toBe("expired");
  await s.testShop.sql("UPDATE variants SET on_hand = 0 WHERE id = $1", [variant]);
  expect(await confirmFreeOrderAsAdmin(id)).toBe("gone");
  expect((await s.orderById(id)).state).toBe("expired");
  await s.testShop.sql("UPDATE variants SET on_hand = 1 WHERE id = $1", [variant]);
  expect(await confirmFreeOrderAsAdmin(id)).toBe("confirmed");
  expect((await s.orderById(id)).state).toBe("paid");
  expect(await s.stockOf(variant)).toEqual({ onHand: 0, reserved: 0 });
  const { order: paidFor } = await s.checkOut();
  expect(await confirmFreeOrderAsAdmin(paidFor.id)).toBe("not_waiting");
});

it("H7 a typing mistake in the address is corrected by ordering again: the first order ends, its units are free", async () => {
  const variant = await makeFree(9);
  const { key } = await order(variant, "jo@shoper.test");
  const first = await s.orderOfCart(key);
  expect(await ledTo(placeFree(null, formOf({ email: "joe@shopper.test" })))).toBe("/checkout/free/sent");
  expect((await s.orderById(first.id)).state).toBe("canceled");
  expect(await s.stockOf(variant)).toEqual({ onHand: 9, reserved: 1 });
  // The same form again is the same order; an emptied cart frees it.
  expect(await ledTo(placeFree(null, formOf({ email: "joe@shopper.test" })))).toBe("/checkout/free/sent");
  expect(await s.testShop.sql("SELECT 1 FROM orders WHERE cart_key = $1", [key])).toHaveLength(2);
  await clearCart(formOf({ after: "stay" }));
  expect(await s.stockOf(variant)).toEqual({ onHand: 9, reserved: 0 });
});

it("H7 one visitor orders no more of what is free than of what is paid, and too many at once need a proof of work", async () => {
  const variant = await makeFree(500);
  await addToCart({ kind: "idle" }, formOf({ after: "stay", variantId: variant, quantity: "99" }));
  const key = keyInJar();
  expect(await orderNow()).toBe("/checkout/free");
  await s.testShop.sql(
    "INSERT INTO checkout_minutes (minute, asked) VALUES (now() - interval '1 minute', 9999999)",
  );
  const refused = await placeFree(null, formOf({ email: "lee@shopper.test" }));
  expect(refused).toMatchObject({ challenge: expect.stringMatching(/\.18\./) });
  await s.testShop.sql("TRUNCATE checkout_minutes");
  expect(await ledTo(placeFree(null, formOf({ email: "lee@shopper.test" })))).toBe("/checkout/free/sent");
  expect(await s.stockOf(variant)).toEqual({ onHand: 500, reserved: 10 });
  expect((await s.orderOfCart(key)).state).toBe("awaiting_payment");
});
