import { afterAll, afterEach, beforeAll, beforeEach, expect, vi } from "vitest";
import type { EventReason } from "../../domain/webhooks/reasons.ts";
import { listAlarms } from "../../server/monitoring/list-alarms.ts";
import { pool } from "../../server/platform/db.ts";
import {
  clearFaults,
  completedEvent,
  deliver,
  differences,
  drainAll,
  dropDeliveries,
  eventsOf,
  letRetriesCome,
  NONE,
} from "./deliver.ts";
import { openOrder } from "./key-fixture.ts";
import { openTestShop, type TestShop } from "./test-shop.ts";

/**
 * A shop to which only its test delivers events. After each test all of them are decided, and the records agree with
 * Stripe. @param take gets the shop before the first test
 */
export function useInbox(take: (testShop: TestShop) => void, extra: Record<string, string> = {}): void {
  let testShop: TestShop;
  beforeAll(async () => {
    testShop = await openTestShop(extra);
    take(testShop);
  });
  afterAll(() => testShop.close());
  beforeEach(() => dropDeliveries(testShop));
  afterEach(async () => {
    vi.useRealTimers();
    await clearFaults(testShop);
    await letRetriesCome(testShop);
    await drainAll();
    expect(await differences()).toEqual(NONE);
  });
}

/** Paid at Stripe, and nobody has told the shop. */
export async function paidInSilence(testShop: TestShop) {
  const order = await openOrder(testShop);
  await testShop.pay(order.session);
  return order;
}

/** Every try of an event, however long it would wait between them. */
export async function tryToTheEnd(testShop: TestShop) {
  for (let tries = 0; tries < 13; tries += 1) {
    await letRetriesCome(testShop);
    await drainAll();
  }
}

export const alarmIds = async () => (await listAlarms()).map(({ id }) => id);

/** Paid at Stripe and told of by one event, which nobody has looked at. */
export async function paidAndNotified(testShop: TestShop) {
  const order = await paidInSilence(testShop);
  const event = await completedEvent(order);
  await deliver(testShop, event);
  return { order, event };
}

export const eventRow = async (testShop: TestShop, id: string) => (await eventsOf(testShop, id))[0];

/** As if an event had been put off for an hour after its third try. */
export const letWait = (testShop: TestShop, id: string, reason: EventReason) =>
  testShop.sql(
    "UPDATE stripe_events SET reason_code = $2, attempts = 3, claimed_until = now() + interval '1 hour' WHERE id = $1",
    [id, reason],
  );

type Sent = { text: string; values?: unknown[] };

/** The statements that the shop sends from here on outside of transactions, which contain a text. */
export async function watchStatements(part: string): Promise<() => Sent[]> {
  const sent = vi.spyOn(pool(), "query").mock.calls as unknown as [string | Sent, unknown[]?][];
  const statements = () =>
    sent.map(([statement, values = []]) =>
      typeof statement === "string" ? { text: statement, values } : statement,
    );
  return () => statements().filter(({ text }) => text.includes(part));
}
