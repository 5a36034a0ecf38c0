import "server-only";
import { readDetails } from "@/domain/checkout/details";
import type { PersonData } from "@/domain/customers/person-data";
import { type OrderEventRow, parseOrderEvent } from "@/domain/orders/history";
import type { PostalAddress } from "@/domain/orders/payment-facts";
import { isUuid } from "@/domain/uuid";
import { audit } from "../accounts/audit/audit";
import { requireAdmin } from "../accounts/session";
import { requireConfirmed } from "../accounts/step-up";
import { db, transaction } from "../platform/db";
import { withHiddenReference } from "../platform/reference";

/**
 * Everything that the shop keeps of one person, to be handed to them (GDPR, article 15): their orders with what was
 * bought, paid, sent and refunded, where it went, what happened, and the mails. Amounts are in the currency's smallest
 * unit. No secret of the shop is in it: no payment secret, no hash.
 * @returns null when there is no customer of this id
 * @throws NotConfirmedError when the admin has not signed in or confirmed within ten minutes
 */
export async function exportCustomer(id: string): Promise<PersonData | null> {
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
    SELECT id FROM mails WHERE lower(recipient) = ${customer.email}
        OR order_id = ANY (${orderIds.map((order) => order.id)}::uuid[])`;
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
      originalAddress: true,
      paymentMethod: true,
      accountLast4: true,
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
      details: true,
      buyer: { select: { company: true, vatId: true } },
      documents: { orderBy: [{ issuedAt: "asc" }, { id: "asc" }], select: { number: true, data: true } },
      refunds: {
        orderBy: { createdAt: "asc" },
        select: {
          ...{ createdAt: true, amountMinor: true, currency: true, state: true, reason: true, note: true },
          lines: { select: { quantity: true, amountMinor: true, line: { select: { productTitle: true } } } },
        },
      },
      disputes: { select: { createdAt: true, amountMinor: true, currency: true, state: true, reason: true } },
      returns: {
        select: {
          ...{ requestedAt: true, kind: true, state: true, note: true, refusal: true },
          ...{ receivedAt: true, endedAt: true },
          lines: { select: { quantity: true, condition: true, line: { select: { productTitle: true } } } },
        },
      },
      parcels: { select: { sentAt: true, state: true, carrier: true, trackingNumbers: true } },
      events: { orderBy: { receivedAt: "asc" }, select: { type: true, receivedAt: true } },
      history: {
        orderBy: { id: "asc" },
        select: { at: true, kind: true, actorKind: true, fromState: true, toState: true, data: true },
      },
    },
  });
  const orders = rows.map(({ history, details, shippingAddress, originalAddress, ...order }) => ({
    ...order,
    toTheShop: readDetails(details)?.note ?? "",
    // Both are written in this shape alone.
    shippingAddress: shippingAddress as PostalAddress | null,
    originalAddress: originalAddress as PostalAddress | null,
    history: history.map(lineOf),
  }));
  const mails = await db().mail.findMany({
    where: { id: { in: mailIds.map((mail) => mail.id) } },
    orderBy: { createdAt: "asc" },
    select: { orderId: true, createdAt: true, sentAt: true, recipient: true, subject: true, text: true },
  });
  const { email, name, note, tags } = customer;
  return {
    ...{ email, name, note, tags, orders },
    // Their link is the right to see the order, which they have, and this file may go through other hands.
    mails: mails.map(({ orderId, ...mail }) => ({ ...mail, text: withHiddenReference(mail.text, orderId) })),
  };
}

type Line = OrderEventRow & { at: Date; actorKind: string };

/** What happened, and in what words a person noted or flagged it; who that was belongs to them. */
function lineOf({ at, kind, actorKind, ...row }: Line) {
  const event = parseOrderEvent({ kind, ...row });
  if (event.kind !== kind) return { at, kind, actorKind, event };
  if (event.kind === "note") {
    const { text } = event.data;
    return { at, kind, actorKind, text, event: { kind: "note" as const, data: { text } } };
  }
  const text = event.kind === "flagged" ? event.data.note : undefined;
  return { at, kind, actorKind, event, ...(text ? { text } : {}) };
}
