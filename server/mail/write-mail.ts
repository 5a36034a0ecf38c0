import "server-only";
import { render, toPlainText } from "@react-email/render";
import { createElement } from "react";
import type { OrderConfirmation } from "@/domain/mail";
import { pool } from "../db";
import { OrderConfirmationMail } from "./order-confirmation";

/**
 * Renders an order's mail and writes it to the outbox, once per order and kind: a second call finds the
 * first one's row. @returns the mail's id
 */
export async function writeMail(
  orderId: string,
  recipient: string,
  order: OrderConfirmation,
): Promise<string> {
  const html = await render(createElement(OrderConfirmationMail, order));
  const subject = `Order ${order.number} at ${order.shopName}`;
  const { rows } = await pool().query<{ id: string }>(
    `WITH made AS (
       INSERT INTO mails (order_id, kind, recipient, subject, html, text)
       VALUES ($1, 'order_confirmation', $2, $3, $4, $5) ON CONFLICT (order_id, kind) DO NOTHING RETURNING id)
     SELECT id FROM made UNION ALL SELECT id FROM mails WHERE order_id = $1 AND kind = 'order_confirmation' LIMIT 1`,
    [orderId, recipient, subject, html, toPlainText(html)],
  );
  const id = rows[0]?.id;
  if (!id) throw new Error(`the confirmation of order ${orderId} was written by someone else this moment`);
  return id;
}
