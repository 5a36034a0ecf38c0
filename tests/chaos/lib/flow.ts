import { sweepOrders } from "../../../server/reconciliation/sweep/sweep-orders.ts";
import { drainInbox } from "../../../server/webhooks/drain-inbox.ts";
import type { SoldOrder } from "../../support/key-fixture.ts";
import type { TestShop } from "../../support/test-shop.ts";
import type { Task } from "../act.ts";

/** What happens before the process that dies, what it is to do, and what happens after: a fresh one goes on. */
export type Prepared = {
  task: Task;
  /** @returns the order as it ended */
  recover: () => Promise<SoldOrder | undefined>;
  ends: "paid" | "partially_refunded" | "refunded";
};
export type Flow = (testShop: TestShop) => Promise<Prepared>;

/** Everything that moves orders on by itself, in this process: no claim, hold or wait of the dead one stops it. */
export async function goOn(testShop: TestShop): Promise<void> {
  await testShop.sql(
    "UPDATE stripe_events SET claimed_until = now() - interval '1 second' WHERE state = 'received'",
  );
  while ((await drainInbox()) > 0);
  await sweepOrders({ minAgeSeconds: 0 });
  while ((await drainInbox()) > 0);
}

/** The order's only line. */
export async function lineOf(testShop: TestShop, orderId: string) {
  const [line] = await testShop.sql<{ id: string }>("SELECT id FROM order_lines WHERE order_id = $1", [
    orderId,
  ]);
  return line?.id ?? "";
}
