import "server-only";
import { formatMoney, type Money, money } from "@/domain/money";
import { addressLines } from "@/domain/orders/address-lines";
import type { OrderConfirmation } from "@/domain/orders/mail";
import type { ReceiptView } from "@/domain/orders/views";
import { translator } from "@/messages/messages";
import { methodName } from "@/messages/payment-method";
import { renderConfirmation, renderNews } from "../../mail/render-order-mail";
import { sendMail } from "../../mail/send-mail";
import { writeMail } from "../../mail/write-mail";
import { crashPoint } from "../../platform/crash-point";
import { db } from "../../platform/db";
import { env } from "../../platform/env";
import { log } from "../../platform/log";
import type { Jobs } from "../../platform/queue";
import { referenceOf } from "../../platform/reference";
import { getReceipt } from "./get-receipt";

/** The job behind a mail about an order: render it, put it in the outbox, send it. Safe to repeat. */
export async function sendOrderMail({ orderId, kind, refundId }: Jobs["send-order-mail"]): Promise<void> {
  const order = await getReceipt(referenceOf(orderId));
  if (!order?.email) {
    log.warn({ orderId, kind }, "an order has no email address to write to");
    return;
  }
  const { SHOP_LOCALE, NO_STOCK_REFUND_HOURS } = env();
  const told = toldOf(orderId, order);
  const amount = refundId === undefined ? null : await readRefunded(refundId);
  const mail =
    kind === "order_confirmation"
      ? renderConfirmation(told, SHOP_LOCALE)
      : renderNews(
          kind,
          told,
          {
            amount: amount && format(amount),
            refunded: {
              soFar: format(order.refunded),
              isAll: order.refunded.amountMinor >= order.totals.total.amountMinor,
            },
            method: methodName(order.method, translator(SHOP_LOCALE)),
            refundHours: NO_STOCK_REFUND_HOURS,
          },
          SHOP_LOCALE,
        );
  const mailId = await writeMail({
    orderId,
    kind: refundId === undefined ? kind : `${kind}:${refundId}`,
    recipient: order.email,
    ...mail,
  });
  crashPoint("mail:rendered");
  await sendMail(mailId);
}

const format = (amount: Money) => formatMoney(amount, env().SHOP_LOCALE);

function toldOf(orderId: string, order: ReceiptView): OrderConfirmation {
  const { SHOP_NAME, SHOP_LOCALE, APP_ORIGIN } = env();
  return {
    shopName: SHOP_NAME,
    number: order.number,
    orderUrl: `${APP_ORIGIN}/orders/${referenceOf(orderId)}`,
    lines: order.lines.map((line) => ({
      title: [line.productTitle, line.variantTitle].filter(Boolean).join(", "),
      quantity: line.quantity,
      total: format(line.total),
    })),
    subtotal: format(order.totals.subtotal),
    adjustments: order.totals.adjustments.map(({ kind, label, amount }) => ({
      kind,
      label,
      amount: format(amount),
    })),
    total: format(order.totals.total),
    address: order.shippingAddress && addressLines(order.shippingAddress, SHOP_LOCALE),
    isFree: order.isFree,
  };
}

async function readRefunded(refundId: string): Promise<Money | null> {
  const refund = await db().refund.findUnique({ where: { id: refundId } });
  return refund && money(refund.amountMinor, refund.currency);
}
