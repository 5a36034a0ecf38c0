import "server-only";
import { render } from "@react-email/render";
import type { ReactElement } from "react";
import { db } from "../platform/db";
import { withoutReference } from "../platform/reference";

type Draft = {
  orderId: string;
  /** Which mail it is: with the order it is unique. */
  kind: string;
  recipient: string;
  subject: string;
  body: ReactElement;
  /** The same for programs that show no HTML. */
  text: string;
};

/**
 * Renders an order's mail and writes it to the outbox, once per order and kind: a second call finds the
 * first one's row. The reference in the shopper's link is left out, and filled in when the mail is sent.
 * @returns the mail's id
 */
export async function writeMail({ orderId, kind, recipient, subject, body, text }: Draft): Promise<string> {
  const html = withoutReference(await render(body), orderId);
  const data = { orderId, kind, recipient, subject, html, text: withoutReference(text, orderId) };
  const [written] = await db().mail.createManyAndReturn({
    data: [data],
    skipDuplicates: true,
    select: { id: true },
  });
  if (written) return written.id;
  const orderId_kind = { orderId, kind };
  const first = await db().mail.findUniqueOrThrow({ where: { orderId_kind }, select: { id: true } });
  return first.id;
}
