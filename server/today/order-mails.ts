import "server-only";
import { ORDER_MAILS_CHOICES, type OrderMailsChoice } from "@/domain/mail/order-mails";
import { addDays } from "@/domain/reports/range";
import { audit } from "../accounts/audit/audit";
import { requireAdmin } from "../accounts/session";
import { db, transaction } from "../platform/db";
import { shopNow } from "../reports/read-facts";

/** Whether the signed-in person hears of new orders. @throws NotSignedInError */
export async function getOrderMails(): Promise<OrderMailsChoice> {
  const { id } = await requireAdmin("account.own");
  const user = await db().user.findUnique({ where: { id }, select: { orderMails: true } });
  return ORDER_MAILS_CHOICES.find((choice) => choice === user?.orderMails) ?? "none";
}

/** From now on: what was ordered before is not told. @throws NotSignedInError */
export async function chooseOrderMails(choice: OrderMailsChoice): Promise<void> {
  const admin = await requireAdmin("account.own");
  const yesterday = addDays(shopNow().today, -1);
  await transaction(async (tx) => {
    const { count } = await tx.user.updateMany({
      where: { id: admin.id, orderMails: { not: choice } },
      data: { orderMails: choice, orderMailsSince: new Date(), orderMailsDay: new Date(yesterday) },
    });
    if (count !== 1) return;
    const object = `person:${admin.id}`;
    await audit(tx, { by: admin, action: "order_mails_chosen", object, after: { choice } });
  });
}
