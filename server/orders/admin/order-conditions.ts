import "server-only";
import type { OrderFilter } from "@/domain/orders/list/order-filter";
import { Prisma } from "../../platform/db";
import { shopTimeZone } from "../../platform/env";
import type { OrderSearch } from "./order-query";

/** `sendingOf` of domain/orders/sending.ts, in the words of the index orders_to_send. */
export const TO_SEND = Prisma.sql`o.payment_state IN ('paid', 'partially_refunded')
  AND o.fulfillment_state IN ('unfulfilled', 'partially_fulfilled')
  AND o.requires_shipping AND o.dispute_hold IS NULL AND o.conflict IS NULL`;

/** In the words of the index orders_sent. */
export const SENT = Prisma.sql`o.fulfillment_state = 'fulfilled'`;

/** Conditions on orders `o`, each with an index. */
export const filtersOf = (filter: OrderFilter): Prisma.Sql[] => [
  ...(filter.state ? [Prisma.sql`o.payment_state = ${filter.state}::"PaymentState"`] : []),
  ...(filter.toSend ? [TO_SEND] : []),
  ...(filter.isSent ? [SENT] : []),
  ...(filter.needsAttention ? [Prisma.sql`o.conflict IS NOT NULL`] : []),
  ...withinDays(Prisma.sql`o.placed_at`, filter.since, filter.until),
  ...(filter.country ? [Prisma.sql`o.shipping_address->>'country' = ${filter.country}`] : []),
  ...(filter.minMinor === undefined ? [] : [Prisma.sql`o.total_minor >= ${filter.minMinor}`]),
  ...(filter.maxMinor === undefined ? [] : [Prisma.sql`o.total_minor <= ${filter.maxMinor}`]),
];

/** Days of the shop's zone, the last one included; an hour more or less where its clocks change. */
export function withinDays(
  column: Prisma.Sql,
  first: string | undefined,
  last: string | undefined,
): Prisma.Sql[] {
  const zone = shopTimeZone();
  return [
    ...(first ? [Prisma.sql`${column} >= ${first}::date::timestamp AT TIME ZONE ${zone}`] : []),
    ...(last ? [Prisma.sql`${column} < (${last}::date + 1)::timestamp AT TIME ZONE ${zone}`] : []),
  ];
}

export const hasNumber = (number: number) => Prisma.sql`o.number = ${number}`;

export const hasEmail = (email: string) => Prisma.sql`lower(o.email) = lower(${email})`;

/** A word of the order begins with it. */
export const beginsWord = (text: string) => isLike(`% ${escapeLike(text)}%`);

export function ofStripe({ id, object }: Extract<OrderSearch, { kind: "stripe" }>): Prisma.Sql {
  switch (object) {
    case "session":
      return Prisma.sql`o.stripe_session_id = ${id}`;
    case "payment":
      return Prisma.sql`o.stripe_payment_intent_id = ${id}`;
    case "charge":
      return Prisma.sql`o.stripe_charge_id = ${id}`;
    case "refund":
      return Prisma.sql`o.id = (SELECT order_id FROM refunds WHERE stripe_refund_id = ${id})`;
    case "dispute":
      return Prisma.sql`o.id = (SELECT order_id FROM disputes WHERE stripe_dispute_id = ${id})`;
    case "event":
      return Prisma.sql`o.id = (SELECT order_id FROM stripe_events WHERE id = ${id})`;
  }
}

/** Conditions that the trigram index answers: of one or two letters it knows only the start of a word. */
export function partly(search: Extract<OrderSearch, { kind: "words" | "email_part" }>): Prisma.Sql[] {
  if (search.kind === "email_part") return [isLike(`%${escapeLike(search.part)}%`)];
  return search.words.map((word) => isLike(`${word.length < 3 ? "% " : "%"}${escapeLike(word)}%`));
}

// The column has all texts, each behind a space, so that ` x` is the start of a word, without accents.
const isLike = (pattern: string) => Prisma.sql`o.search_words LIKE search_fold(${pattern})`;

/** A text as a part of a LIKE pattern, where it means itself. */
export const escapeLike = (text: string) => text.replace(/[\\%_]/g, "\\$&");
