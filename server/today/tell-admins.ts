import "server-only";
import { render } from "@react-email/render";
import { isAllowed, ROLES } from "@/domain/accounts/roles";
import { DAILY_MAIL_HOUR, MAX_LISTED_ORDERS } from "@/domain/mail/order-mails";
import { money } from "@/domain/money";
import { lineTitle } from "@/domain/orders/line-words";
import type { PostalAddress } from "@/domain/orders/payment-facts";
import { addDays } from "@/domain/reports/range";
import type { OrderMail } from "../mail/render-order-mail";
import { queueMail } from "../mail/write-mail";
import { db, Prisma, type Tx, transaction } from "../platform/db";
import { env, shopLocale, shopTimeZone } from "../platform/env";
import { settings } from "../platform/settings/settings";
import { shopNow } from "../reports/read-facts";
import { daySpan } from "../reports/row-facts";
import { type NewOrderView, renderDayOfOrders, renderNewOrder } from "./render-admin-mail";

// A person whose mails stood still is not flooded with what they have long seen.
const OLDEST_MS = 2 * 86_400_000;
const ORDERS_A_MINUTE = 50;

type Person = { id: string; email: string; role: string };

/**
 * Writes to the people of the shop who want to hear of new orders. It looks at what is paid and not told, so that an
 * order is told once, and also if the worker was away.
 */
export async function tellAdmins(): Promise<void> {
  const people = await db().user.findMany({
    where: { orderMails: { not: "none" }, disabledAt: null },
    select: { id: true, email: true, role: true, orderMails: true, orderMailsSince: true },
  });
  for (const person of people)
    if (person.orderMails === "each") await tellEach(person);
    else await tellDay(person);
}

async function tellEach(person: Person & { orderMailsSince: Date | null }): Promise<void> {
  const effect = `told:${person.id}`;
  const since = Math.max(Date.now() - OLDEST_MS, person.orderMailsSince?.getTime() ?? 0);
  const orders = await readOrders(
    { paidAt: { gt: new Date(since) }, effects: { none: { effect } } },
    ORDERS_A_MINUTE,
  );
  for (const order of orders)
    await transaction(async (tx) => {
      const { count } = await tx.orderEffect.createMany({
        data: [{ orderId: order.id, effect }],
        skipDuplicates: true,
      });
      if (count === 1) await writeTo(tx, person, "new_order", renderNewOrder(order, viewOf(person)));
    });
}

/** Yesterday's orders, after the hour at which a day is told; nothing where there were none. */
async function tellDay(person: Person): Promise<void> {
  const { today, time } = shopNow();
  if (Number(time.slice(0, 2)) < DAILY_MAIL_HOUR) return;
  const yesterday = addDays(today, -1);
  const [span] = await db().$queryRaw<{ since: Date; until: Date }[]>`
    SELECT ${daySpan(Prisma.sql`${yesterday}::date`, shopTimeZone())}`;
  if (!span) return;
  await transaction(async (tx) => {
    const { count } = await tx.user.updateMany({
      where: {
        ...{ id: person.id, orderMails: "daily" },
        OR: [{ orderMailsDay: null }, { orderMailsDay: { lt: new Date(yesterday) } }],
      },
      data: { orderMailsDay: new Date(yesterday) },
    });
    if (count !== 1) return;
    const where = { paidAt: { gte: span.since, lt: span.until } };
    const all = await tx.order.count({ where });
    if (all === 0) return;
    const listed = await readOrders(where, MAX_LISTED_ORDERS);
    await writeTo(tx, person, "day_of_orders", renderDayOfOrders(yesterday, listed, all, viewOf(person)));
  });
}

/** What a mail may say to a person: who packs sees no amounts. */
export function viewOf({ role }: Person) {
  const { APP_ORIGIN } = env();
  const known = ROLES.find((candidate) => candidate === role);
  return {
    ...{ shopName: settings("shop").name, locale: shopLocale(), origin: APP_ORIGIN },
    hasAmounts: known !== undefined && isAllowed(known, "orders.money"),
  };
}

/** The longest paid first. */
async function readOrders(where: Prisma.OrderWhereInput, most: number): Promise<NewOrderView[]> {
  const orders = await db().order.findMany({
    where,
    orderBy: { paidAt: "asc" },
    take: most,
    select: {
      id: true,
      number: true,
      totalMinor: true,
      currency: true,
      shippingAddress: true,
      lines: {
        orderBy: { position: "asc" },
        select: { productTitle: true, variantTitle: true, quantity: true },
      },
    },
  });
  return orders.map(({ id, number, totalMinor, currency, shippingAddress, lines }) => ({
    ...{ id, number, total: money(totalMinor, currency) },
    // Written in this shape alone.
    country: (shippingAddress as PostalAddress | null)?.country ?? null,
    lines: lines.map((line) => ({ title: lineTitle(line), quantity: line.quantity })),
  }));
}

export async function writeTo(tx: Tx, { email }: Person, kind: string, mail: OrderMail): Promise<void> {
  const { subject, body, text } = mail;
  await queueMail(tx, { orderId: null, kind, recipient: email, subject, html: await render(body), text });
}
