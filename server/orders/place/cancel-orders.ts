import "server-only";
import { MAX_BATCH } from "@/domain/fulfillment/paper";
import { isOver, type PaymentState } from "@/domain/orders/states";
import { isUuid } from "@/domain/uuid";
import { requireAdmin } from "../../accounts/session";
import { db } from "../../platform/db";
import { type CancelResult, canCloseSessions, cancelOrder } from "./cancel-order";

/** `fault`: why it is skipped; null: it can be canceled. */
export type CancelPlanRow = {
  id: string;
  number: number;
  customer: string | null;
  units: number;
  fault: "paid" | "ended" | "not_open" | "no_key" | null;
};
export type CancelOutcome = { id: string; number: number; result: CancelResult };

/** So many are canceled at the same time: each waits for Stripe. */
const AT_ONCE = 4;

/** What canceling these orders would do, as far as the shop knows; Stripe is asked when they are canceled. */
export async function planCancelOrders(ids: string[]): Promise<CancelPlanRow[]> {
  await requireAdmin("orders.cancel");
  const orders = await readOrders(ids);
  return orders.map((order) => ({
    ...{ id: order.id, number: order.number, units: order.itemCount },
    customer: order.customerName ?? order.email,
    fault: faultOf(order),
  }));
}

/** Cancels each as `cancelOrder` does, in a transaction of its own; one that is refused stops no other. */
export async function cancelOrders(ids: string[]): Promise<CancelOutcome[]> {
  await requireAdmin("orders.cancel");
  const orders = await readOrders(ids);
  const results = new Map<string, CancelResult>();
  const waiting = [...orders];
  const work = async () => {
    for (let order = waiting.shift(); order; order = waiting.shift())
      results.set(order.id, await cancelOrder(order.id));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return orders.flatMap(({ id, number }) => {
    const result = results.get(id);
    return result ? [{ id, number, result }] : [];
  });
}

const readOrders = (ids: string[]) =>
  db().order.findMany({
    where: { id: { in: ids.filter(isUuid).slice(0, MAX_BATCH) } },
    orderBy: { number: "asc" },
    select: {
      ...{ id: true, number: true, customerName: true, email: true, itemCount: true },
      ...{ paymentState: true, isFree: true, stripeSessionId: true },
    },
  });

type Order = { paymentState: PaymentState; isFree: boolean; stripeSessionId: string | null };

function faultOf({ paymentState, isFree, stripeSessionId }: Order): CancelPlanRow["fault"] {
  if (paymentState !== "awaiting_payment") return isOver(paymentState) ? "ended" : "paid";
  if (isFree) return null;
  if (!canCloseSessions()) return "no_key";
  return stripeSessionId === null ? "not_open" : null;
}
