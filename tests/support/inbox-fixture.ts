import { vi } from "vitest";
import type { EventReason } from "../../domain/webhooks/reasons.ts";
import { pool } from "../../server/platform/db.ts";
import { completedEvent, deliver, eventsOf } from "./deliver.ts";
import { openOrder } from "./key-fixture.ts";
import type { TestShop } from "./test-shop.ts";

/** Paid at Stripe and told of by one event, which nobody has looked at. */
export async function paidAndNotified(testShop: TestShop) {
  const order = await openOrder(testShop);
  await testShop.pay(order.session);
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
