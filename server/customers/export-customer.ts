import "server-only";
import { parseOrderEvent } from "@/domain/orders/history";
import { isUuid } from "@/domain/uuid";
import { audit } from "../accounts/audit/audit";
import { requireAdmin } from "../accounts/session";
import { requireConfirmed } from "../accounts/step-up";
import { db, transaction } from "../platform/db";

/**
 * Everything that the shop keeps of one person, to be handed to them (GDPR, article 15): their orders with what was
 * bought, paid, sent and refunded, where it went, what happened, and the mails. Amounts are in the currency's smallest
 * unit. No secret of the shop is in it: no payment secret, no hash.
 * @returns null when there is no customer of this id
 * @throws NotConfirmedError when the admin has not signed in or confirmed within ten minutes
 */
export async function exportCustomer(id: string): Promise<object | null> {
  const admin = await requireAdmin("customers.export");
  await requireConfirmed();
  if (!isUuid(id)) return null;
  const customer = await db().customer.findUnique({ where: { id } });
  if (!customer) return null;
  await transaction((tx) => audit(tx, { by: admin, action: "customer_exported", object: `customer:${id}` }));
  // SQL: ids by an expression that has an index, orders_email_lower and mails_recipient_idx.
  const orderIds = await db().$queryRaw<{ id: string }[]>`
    SELECT id FROM orders WHERE lower(email) = ${customer.email}`;
  const mailIds = await db().$queryRaw<{ id: string }[]>`
    SELECT id FROM mails WHERE lower(recipient) = ${customer.email}`;
  const rows = await db().order.findMany({
    where: { id: { in: orderIds.map((order) => order.id) } },
    orderBy: { number: "asc" },
    select: {
      number: true,
      placedAt: true,
      paidAt: true,
      paymentState: true,
      fulfillmentState: true,
      currency: true,
      subtotalMinor: true,
      totalMinor: true,
      capturedMinor: true,
      refundedMinor: true,
      email: true,
      customerName: true,
      shippingAddress: true,
      cardBrand: true,
      cardLast4: true,
      stripePaymentIntentId: true,
      lines: {
        orderBy: { position: "asc" },
        select: {
          productTitle: true,
          variantTitle: true,
          sku: true,
          quantity: true,
          unitPriceMinor: true,
          totalMinor: true,
        },
      },
      adjustments: { select: { kind: true, label: true, amountMinor: true } },
      refunds: { select: { createdAt: true, amountMinor: true, currency: true, state: true, reason: true } },
      disputes: { select: { createdAt: true, amountMinor: true, currency: true, state: true, reason: true } },
      returns: {
        select: {
          ...{ requestedAt: true, kind: true, state: true, note: true, refusal: true },
          ...{ receivedAt: true, endedAt: true },
          lines: { select: { quantity: true, condition: true, line: { select: { productTitle: true } } } },
        },
      },
      parcels: { select: { sentAt: true, state: true, carrier: true, trackingNumbers: true } },
      history: { orderBy: { id: "asc" }, select: { at: true, kind: true, actorKind: true, data: true } },
    },
  });
  const orders = rows.map(({ history, ...order }) => ({ ...order, history: history.map(lineOf) }));
  const mails = await db().mail.findMany({
    where: { id: { in: mailIds.map((mail) => mail.id) } },
    orderBy: { createdAt: "asc" },
    select: { createdAt: true, sentAt: true, recipient: true, subject: true, text: true },
  });
  const { email, name, note } = customer;
  return { email, name, note, orders, mails };
}

type Line = { at: Date; kind: string; actorKind: string; data: unknown };

/** What happened, and in what words a person noted or flagged it; who that was belongs to them. */
function lineOf({ data, ...line }: Line) {
  const event = parseOrderEvent({ kind: line.kind, data, fromState: null, toState: null });
  if (event.kind !== line.kind) return line;
  if (event.kind === "note") return { ...line, text: event.data.text };
  return event.kind === "flagged" && event.data.note ? { ...line, text: event.data.note } : line;
}
