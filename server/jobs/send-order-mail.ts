import "server-only";
import { formatMoney, type Money } from "@/domain/money";
import { crashPoint } from "../crash-point";
import { env } from "../env";
import { log } from "../log";
import { sendMail } from "../mail/send-mail";
import { writeMail } from "../mail/write-mail";
import { getReceipt } from "../orders/get-receipt";
import { referenceOf } from "../reference";

/** The job behind an order's confirmation: render it, put it in the outbox, send it. Safe to repeat. */
export async function sendOrderMail({ orderId }: { orderId: string }): Promise<void> {
  const reference = referenceOf(orderId);
  const order = await getReceipt(reference);
  if (!order?.email) {
    log.warn({ orderId }, "an order has no e-mail address to confirm to");
    return;
  }
  const { SHOP_NAME: shopName, SHOP_LOCALE, APP_ORIGIN } = env();
  const format = (amount: Money) => formatMoney(amount, SHOP_LOCALE);
  const mailId = await writeMail(orderId, order.email, {
    shopName,
    number: order.number,
    orderUrl: `${APP_ORIGIN}/orders/${reference}`,
    lines: order.lines.map((line) => ({
      title: [line.productTitle, line.variantTitle].filter(Boolean).join(", "),
      quantity: line.quantity,
      total: format(line.total),
    })),
    subtotal: format(order.subtotal),
    shipping: format(order.shipping),
    shippingOption: order.shippingOption,
    total: format(order.total),
    address: order.shippingAddress,
  });
  crashPoint("mail:rendered");
  await sendMail(mailId);
}
