import "server-only";
import type { CustomerSum } from "@/domain/customers/views";
import { money } from "@/domain/money";
import { disputeHoldOf, isMoneyGone } from "@/domain/orders/disputes";
import { db } from "../platform/db";

export type CustomerTotals = CustomerSum & { country: string | null };

/** Of a customer without orders. */
export const NOTHING: CustomerTotals = { paidOrders: 0, kept: [], country: null };

type Row = {
  email: string;
  currency: string;
  paidOrders: number;
  keptMinor: bigint;
  country: string | null;
};

/**
 * What the orders of these customers come to, from the orders themselves.
 * @param emails in lower case
 * @returns by address; one without orders has no entry
 */
export async function readSums(emails: string[]): Promise<Map<string, CustomerTotals>> {
  // SQL: sums by an expression that has an index, orders_email_lower.
  const rows = await db().$queryRaw<Row[]>`
    SELECT lower(o.email) AS email, o.currency,
      (count(*) FILTER (WHERE o.payment_state IN ('paid', 'partially_refunded', 'refunded')))::int AS "paidOrders",
      sum(o.captured_minor - o.refunded_minor)::bigint AS "keptMinor",
      (array_agg(o.shipping_address ->> 'country' ORDER BY o.placed_at DESC)
        FILTER (WHERE o.shipping_address ->> 'country' IS NOT NULL))[1] AS country
    FROM orders o WHERE lower(o.email) = ANY (${emails}) GROUP BY lower(o.email), o.currency
    ORDER BY max(o.placed_at) DESC`;
  const withheld = await readWithheld(emails);
  const totals = new Map<string, CustomerTotals>();
  for (const { email, currency, paidOrders, keptMinor, country } of rows) {
    const sum = totals.get(email) ?? { paidOrders: 0, kept: [], country };
    const kept = money(keptMinor - (withheld.get(`${email} ${currency}`) ?? 0n), currency);
    totals.set(email, {
      paidOrders: sum.paidOrders + paidOrders,
      kept: paidOrders > 0 ? [...sum.kept, kept] : sum.kept,
      country: sum.country ?? country,
    });
  }
  return totals;
}

/** What banks hold or kept in disputes, by address and currency. Only few orders have one. */
async function readWithheld(emails: string[]): Promise<Map<string, bigint>> {
  const disputes = await db().$queryRaw<
    { email: string; currency: string; state: string; amountMinor: bigint }[]
  >`
    SELECT lower(o.email) AS email, d.currency, d.state, d.amount_minor AS "amountMinor"
    FROM orders o JOIN disputes d ON d.order_id = o.id
    WHERE lower(o.email) = ANY (${emails}) AND o.dispute_hold IS NOT NULL`;
  const withheld = new Map<string, bigint>();
  for (const { email, currency, state, amountMinor } of disputes) {
    if (!isMoneyGone(disputeHoldOf([state]))) continue;
    const key = `${email} ${currency}`;
    withheld.set(key, (withheld.get(key) ?? 0n) + amountMinor);
  }
  return withheld;
}
