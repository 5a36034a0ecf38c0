import { describe, expect, it } from "vitest";
import { pool } from "../../../server/platform/db.ts";
import { completedEvent, deliver, drainAll, effectsOf, eventsOf, PAID_ONCE } from "../../support/deliver.ts";
import { paidInSilence, useInbox } from "../../support/inbox-fixture.ts";
import type { TestShop } from "../../support/test-shop.ts";

let testShop: TestShop;
useInbox((opened) => {
  testShop = opened;
});

describe("W20: the database cannot store", () => {
  const raise = (code: string) =>
    testShop.sql(`CREATE OR REPLACE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS
      $$ BEGIN RAISE EXCEPTION 'refused' USING ERRCODE = '${code}'; END $$`);

  it.each([
    ["deadlock", "40P01"],
    ["serialization failure", "40001"],
    ["read-only", "25006"],
    ["disk full", "53100"],
  ])("%s (%s): 503, nothing stored, and stored when Stripe sends it again", async (_, code) => {
    const order = await paidInSilence(testShop);
    const event = await completedEvent(order);
    await raise(code);
    await testShop.sql(
      "CREATE TRIGGER refuse BEFORE INSERT ON stripe_events FOR EACH ROW EXECUTE FUNCTION refuse()",
    );
    expect(await deliver(testShop, event)).toBe(503);
    await testShop.sql("DROP TRIGGER refuse ON stripe_events");
    expect(await eventsOf(testShop, event.id)).toEqual([]);
    expect(await deliver(testShop, event)).toBe(200);
    await drainAll();
    expect(await effectsOf(testShop, order.id)).toEqual(PAID_ONCE);
  });

  it("refused at the commit: 503, never 200 before it", async () => {
    const order = await paidInSilence(testShop);
    const event = await completedEvent(order);
    await raise("40001");
    await testShop.sql(
      "CREATE CONSTRAINT TRIGGER refuse AFTER INSERT ON stripe_events DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION refuse()",
    );
    expect(await deliver(testShop, event)).toBe(503);
    await testShop.sql("DROP TRIGGER refuse ON stripe_events");
    expect(await deliver(testShop, event)).toBe(200);
    await drainAll();
    expect(await effectsOf(testShop, order.id)).toEqual(PAID_ONCE);
  });

  it("no connection is free: 503, and the next delivery is stored", async () => {
    const order = await paidInSilence(testShop);
    const event = await completedEvent(order);
    const held = await Promise.all(Array.from({ length: 20 }, () => pool().connect()));
    expect(await deliver(testShop, event)).toBe(503);
    for (const connection of held) connection.release();
    expect(await deliver(testShop, event)).toBe(200);
    await drainAll();
    expect(await effectsOf(testShop, order.id)).toEqual(PAID_ONCE);
  });

  it("its connection is ended under it: an answer of 200 always has its row", async () => {
    const order = await paidInSilence(testShop);
    const events = await Promise.all(Array.from({ length: 60 }, () => completedEvent(order)));
    const kill = () =>
      testShop
        .sql(
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'latchkey' AND datname = current_database() AND pid <> pg_backend_pid()",
        )
        .catch(() => undefined);
    const answers = await Promise.all(
      events.map(async (event, index) => {
        if (index % 10 === 5) await kill();
        return { id: event.id, status: await deliver(testShop, event) };
      }),
    );
    for (const { id, status } of answers) {
      expect([200, 503]).toContain(status);
      if (status === 200) expect(await eventsOf(testShop, id)).toHaveLength(1);
    }
    for (const event of events) expect(await deliver(testShop, event)).toBe(200);
    await drainAll();
    expect(await effectsOf(testShop, order.id)).toEqual(PAID_ONCE);
  });
});
