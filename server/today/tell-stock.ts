import "server-only";
import { DAILY_MAIL_HOUR } from "@/domain/mail/order-mails";
import { addDays } from "@/domain/reports/range";
import type { LowState } from "@/domain/stock/views";
import { audit } from "../accounts/audit/audit";
import { requireAdmin } from "../accounts/session";
import { db, type Tx, transaction } from "../platform/db";
import { shopNow } from "../reports/read-facts";
import { IS_ONE_OF_A_KIND, IS_SOLD_OUT, isLow } from "../stock/low-stock";
import { renderStockNews } from "./render-admin-mail";
import { viewOf, writeTo } from "./tell-admins";

export type StockNews = { title: string; state: LowState; available: number };

const KEPT_DAYS = 7;

/**
 * Once a day, writes to the people who want it of what became low or sold out since the last look. What they were told of
 * is told again only after it was neither.
 */
export async function tellStock(): Promise<void> {
  const { today, time } = shopNow();
  if (Number(time.slice(0, 2)) < DAILY_MAIL_HOUR) return;
  await transaction(async (tx) => {
    const day = { day: new Date(today) };
    const { count } = await tx.stockMailDay.createMany({ data: [day], skipDuplicates: true });
    if (count !== 1) return;
    await tx.stockMailDay.deleteMany({ where: { day: { lt: new Date(addDays(today, -KEPT_DAYS)) } } });
    const news = await recordNews(tx);
    if (news.length === 0) return;
    const people = await tx.user.findMany({
      where: { stockMails: true, disabledAt: null },
      select: { id: true, email: true, role: true },
    });
    for (const person of people)
      await writeTo(tx, person, "stock_news", renderStockNews(news, viewOf(person)));
  });
}

/** Also where nobody wants to hear of it: a person who turns the mail on later is not told of what is old. */
async function recordNews(tx: Tx): Promise<StockNews[]> {
  // By hand: one statement compares what is so with what was told.
  return tx.$queryRaw<StockNews[]>`
    WITH found AS (
      SELECT v.id, CASE WHEN ${IS_SOLD_OUT} THEN 'sold_out' ELSE 'low' END AS state, v.on_hand - v.reserved AS available,
             concat_ws(', ', p.title, nullif(array_to_string(v.option_values, ' / '), '')) AS title
        FROM variants v JOIN products p ON p.id = v.product_id
       WHERE p.status IN ('active', 'unlisted') AND (${isLow()} OR (${IS_SOLD_OUT} AND NOT ${IS_ONE_OF_A_KIND}))),
    over AS (DELETE FROM stock_notices n WHERE NOT EXISTS (SELECT 1 FROM found f WHERE f.id = n.variant_id)),
    told AS (
      INSERT INTO stock_notices AS n (variant_id, state) SELECT id, state FROM found
      ON CONFLICT (variant_id) DO UPDATE SET state = excluded.state, told_at = now() WHERE n.state <> excluded.state
      RETURNING new.variant_id, old.state AS former)
    -- One unit that came back to what was sold out is no news.
    SELECT f.title, f.state, f.available FROM told t JOIN found f ON f.id = t.variant_id
     WHERE t.former IS NULL OR f.state = 'sold_out' ORDER BY f.state DESC, f.title`;
}

/** Whether the signed-in person hears of low stock. @throws NotSignedInError */
export async function getStockMails(): Promise<boolean> {
  const { id } = await requireAdmin("account.own");
  const user = await db().user.findUnique({ where: { id }, select: { stockMails: true } });
  return user?.stockMails ?? false;
}

/** @throws NotSignedInError */
export async function chooseStockMails(wanted: boolean): Promise<void> {
  const admin = await requireAdmin("account.own");
  await transaction(async (tx) => {
    const { count } = await tx.user.updateMany({
      where: { id: admin.id, stockMails: !wanted },
      data: { stockMails: wanted },
    });
    if (count !== 1) return;
    const object = `person:${admin.id}`;
    await audit(tx, { by: admin, action: "stock_mails_chosen", object, after: { wanted } });
  });
}
