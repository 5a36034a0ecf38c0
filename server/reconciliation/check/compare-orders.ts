import "server-only";
import { db } from "../../platform/db";
import { checkOrders } from "./check-consistency";
import { type Step, suspect } from "./checkpoint";

// Order numbers are given out one after another, so a range of numbers is a page.
const PAGE = 5_000;

type Row = { id: string; number: number; hasMoney: boolean };

/** Finds orders that no session of Stripe's named, and checks every order against itself. */
export const compareOrders: Step = {
  what: "orders",
  page: async (comparison) => {
    const from = Number(comparison.after ?? (await firstNumber()) - 1);
    const to = Math.min(from + PAGE, comparison.throughNumber);
    for (const { id, number, hasMoney } of await readPage(from, to)) {
      if (hasMoney && comparison.hasAllSessions && !comparison.seen.has(number)) suspect(comparison, id);
      comparison.checked.orders += 1;
    }
    for (const { orderId } of await checkOrders(from, to)) if (orderId) suspect(comparison, orderId);
    comparison.after = String(to);
    return to < comparison.throughNumber;
  },
};

async function firstNumber(): Promise<number> {
  const first = await db().order.findFirst({ select: { number: true }, orderBy: { number: "asc" } });
  return first?.number ?? 1;
}

/** `hasMoney`: money was taken or is on its way, so Stripe must know the order. A free order needs no payment. */
function readPage(from: number, to: number): Promise<Row[]> {
  // By hand: thousands of rows a page, reduced to what is asked of each.
  return db().$queryRaw<Row[]>`
    SELECT id, number,
           total_minor > 0 AND payment_state IN ('paid', 'partially_refunded', 'refunded', 'processing', 'authorized')
             AS "hasMoney"
      FROM orders WHERE number > ${from} AND number <= ${to}`;
}

/** The newest order's number; 0 in an empty shop. */
export async function lastNumber(): Promise<number> {
  const last = await db().order.findFirst({ select: { number: true }, orderBy: { number: "desc" } });
  return last?.number ?? 0;
}
