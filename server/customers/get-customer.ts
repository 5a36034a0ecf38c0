import "server-only";
import type { CustomerCase, CustomerSum, OrdersOfCustomer } from "@/domain/customers/views";
import type { MailRow } from "@/domain/mail/views";
import { money } from "@/domain/money";
import type { OrderRow } from "@/domain/orders/views";
import { isUuid } from "@/domain/uuid";
import { requireAdmin } from "../accounts/session";
import { selectOrders } from "../orders/admin/select-orders";
import { db, Prisma } from "../platform/db";
import { NOTHING, readSums } from "./read-sums";

/** So many mails of one person are shown. */
const MAX_MAILS = 50;
const MAX_CASES = 50;

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
  /** Refunds, returns and disputes, the newest first. */
  cases: CustomerCase[];
};

/** One customer with orders and mails; null when there is none of this id. */
export async function getCustomer(id: string): Promise<CustomerView | null> {
  await requireAdmin("customers.read");
  if (!isUuid(id)) return null;
  const customer = await db().customer.findUnique({ where: { id } });
  if (!customer) return null;
  const { email } = customer;
  const [sums, orders, mails, cases] = await Promise.all([
    readSums([email]),
    selectOrders(db(), { filters: [Prisma.sql`lower(o.email) = ${email}`], matches: [], order: "DESC" }),
    listMailsTo(email),
    listCases(email),
  ]);
  return { ...customer, ...(sums.get(email) ?? NOTHING), orders, mails, cases };
}

async function listMailsTo(email: string): Promise<MailRow[]> {
  // SQL: an expression that has an index, mails_recipient_idx.
  return db().$queryRaw<MailRow[]>`
    SELECT id, order_id AS "orderId", recipient, subject, state, error, created_at AS "createdAt", sent_at AS "sentAt",
           erased_at AS "erasedAt"
    FROM mails WHERE lower(recipient) = ${email} ORDER BY created_at DESC LIMIT ${MAX_MAILS}`;
}

type CaseRow = Omit<CustomerCase, "amount"> & { amountMinor: bigint | null; currency: string };

async function listCases(email: string): Promise<CustomerCase[]> {
  // SQL: three tables in one order, by an expression that has an index, orders_email_lower.
  const rows = await db().$queryRaw<CaseRow[]>`
    SELECT c.*, o.number AS "orderNumber", o.currency
      FROM orders o JOIN LATERAL (
        SELECT 'refund' AS kind, id, order_id AS "orderId", state::text, amount_minor AS "amountMinor", created_at AS at
          FROM refunds WHERE order_id = o.id
        UNION ALL SELECT kind::text, id, order_id, state::text, NULL, requested_at FROM returns WHERE order_id = o.id
        UNION ALL SELECT 'dispute', id, order_id, state, amount_minor, created_at FROM disputes WHERE order_id = o.id
      ) c ON true
     WHERE lower(o.email) = ${email} ORDER BY c.at DESC LIMIT ${MAX_CASES}`;
  // The kind says which state it is.
  return rows.map(
    ({ amountMinor, currency, ...row }) =>
      ({ ...row, amount: amountMinor === null ? null : money(amountMinor, currency) }) as CustomerCase,
  );
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
