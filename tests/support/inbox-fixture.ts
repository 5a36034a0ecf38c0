import { vi } from "vitest";
import { completedEvent, deliver, eventsOf } from "./deliver.ts";
import { openOrder } from "./key-fixture.ts";
import type { Kernel } from "./test-shop.ts";

/** Paid at Stripe and told of by one event, which nobody has looked at. */
export async function paidAndTold(kernel: Kernel) {
  const order = await openOrder(kernel);
  await kernel.pay(order.session);
  const event = await completedEvent(order);
  await deliver(kernel, event);
  return { order, event };
}

export const eventRow = async (kernel: Kernel, id: string) => (await eventsOf(kernel, id))[0];

/** As if an event had been put off for an hour after its third try. */
export const letWait = (kernel: Kernel, id: string, reason: string) =>
  kernel.sql(
    "UPDATE stripe_events SET reason = $2, attempts = 3, claimed_until = now() + interval '1 hour' WHERE id = $1",
    [id, reason],
  );

type Sent = [statement: string | { text: string }, values?: unknown[]];

/** The statements that the shop sends from here on, which contain a text. */
export async function watchStatements(part: string): Promise<() => Sent[]> {
  const { pool } = await import("../../server/platform/db.ts");
  const sent = vi.spyOn(pool(), "query").mock.calls as unknown as Sent[];
  return () =>
    sent.filter(([statement]) => (typeof statement === "string" ? statement : statement.text).includes(part));
}
