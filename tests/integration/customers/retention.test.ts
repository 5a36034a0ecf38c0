import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { RETENTION_RULES, readDays } from "../../../domain/customers/retention.ts";
import { applyRetentionWhenDue, BATCH } from "../../../server/customers/retention/run-retention.ts";
import { getRetention, saveRetention } from "../../../server/customers/retention/save-retention.ts";
import { enqueueUnsentMails } from "../../../server/orders/mail/enqueue-unsent-mails.ts";
import { sendOrderMail } from "../../../server/orders/mail/send-order-mail.ts";
import { completedEvent, deliver } from "../../support/deliver.ts";
import { expectCleanRecords, openScenario, type Scenario } from "../../support/scenario.ts";
import { ADMIN } from "../../support/test-shop.ts";
import { seedOrders } from "../orders/admin-orders.ts";

let s: Scenario;
beforeAll(async () => {
  s = await openScenario();
});
afterAll(() => s.testShop.close());
/** The last run was two nights ago. */
const atNight = () =>
  s.testShop.sql(
    "UPDATE retention_rules SET finished_at = now() - interval '2 days', started_at = now() - interval '2 days'",
  );
beforeEach(atNight);

const one = async <Row>(sql: string, values: unknown[] = []) =>
  (await s.testShop.sql<Row & object>(sql, values))[0];
const ruleOf = async (rule: string) => (await getRetention()).rules.find((row) => row.rule === rule);
const old = (days: number) => new Date(Date.now() - days * 86_400_000);

async function storeEvents(count: number, days: number, state = "applied"): Promise<void> {
  await s.testShop.sql(
    `INSERT INTO stripe_events (id, type, object_id, livemode, payload, state, received_at)
     SELECT 'evt_' || $4 || n, 'charge.updated', 'ch_1', false,
            '{"id":"evt_1","created":1,"data":{"object":{"id":"ch_1","billing_details":{"name":"Jo Old"}}}}',
            $2::"EventState", $3 FROM generate_series(1, $1) n`,
    [count, state, old(days), randomUUID()],
  );
}
const withPerson = async () =>
  (
    await one<{ count: number }>(
      "SELECT count(*)::int AS count FROM stripe_events WHERE payload::text LIKE '%Jo Old%'",
    )
  )?.count;

