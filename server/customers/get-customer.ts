import "server-only";
import type { CustomerSum, OrdersOfCustomer } from "@/domain/customers/views";
import type { MailRow } from "@/domain/mail/views";
import type { OrderRow } from "@/domain/orders/views";
import { isUuid } from "@/domain/uuid";
import { requireAdmin } from "../accounts/session";
import { selectOrders } from "../orders/admin/select-orders";
import { db, Prisma } from "../platform/db";
import { NOTHING, readSums } from "./read-sums";

/** So many mails of one person are shown. */
const MAX_MAILS = 50;

export type CustomerView = CustomerSum & {
  id: string;
  email: string;
  name: string | null;
  note: string;
  tags: string[];
  country: string | null;
  lastOrderAt: Date;
  /** The newest, a page of them. */
  orders: OrderRow[];
  mails: MailRow[];
};

/** One customer with orders and mails; null when there is none of this id. */
export async function getCustomer(id: string): Promise<CustomerView | null> {
  await requireAdmin("customers.read");
  if (!isUuid(id)) return null;
  const customer = await db().customer.findUnique({ where: { id } });
  if (!customer) return null;
  const { email } = customer;
  const [sums, orders, mails] = await Promise.all([
    readSums([email]),
    selectOrders(db(), { filters: [Prisma.sql`lower(o.email) = ${email}`], matches: [], order: "DESC" }),
    listMailsTo(email),
  ]);
  return { ...customer, ...(sums.get(email) ?? NOTHING), orders, mails };
}

async function listMailsTo(email: string): Promise<MailRow[]> {
  // SQL: an expression that has an index, mails_recipient_idx.
  return db().$queryRaw<MailRow[]>`
    SELECT id, order_id AS "orderId", recipient, subject, state, error, created_at AS "createdAt", sent_at AS "sentAt",
           erased_at AS "erasedAt"
    FROM mails WHERE lower(recipient) = ${email} ORDER BY created_at DESC LIMIT ${MAX_MAILS}`;
}

/** @param email as an order has it. @returns null for an address that is no customer */
export async function findCustomer(email: string | null): Promise<OrdersOfCustomer | null> {
  await requireAdmin("customers.read");
  if (email === null) return null;
  const key = email.toLowerCase();
  const customer = await db().customer.findUnique({ where: { email: key }, select: { id: true } });
  if (!customer) return null;
  const { paidOrders, kept } = (await readSums([key])).get(key) ?? NOTHING;
  return { id: customer.id, paidOrders, kept };
}
