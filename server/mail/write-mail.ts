import "server-only";
import { render, toPlainText } from "@react-email/render";
import type { ReactElement } from "react";
import { pool } from "../platform/db";

type Draft = {
  orderId: string;
  /** Which mail it is: with the order it is unique. */
  kind: string;
  recipient: string;
  subject: string;
  body: ReactElement;
};

/**
 * Renders an order's mail and writes it to the outbox, once per order and kind: a second call finds the
 * first one's row. @returns the mail's id
 */
export async function writeMail({ orderId, kind, recipient, subject, body }: Draft): Promise<string> {
  const html = await render(body);
  const { rows } = await pool().query<{ id: string }>(
    `WITH made AS (
       INSERT INTO mails (order_id, kind, recipient, subject, html, text)
       VALUES ($1, $6, $2, $3, $4, $5) ON CONFLICT (order_id, kind) DO NOTHING RETURNING id)
     SELECT id FROM made UNION ALL SELECT id FROM mails WHERE order_id = $1 AND kind = $6 LIMIT 1`,
    [orderId, recipient, subject, html, toPlainText(html), kind],
  );
  const id = rows[0]?.id;
  if (!id) throw new Error(`the mail ${kind} of order ${orderId} was just written by another process`);
  return id;
}
