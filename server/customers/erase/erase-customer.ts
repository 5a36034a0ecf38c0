import "server-only";
import { isUuid } from "@/domain/uuid";
import { audit } from "../../accounts/audit/audit";
import { requireAdmin } from "../../accounts/session";
import { requireConfirmed } from "../../accounts/step-up";
import { eraseMails } from "../../mail/write-mail";
import { eraseOrders, type UnfinishedReason, WHY_UNFINISHED } from "../../orders/erase/erase-orders";
import { db, Prisma, type Tx, transaction } from "../../platform/db";
import { erasePayloads } from "../../webhooks/erase-payloads";

export type UnfinishedOrder = { id: string; number: number; why: UnfinishedReason };

/** What erasing a person would take, and what prevents it. */
export type ErasureView = {
  id: string;
  email: string;
  name: string | null;
  /** Of all their orders, the oldest first. */
  numbers: number[];
  mails: number;
  unfinished: UnfinishedOrder[];
};

/** What erasing this person would do; null when there is no customer of this id. */
export async function getErasure(id: string): Promise<ErasureView | null> {
  await requireAdmin("customers.erase");
  if (!isUuid(id)) return null;
  const customer = await db().customer.findUnique({
    where: { id },
    select: { id: true, email: true, name: true },
  });
  if (!customer) return null;
  const orders = await readOrders(db(), customer.email);
  const [row] = await db().$queryRaw<{ mails: number }[]>`
    SELECT count(*)::int AS mails FROM mails
     WHERE lower(recipient) = ${customer.email} OR order_id = ANY (${orders.map((order) => order.id)}::uuid[])`;
  return {
    ...customer,
    numbers: orders.map(({ number }) => number),
    mails: row?.mails ?? 0,
    unfinished: orders.filter(isUnfinished),
  };
}

export type EraseResult =
  | { kind: "erased"; numbers: number[] }
  | { kind: "unknown" | "mistyped" }
  | { kind: "unfinished"; orders: UnfinishedOrder[] };

/**
 * Erases who a customer is from all that the shop keeps: orders, mails, events, notes and tags. For bookkeeping stay
 * the orders' numbers, amounts, times and countries. Nothing is erased while one of the orders is not finished. Stripe's own
 * copy is not touched.
 * @param typed the person's mail address, as the admin typed it
 * @throws NotConfirmedError when the admin has not signed in or confirmed within ten minutes
 */
export async function eraseCustomer(id: string, typed: string): Promise<EraseResult> {
  const admin = await requireAdmin("customers.erase");
  await requireConfirmed();
  return transaction(async (tx) => {
    // By hand, for the lock: an order that comes with this address meanwhile makes a new customer.
    const [customer] = await tx.$queryRaw<{ email: string }[]>`
      SELECT email FROM customers WHERE id = ${id}::uuid FOR UPDATE`;
    if (!customer) return { kind: "unknown" };
    const { email } = customer;
    if (typed.trim().toLowerCase() !== email) return { kind: "mistyped" };
    const orders = await readOrders(tx, email, Prisma.sql`FOR UPDATE OF o`);
    const unfinished = orders.filter(isUnfinished);
    if (unfinished.length > 0) return { kind: "unfinished", orders: unfinished };
    const ids = orders.map((order) => order.id);
    await eraseOrders(tx, ids);
    const mails = await eraseMails(tx, ids, email);
    const events = await erasePayloads(tx, ids, email);
    await tx.customer.delete({ where: { id }, select: { id: true } });
    const after = { orders: ids.length, mails, events };
    await audit(tx, { by: admin, action: "customer_erased", object: `customer:${id}`, after });
    return { kind: "erased", numbers: orders.map(({ number }) => number) };
  });
}

type Row = { id: string; number: number; why: UnfinishedReason | null };

const isUnfinished = (order: Row): order is UnfinishedOrder => order.why !== null;

function readOrders(tx: Pick<Tx, "$queryRaw">, email: string, lock = Prisma.empty): Promise<Row[]> {
  // By hand: an address by an expression that has an index, orders_email_lower.
  return tx.$queryRaw<Row[]>`
    SELECT o.id, o.number, ${WHY_UNFINISHED} AS why FROM orders o
     WHERE lower(o.email) = ${email} ORDER BY o.number ${lock}`;
}