describe("retention", () => {
  it("says beforehand what the next night deletes, deletes that, and says what it did", async () => {
    await storeEvents(3, 91);
    await storeEvents(2, 10);
    await storeEvents(1, 200, "dead");
    expect(await ruleOf("event_payloads")).toMatchObject({ days: 90, next: 3, done: 0 });
    expect(await applyRetentionWhenDue()).toMatchObject({ event_payloads: 3 });
    // Those that are younger, and the one that an admin may still have tried again.
    expect(await withPerson()).toBe(3);
    expect(await ruleOf("event_payloads")).toMatchObject({ next: 0, done: 3 });
    // Once a night.
    await storeEvents(1, 91);
    expect(await applyRetentionWhenDue()).toEqual({});
    await atNight();
    expect(await applyRetentionWhenDue()).toMatchObject({ event_payloads: 1 });
  });

  it("an event whose payload is gone is neither stored twice nor lost: it can be tried again", async () => {
    const { order } = await s.sell();
    const event = await completedEvent(order);
    expect(await deliver(s.testShop, event)).toBe(200);
    await s.drain(order.id);
    await s.testShop.sql("UPDATE stripe_events SET received_at = $1 WHERE order_id = $2", [
      old(91),
      order.id,
    ]);
    await applyRetentionWhenDue();
    expect(
      await one("SELECT erased_at IS NOT NULL AS gone FROM stripe_events WHERE id = $1", [event.id]),
    ).toEqual({ gone: true });
    expect(await deliver(s.testShop, event)).toBe(200);
    expect(
      await one("SELECT state, payload ? 'api_version' AS whole FROM stripe_events WHERE id = $1", [
        event.id,
      ]),
    ).toEqual({
      state: "applied",
      whole: false,
    });
    await s.testShop.sql(
      "UPDATE stripe_events SET state = 'received', claimed_until = now(), order_id = NULL WHERE id = $1",
      [event.id],
    );
    await s.drain(order.id);
    expect(await one("SELECT state, order_id AS id FROM stripe_events WHERE id = $1", [event.id])).toEqual({
      state: "applied",
      id: order.id,
    });
    await expectCleanRecords();
  });

  it("two workers delete each row once, and what a failure interrupts goes on where it was", async () => {
    await storeEvents(3 * BATCH + 20, 100);
    // A database that fails in the third batch.
    await s.testShop.sql(`CREATE FUNCTION fail_third() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      IF NEW.rule = 'event_payloads' AND NEW.done > ${2 * BATCH} THEN RAISE EXCEPTION 'killed'; END IF; RETURN NEW; END $$`);
    await s.testShop.sql(
      "CREATE TRIGGER fail BEFORE UPDATE ON retention_rules FOR EACH ROW EXECUTE FUNCTION fail_third()",
    );
    await expect(applyRetentionWhenDue()).rejects.toThrow();
    expect(await ruleOf("event_payloads")).toMatchObject({ done: 2 * BATCH, next: BATCH + 20 });
    await s.testShop.sql("DROP TRIGGER fail ON retention_rules");
    const runs = await Promise.all([
      applyRetentionWhenDue(),
      applyRetentionWhenDue(),
      applyRetentionWhenDue(),
    ]);
    expect(runs.reduce((sum, run) => sum + (run.event_payloads ?? 0), 0)).toBe(BATCH + 20);
    expect(await ruleOf("event_payloads")).toMatchObject({ done: 3 * BATCH + 20, next: 0 });
  });

  it("forgets who began an order that was not paid, with the customer that has no other, and keeps the counts", async () => {
    const seeds = [
      {
        email: "gone@shopper.test",
        customerName: "Gone",
        paymentState: "expired",
        capturedMinor: 0,
        placedAt: old(31),
      },
      {
        email: "both@shopper.test",
        customerName: "Both",
        paymentState: "canceled",
        capturedMinor: 0,
        placedAt: old(31),
      },
      { email: "both@shopper.test", customerName: "Both", placedAt: old(400), fulfillmentState: "fulfilled" },
      { email: "young@shopper.test", paymentState: "expired", capturedMinor: 0, placedAt: old(29) },
    ];
    const orders = await seedOrders(seeds);
    const counts = () =>
      s.testShop.sql("SELECT payment_state, count(*), sum(total_minor) FROM orders GROUP BY 1 ORDER BY 1");
    const before = await counts();
    expect(await ruleOf("unpaid_orders")).toMatchObject({ next: 2 });
    expect(await applyRetentionWhenDue()).toMatchObject({ unpaid_orders: 2 });
    expect(await counts()).toEqual(before);
    expect(
      await s.testShop.sql("SELECT email FROM orders WHERE id = ANY ($1) ORDER BY number", [
        orders.map(({ id }) => id),
      ]),
    ).toEqual([
      { email: null },
      { email: null },
      { email: "both@shopper.test" },
      { email: "young@shopper.test" },
    ]);
    const customers = await s.testShop.sql<{ email: string }>(
      "SELECT email FROM customers WHERE email ~ '^(gone|both|young)' ORDER BY email",
    );
    expect(customers.map(({ email }) => email)).toEqual(["both@shopper.test", "young@shopper.test"]);
  });

  it("forgets finished orders only where that is chosen, and no order that waits for anything", async () => {
    const orders = await seedOrders([
      { email: "done@shopper.test", placedAt: old(400), fulfillmentState: "fulfilled" },
      { email: "unsent@shopper.test", placedAt: old(400), fulfillmentState: "unfulfilled" },
      {
        email: "flagged@shopper.test",
        placedAt: old(400),
        fulfillmentState: "fulfilled",
        conflict: "by_hand",
      },
    ]);
    const left = async () =>
      (
        await s.testShop.sql<{ email: string }>(
          "SELECT email FROM orders WHERE id = ANY ($1) AND email IS NOT NULL ORDER BY number",
          [orders.map(({ id }) => id)],
        )
      ).map(({ email }) => email.split("@")[0]);
    expect(await applyRetentionWhenDue()).not.toHaveProperty("finished_orders");
    expect(await left()).toEqual(["done", "unsent", "flagged"]);
    expect(await saveRetention("finished_orders", "365")).toBe("saved");
    // Not at once: it counts from the next night on.
    expect(await applyRetentionWhenDue()).not.toHaveProperty("finished_orders");
    await atNight();
    await applyRetentionWhenDue();
    expect(await left()).toEqual(["unsent", "flagged"]);
    expect(await saveRetention("finished_orders", null)).toBe("saved");
  });

  it("deletes the text of old mails, and none of them is written or sent again", async () => {
    const { order } = await s.sell();
    await sendOrderMail({ orderId: order.id, kind: "order_confirmation" });
    await s.testShop.sql("UPDATE mails SET created_at = $1 WHERE order_id = $2", [old(366), order.id]);
    expect(await ruleOf("mail_texts")).toMatchObject({ next: 1 });
    await applyRetentionWhenDue();
    await enqueueUnsentMails();
    await sendOrderMail({ orderId: order.id, kind: "order_confirmation" });
    expect(
      await s.testShop.sql("SELECT recipient, html, text, state FROM mails WHERE order_id = $1", [order.id]),
    ).toEqual([{ recipient: "jo@shopper.test", html: "", text: "", state: "kept" }]);
  });

  it("is changed within limits, with who and when, and the audit tells", async () => {
    for (const rule of RETENTION_RULES)
      for (const typed of ["", "0", "-1", "6", "1e3", "90.5", "999999", "ninety"]) {
        expect(readDays(rule, typed)).toBeNull();
        expect(await saveRetention(rule, typed)).toBe("limits");
      }
    expect(await saveRetention("event_payloads", "30")).toBe("saved");
    expect(await ruleOf("event_payloads")).toMatchObject({
      days: 30,
      changedBy: ADMIN.name,
      changedAt: expect.any(Date),
    });
    expect(
      await one(
        "SELECT before, after FROM audit_entries WHERE action = 'retention_changed' ORDER BY seq DESC LIMIT 1",
      ),
    ).toEqual({ before: { days: 90 }, after: { days: 30 } });
  });
});
