import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isNews, ORDER_MAILS, type OrderMailKind } from "../../../domain/orders/mail.ts";
import { enqueueMailOnce } from "../../../server/orders/mail/enqueue-mail-once.ts";
import { sendOrderMail } from "../../../server/orders/mail/send-order-mail.ts";
import { transaction } from "../../../server/platform/db.ts";
import { referenceOf } from "../../../server/platform/reference.ts";
import { expectCleanRecords, openScenario, type Scenario, secondSession } from "../../support/scenario.ts";

let s: Scenario;

beforeAll(async () => {
  s = await openScenario();
});
afterAll(() => s.testShop.close());

/** Does what the worker does with the order's jobs. @returns its mails, oldest first */
async function sendPromised(orderId: string) {
  const jobs = await s.testShop.sql<{ data: Parameters<typeof sendOrderMail>[0] }>(
    "SELECT data FROM pgboss.job WHERE name = 'send-order-mail' AND data->>'orderId' = $1 ORDER BY created_on, id",
    [orderId],
  );
  for (const { data } of jobs) for (let times = 0; times < 2; times += 1) await sendOrderMail(data);
  return s.testShop.sql<{ kind: string; subject: string; text: string; recipient: string; html: string }>(
    "SELECT kind, subject, text, recipient, html FROM mails WHERE order_id = $1 ORDER BY created_at",
    [orderId],
  );
}

describe("what a shopper is told", () => {
  it("of a duplicate payment: how much goes back, that the order goes on; once for each payment", async () => {
    const { order } = await s.sell();
    for (const amount of [2400, 3100]) {
      const second = await secondSession(s.testShop, order.id, order.session, amount);
      await s.payUnseen(second.id);
      await s.shop.reconcileOrder(order.id, { cause: "sweep", sessionId: second.id });
    }
    const [confirmation, first, next, ...more] = await sendPromised(order.id);
    expect(more).toEqual([]);
    expect(confirmation?.subject).toBe(`Order ${order.number} at Homeward`);
    expect(first?.subject).toBe(`Order ${order.number} was paid twice: we are refunding €24.00 – Homeward`);
    expect(next?.subject).toContain("€31.00");
    expect(first?.text).toContain("Your order itself is paid and goes ahead as planned.");
    await expectCleanRecords();
  });

  it("D6: of a bank debit at once that it is pending, with the order's link, and days later that it failed", async () => {
    const { order, variant } = await s.checkOut({ quantity: 2 });
    const method = await s.testShop.stripe("payment_methods", {
      type: "sepa_debit",
      "sepa_debit[iban]": "DE62370400440532013001",
      "billing_details[name]": "Jo Shopper",
      "billing_details[email]": "jo@shopper.test",
    });
    const confirmed = await s.testShop.stripe(`payment_pages/${order.session}/confirm`, {
      payment_method: method.id,
      email: "jo@shopper.test",
      "shipping[name]": "Jo Shopper",
      "shipping[address][line1]": "1 Quay Street",
      "shipping[address][city]": "Galway",
      "shipping[address][country]": "IE",
    });
    expect(confirmed).not.toHaveProperty("error");
    await s.shop.reconcileOrder(order.id, { cause: "return_page" });
    expect((await s.orderById(order.id)).state).toBe("processing");
    await s.shop.reconcileOrder(order.id, { cause: "sweep" });
    const [pending, ...others] = await sendPromised(order.id);
    expect(others).toEqual([]);
    expect(pending).toMatchObject({ kind: "payment_pending", recipient: "jo@shopper.test" });
    expect(pending?.text).toContain("/orders/__reference__");
    expect(pending?.text).not.toContain(referenceOf(order.id));
    expect(await s.stockOf(variant)).toEqual({ onHand: 10, reserved: 2 });
    await s.testShop.control("clock", { advance_seconds: 600 });
    await s.shop.reconcileOrder(order.id, { cause: "sweep" });
    expect((await s.orderById(order.id)).state).toBe("payment_failed");
    expect(await s.stockOf(variant)).toEqual({ onHand: 10, reserved: 0 });
    const [, mail, ...more] = await sendPromised(order.id);
    expect(more).toEqual([]);
    expect(mail).toMatchObject({
      kind: "payment_failed",
      subject: `Order ${order.number}: the payment did not arrive – Homeward`,
      recipient: "jo@shopper.test",
    });
    await expectCleanRecords();
  });

  it("is promised once, however many promise it at the same instant", async () => {
    const { order } = await s.sell();
    await Promise.all(
      Array.from({ length: 8 }, () => transaction((sql) => enqueueMailOnce(sql, order.id, "not_available"))),
    );
    expect(await s.mailsOf(order.id)).toEqual(["order_confirmation", "not_available"]);
  });

  it.each(ORDER_MAILS.filter((kind) => isNews(kind) || kind === "order_confirmation"))(
    "in the mail %s is plain: an amount, a link, no word of payment companies",
    async (kind: OrderMailKind) => {
      const { order } = await s.sell();
      await s.testShop.sql("DELETE FROM pgboss.job WHERE data->>'orderId' = $1", [order.id]);
      await sendOrderMail({ orderId: order.id, kind });
      const [mail] = await s.testShop.sql<{ subject: string; text: string; html: string }>(
        "SELECT subject, text, html FROM mails WHERE order_id = $1 AND kind = $2",
        [order.id, kind],
      );
      expect(mail?.text).toContain("€29.00");
      expect(mail?.text).toContain("/orders/__reference__");
      expect(mail?.subject).toContain(String(order.number));
      expect(`${mail?.subject} ${mail?.text}`).not.toMatch(/stripe|session|intent|webhook|!/i);
      expect(mail?.html).toMatch(/<html[^>]* lang="en-IE"/);
    },
  );
});
