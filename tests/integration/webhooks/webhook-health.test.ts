import { describe, expect, it } from "vitest";
import { getWebhookHealth } from "../../../server/monitoring/get-webhook-health.ts";
import { listAlarms } from "../../../server/monitoring/list-alarms.ts";
import { sweepOrders } from "../../../server/reconciliation/sweep/sweep-orders.ts";
import { listEvents } from "../../../server/webhooks/list-events.ts";
import { deliver, drainAll } from "../../support/deliver.ts";
import { newEventId } from "../../support/event-id.ts";
import { alarmIds, paidInSilence, useInbox } from "../../support/inbox-fixture.ts";
import { orderOf } from "../../support/key-fixture.ts";
import type { TestShop } from "../../support/test-shop.ts";

let testShop: TestShop;
useInbox((opened) => {
  testShop = opened;
});

describe("the webhook's health", () => {
  it("is silent when orders are paid and nothing has come since; one event ends the silence", async () => {
    const order = await paidInSilence(testShop);
    await sweepOrders({ minAgeSeconds: 0 });
    expect(await getWebhookHealth()).toMatchObject({ silentSince: null, isOff: false });
    await testShop.sql("UPDATE stripe_events SET received_at = received_at - interval '1 hour'");
    await testShop.sql("UPDATE orders SET paid_at = now() - interval '20 minutes' WHERE id = $1", [order.id]);
    const health = await getWebhookHealth();
    expect(health).toMatchObject({ silentSince: expect.any(Date), missed: 1 });
    const [alarm] = await listAlarms();
    expect(alarm).toMatchObject({
      id: "webhook:silent",
      kind: "silence",
      isRefused: false,
    });
    await deliver(testShop, { id: newEventId(), type: "invoice.paid", livemode: false, data: {} });
    expect((await getWebhookHealth()).silentSince).toBeNull();
    expect(await alarmIds()).toEqual([]);
    expect((await orderOf(testShop, order.cart))?.state).toBe("paid");
  });

  it("A11: a secret of the other mode's endpoint is told by what it signs, and by nothing else", async () => {
    const order = await paidInSilence(testShop);
    await sweepOrders({ minAgeSeconds: 0 });
    await testShop.sql("UPDATE stripe_events SET received_at = received_at - interval '1 hour'");
    await testShop.sql("UPDATE orders SET paid_at = now() - interval '20 minutes' WHERE id = $1", [order.id]);
    const before = await getWebhookHealth();
    expect(before).toMatchObject({ otherModeSince: null, silentSince: expect.any(Date) });
    const id = newEventId();
    const type = "checkout.session.completed";
    await deliver(testShop, { id, type, livemode: true, data: { object: { id: "cs_live_1" } } });
    await drainAll();
    // It is no news of the shop's own mode: the silence goes on.
    expect(await getWebhookHealth()).toMatchObject({
      otherModeSince: expect.any(Date),
      silentSince: before.silentSince,
      lastEventAt: before.lastEventAt,
    });
    expect(await listAlarms()).toMatchObject([
      {
        id: "webhook:mode",
        kind: "other_mode",
        mode: "test",
      },
    ]);
    const { rows } = await listEvents("ignored");
    expect(rows[0]).toMatchObject({ id, reasonCode: "other_mode" });
    await deliver(testShop, { id: newEventId(), type: "invoice.paid", livemode: false, data: {} });
    expect(await getWebhookHealth()).toMatchObject({ otherModeSince: null, silentSince: null });
    expect(await alarmIds()).toEqual([]);
  });

  it("tells how late events come", async () => {
    const created = Math.floor(Date.now() / 1_000) - 90;
    await testShop.sql("DELETE FROM stripe_events WHERE state <> 'received'");
    await deliver(testShop, { id: newEventId(), type: "invoice.paid", livemode: false, created, data: {} });
    const { lagSeconds, lastEventAt } = await getWebhookHealth();
    expect(lagSeconds).toBeGreaterThanOrEqual(89);
    expect(lastEventAt).toBeInstanceOf(Date);
  });
});
