import "server-only";
import type { RetentionRule } from "@/domain/customers/retention";
import { eraseMails, eraseOldTexts } from "../../mail/write-mail";
import { eraseOrders, WHY_UNFINISHED } from "../../orders/erase/erase-orders";
import { Prisma, type Tx } from "../../platform/db";
import { eraseOldPayloads, erasePayloads } from "../../webhooks/erase-payloads";

type Batch = {
  /** Deletes at most so many, in the caller's transaction. @returns how many */
  run: (tx: Tx, days: number, limit: number) => Promise<number>;
  /** Rows that will be due at a time: what `run` would take. */
  due: (days: number, at: Date) => Prisma.Sql;
};

/** Ended without a payment, and still saying who it was. */
const UNPAID = Prisma.sql`o.erased_at IS NULL AND o.payment_state IN ('expired', 'canceled', 'payment_failed')
  AND (o.email IS NOT NULL OR o.customer_name IS NOT NULL OR o.shipping_address IS NOT NULL)`;
const FINISHED = Prisma.sql`o.erased_at IS NULL AND o.payment_state IN ('paid', 'partially_refunded', 'refunded')`;

const dueOrders = (which: Prisma.Sql) => (days: number, at: Prisma.Sql | Date) =>
  Prisma.sql`
  orders o WHERE ${which} AND o.placed_at < ${at} - make_interval(days => ${days}::int) AND ${WHY_UNFINISHED} IS NULL`;

/** What each rule deletes. */
export const BATCHES: Record<RetentionRule, Batch> = {
  unpaid_orders: ofOrders(UNPAID),
  finished_orders: ofOrders(FINISHED),
  event_payloads: {
    run: eraseOldPayloads,
    due: (days, at) => Prisma.sql`
      stripe_events WHERE erased_at IS NULL AND state IN ('applied', 'ignored')
        AND received_at < ${at}::timestamptz - make_interval(days => ${days}::int)`,
  },
  mail_texts: {
    run: eraseOldTexts,
    due: (days, at) => Prisma.sql`
      mails WHERE erased_at IS NULL AND state <> 'queued'
        AND created_at < ${at}::timestamptz - make_interval(days => ${days}::int)`,
  },
};

function ofOrders(which: Prisma.Sql): Batch {
  return {
    run: async (tx, days, limit) => {
      // By hand: rows that another process works on are left to it.
      const orders = await tx.$queryRaw<{ id: string; email: string | null }[]>`
        SELECT o.id, lower(o.email) AS email FROM ${dueOrders(which)(days, Prisma.sql`now()`)}
         ORDER BY o.placed_at LIMIT ${limit} FOR UPDATE OF o SKIP LOCKED`;
      const ids = orders.map(({ id }) => id);
      if (ids.length === 0) return 0;
      await eraseOrders(tx, ids);
      await eraseMails(tx, ids, null);
      await erasePayloads(tx, ids, null);
      // A customer is an address that ordered: one without an order left is none.
      await tx.$executeRaw`
        DELETE FROM customers c WHERE c.email = ANY (${orders.flatMap(({ email }) => email ?? [])})
           AND NOT EXISTS (SELECT 1 FROM orders o WHERE lower(o.email) = c.email)`;
      return ids.length;
    },
    due: (days, at) => dueOrders(which)(days, Prisma.sql`${at}::timestamptz`),
  };
}
