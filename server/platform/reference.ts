import "server-only";
import { createHash, createHmac } from "node:crypto";
import { env } from "./env";

const REFERENCE = /^[A-Za-z0-9_-]{22}$/;

/**
 * The secret part of an order's link: 128 bits made from the order's id and the shop's secret, so that a
 * mail or a retried call can make the same link again while the database holds only its hash.
 */
export function referenceOf(orderId: string): string {
  return createHmac("sha256", env().APP_SECRET)
    .update(`order-reference:${orderId}`)
    .digest()
    .subarray(0, 16)
    .toString("base64url");
}

/** What the database stores and is asked for; null when the text cannot be a reference. */
export function hashReference(reference: string): string | null {
  return REFERENCE.test(reference) ? createHash("sha256").update(reference).digest("hex") : null;
}

/** Stands in stored mails where the reference is: what the database holds opens no order. */
const BLANK = "__reference__";

/** A text as the database keeps it. */
export const withoutReference = (text: string, orderId: string): string =>
  text.replaceAll(referenceOf(orderId), BLANK);

/** A stored text as its shopper reads it. */
export const withReference = (text: string, orderId: string | null): string =>
  orderId === null ? text : text.replaceAll(BLANK, referenceOf(orderId));

/** A stored text as an admin reads it: the link is its shopper's right to see the order. */
export const withHiddenReference = (text: string, orderId: string | null): string =>
  orderId === null ? text : withoutReference(text, orderId).replaceAll(BLANK, "…");

/**
 * Names this shop in Stripe's metadata: two shops on one account do not touch each other's orders. The database keeps
 * it, so that no secret changes it (scripts/shop-identity.ts).
 */
export function shopId(): string {
  const { SHOP_ID, APP_SECRET } = env();
  return SHOP_ID ?? firstShopId(APP_SECRET);
}

/** What the database is given at the first start, and what the shop was named by before there was anything to keep it. */
export const firstShopId = (secret: string): string =>
  createHash("sha256").update(`shop:${secret}`).digest("hex").slice(0, 16);
