import "server-only";
import { cache } from "react";
import type { OrderView } from "@/domain/orders/list/views";
import { MAX_COUNTED } from "@/domain/saved-views";
import { requireAdmin } from "../../accounts/session";
import { db, PLANNED_EACH_TIME, Prisma } from "../../platform/db";
import { SENT, TO_SEND } from "./order-conditions";

const MAX_IN_MENU = 100;

/** How many orders must be sent; counted to 100 at most, and once for the menu and the pages. */
export async function countToSend(): Promise<number> {
  await requireAdmin("orders.read");
  return readToSend();
}

const readToSend = cache(async (): Promise<number> => {
  const [counted] = await db().$queryRaw<{ count: number }[]>`SELECT ${upTo(MAX_IN_MENU, TO_SEND)} AS count`;
  return counted?.count ?? 0;
});

const inState = (state: string) => Prisma.sql`o.payment_state = ${state}::"PaymentState"`;

/** How many orders each view has; counted to MAX_COUNTED at most, each along its index. */
export async function countOrders(): Promise<Record<OrderView, number>> {
  await requireAdmin("orders.read");
  return readCounts();
}

/** The same for whom no one is signed in: a measurement. */
export async function readCounts(): Promise<Record<OrderView, number>> {
  const [counted] = await db().$queryRaw<Record<OrderView, number>[]>`${PLANNED_EACH_TIME}
    SELECT ${upTo(MAX_COUNTED, Prisma.sql`o.conflict IS NOT NULL`)} AS "needsReview",
           ${upTo(MAX_COUNTED, TO_SEND)} AS "toSend",
           ${upTo(MAX_COUNTED, inState("awaiting_payment"))} AS "awaitingPayment",
           ${upTo(MAX_COUNTED, SENT)} AS "sent",
           ${upTo(MAX_COUNTED, inState("payment_failed"))} AS "failed",
           ${upTo(MAX_COUNTED, inState("refunded"))} AS "refunded"`;
  if (!counted) throw new Error("nothing was counted");
  return counted;
}

const upTo = (most: number, condition: Prisma.Sql) => Prisma.sql`(
  SELECT count(*)::int FROM (SELECT 1 FROM orders o WHERE ${condition} LIMIT ${most}) counted)`;
