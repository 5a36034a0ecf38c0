import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sendOrderMail } from "../../../server/orders/mail/send-order-mail.ts";
import { refundOrder } from "../../../server/orders/refunds/refund-order.ts";
import { sweepOrders } from "../../../server/reconciliation/sweep/sweep-orders.ts";
import { expectCleanRecords, openScenario, type Scenario } from "../../support/scenario.ts";

let s: Scenario;
beforeAll(async () => {
  s = await openScenario();
});
afterAll(() => s.testShop.close());

const refund = (orderId: string, amountMinor: bigint, requestId: string = randomUUID()) =>
  refundOrder({ orderId, requestId, amountMinor, currency: "eur", reason: null, note: "a chip" });

/** The jobs of refund mails, each done twice, as after a crash. @returns the mails */
async function refundMails(orderId: string) {
  const jobs = await s.testShop.sql<{ data: Parameters<typeof sendOrderMail>[0] }>(
    `SELECT data FROM pgboss.job WHERE name = 'send-order-mail' AND data->>'orderId' = $1
        AND data->>'refundId' IS NOT NULL ORDER BY created_on`,
    [orderId],
  );
  for (const { data } of jobs) for (let times = 0; times < 2; times += 1) await sendOrderMail(data);
  const mails = await s.testShop.sql<{ subject: string; text: string; recipient: string }>(
    "SELECT subject, text, recipient FROM mails WHERE order_id = $1 AND kind LIKE 'refunded:%' ORDER BY created_at",
    [orderId],
  );
  expect(mails).toHaveLength(jobs.length);
  return mails;
}

/** Everything that may tell of a refund tells of it. */
async function hearOfItAgain(orderId: string): Promise<void> {
  await s.testShop.delivered();
  while ((await s.shop.drainInbox()) > 0);
  await s.shop.reconcileOrder(orderId, { cause: "admin", namesRefund: true });
  await sweepOrders({ minAgeSeconds: 0 });
}

describe("a refund by hand", () => {
  it("M5 D7: is mailed once after a double click: how much, to what, when", async () => {
    const { order } = await s.sell();
    const requestId = randomUUID();
    await Promise.all([1, 2, 3].map(() => refund(order.id, 700n, requestId)));
    await hearOfItAgain(order.id);
    const [mail, ...more] = await refundMails(order.id);
    expect(more).toEqual([]);
    expect(mail).toMatchObject({
      recipient: "jo@shopper.test",
      subject: `Order ${order.number}: we have refunded €7.00 – Homeward`,
    });
    const text = mail?.text.replaceAll(/\s+/g, " ");
    expect(text).toMatch(/€7\.00 of order \d+ to Visa 4242\. Banks take 5 to 10 working days/);
    expect(text).toContain("So far €7.00 of the €29.00 you paid is refunded.");
    // The note is for the shop only.
    expect(text).not.toContain("a chip");
  });

  it("M5 D7: is mailed once when Stripe's answer was lost and the sweep finishes it", async () => {
    const { order } = await s.sell();
    await s.testShop.control("faults", { kind: "cut", count: 3, path: "POST /v1/refunds" });
    expect((await refund(order.id, 700n)).kind).toBe("unavailable");
    expect(await refundMails(order.id)).toEqual([]);
    await sweepOrders({ minAgeSeconds: 0 });
    await hearOfItAgain(order.id);
    expect(await refundMails(order.id)).toHaveLength(1);
  });

  it("M5 D7: each of two is mailed, and one that was made in Stripe's dashboard too", async () => {
    const { order } = await s.sell();
    await refund(order.id, 400n);
    await refund(order.id, 500n);
    await s.testShop.stripe("refunds", { payment_intent: String(order.intent), amount: "600" });
    await hearOfItAgain(order.id);
    expect((await refundMails(order.id)).map(({ subject }) => subject)).toEqual([
      expect.stringContaining("€4.00"),
      expect.stringContaining("€5.00"),
      expect.stringContaining("€6.00"),
    ]);
    await expectCleanRecords();
  });

  it("M5 D7: that Stripe refuses is not mailed", async () => {
    const { order } = await s.sell();
    await s.testShop.control("faults", { kind: "no_event" });
    await s.testShop.stripe("refunds", { payment_intent: String(order.intent) });
    await s.testShop.control("faults", undefined, "DELETE");
    expect(await refund(order.id, 700n)).toEqual({ kind: "refused", refusal: "by_stripe" });
    expect((await refundMails(order.id)).map(({ subject }) => subject)).toEqual([
      expect.stringContaining("€29.00"),
    ]);
  });

  it("M5 D7: that is on its way for days is mailed once, when Stripe takes it on", async () => {
    const { order } = await s.sell({}, "tok_pendingRefund");
    expect(await refund(order.id, 700n)).toEqual({ kind: "done", state: "pending" });
    await s.testShop.control("clock", { advance_seconds: 600 });
    await hearOfItAgain(order.id);
    expect(await s.refundsOf(order.id)).toMatchObject([{ state: "succeeded" }]);
    expect(await refundMails(order.id)).toHaveLength(1);
  });

  it("M5 D7: that is first heard of when it has failed is not mailed", async () => {
    const { order } = await s.sell({}, "tok_refundFail");
    await s.testShop.control("faults", { kind: "no_event" });
    await s.testShop.stripe("refunds", { payment_intent: String(order.intent), amount: "700" });
    await s.testShop.control("clock", { advance_seconds: 600 });
    await s.testShop.control("faults", undefined, "DELETE");
    await s.shop.reconcileOrder(order.id, { cause: "admin", namesRefund: true });
    expect(await s.refundsOf(order.id)).toMatchObject([{ state: "failed" }]);
    expect(await refundMails(order.id)).toEqual([]);
  });
});
