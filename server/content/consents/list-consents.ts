import "server-only";
import { requireAdmin } from "../../accounts/session";
import { renderDescription } from "../../catalog/read/description";
import { db } from "../../platform/db";

/** A policy that an order was placed under. */
export type ConsentView = {
  hash: string;
  title: string;
  locale: string;
  /** Sanitized HTML of the text as it was then. */
  bodyHtml: string;
  sentence: string;
  at: Date;
};

/** In the order in which they were named. @throws NotSignedInError, NotAllowedError */
export async function listConsents(orderId: string): Promise<ConsentView[]> {
  await requireAdmin("orders.read");
  const rows = await db().orderConsent.findMany({
    where: { orderId },
    orderBy: { position: "asc" },
    include: { policy: true },
  });
  return rows.map(({ policy: { hash, title, locale, body }, sentence, at }) => ({
    ...{ hash, title, locale, sentence, at },
    bodyHtml: renderDescription(body),
  }));
}
