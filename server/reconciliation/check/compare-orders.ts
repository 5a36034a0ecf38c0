import "server-only";
import { pool } from "../../platform/db";
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
  const { rows } = await pool().query<{ first: number }>(
    "SELECT coalesce(min(number), 1) AS first FROM orders",
  );
  return rows[0]?.first ?? 1;
}

/** `hasMoney`: money was taken or is on its way, so Stripe must know the order. A free order needs no payment. */
async function readPage(from: number, to: number): Promise<Row[]> {
  const { rows } = await pool().query<Row>(
    `SELECT id, number,
            total_minor > 0 AND payment_state IN ('paid', 'partially_refunded', 'refunded', 'processing', 'authorized')
              AS "hasMoney"
       FROM orders WHERE number > $1 AND number <= $2`,
    [from, to],
  );
  return rows;
}

/** The newest order's number; 0 in an empty shop. */
export async function lastNumber(): Promise<number> {
  const { rows } = await pool().query<{ last: number }>(
    "SELECT coalesce(max(number), 0) AS last FROM orders",
  );
  return rows[0]?.last ?? 0;
}
