import "server-only";
import { forgetMails } from "../../discounts/redeem-discounts";
import { Prisma, type Tx } from "../../platform/db";

/** What an order waits for, so that who ordered must still be known. */
export const UNFINISHED_REASONS = [
  "open_payment",
  "dispute_open",
  "review",
  "return_open",
  "refund_open",
  "unsent",
] as const;
export type UnfinishedReason = (typeof UNFINISHED_REASONS)[number];

/** Why the order `o` is not finished; NULL when it is. */
export const WHY_UNFINISHED = Prisma.sql`
  CASE
    WHEN o.payment_state IN ('awaiting_payment', 'processing', 'authorized')
      OR (o.payment_state = 'payment_failed' AND o.hold_expires_at > now()) THEN 'open_payment'
    WHEN o.dispute_hold IN ('inquiry', 'open') THEN 'dispute_open'
    WHEN o.conflict IS NOT NULL THEN 'review'
    WHEN EXISTS (SELECT 1 FROM returns r WHERE r.order_id = o.id AND r.state IN ('requested', 'received'))
      THEN 'return_open'
    WHEN EXISTS (SELECT 1 FROM refunds r WHERE r.order_id = o.id AND r.state IN ('requested', 'pending'))
      THEN 'refund_open'
    WHEN o.requires_shipping AND o.payment_state IN ('paid', 'partially_refunded')
      AND o.fulfillment_state IN ('unfulfilled', 'partially_fulfilled')
      AND o.dispute_hold IS DISTINCT FROM 'lost' THEN 'unsent'
  END`;

/** What stands in a history where a person's words were. */
const ERASED = "…";

/**
 * Erases who ordered, in the caller's transaction, which has locked the orders. Numbers, amounts, times, states and the
 * country stay. Facts of Stripe that were read before this are stale.
 */
export async function eraseOrders(tx: Tx, ids: string[]): Promise<void> {
  // By hand: parts of JSON, and many rows of six tables.
  await tx.$executeRaw`
    UPDATE orders SET erased_at = now(), email = NULL, customer_name = NULL, original_address = NULL,
           card_last4 = NULL, account_last4 = NULL, client_secret = NULL, opened_by = NULL, visitor = NULL,
           details = CASE WHEN details IS NOT NULL THEN jsonb_build_object('country', details->'country') END,
           shipping_address = CASE WHEN shipping_address IS NOT NULL THEN jsonb_build_object(
             'name', NULL, 'line1', NULL, 'line2', NULL, 'postalCode', NULL, 'city', NULL, 'region', NULL,
             'country', shipping_address->'country') END,
           reconcile_version = reconcile_version + 1
     WHERE id = ANY (${ids}::uuid[])`;
  await tx.$executeRaw`
    UPDATE order_events SET data = data || CASE kind
             WHEN 'note' THEN jsonb_build_object('text', ${ERASED}::text)
             WHEN 'flagged' THEN jsonb_build_object('note', ${ERASED}::text)
             WHEN 'return_refused' THEN jsonb_build_object('reason', ${ERASED}::text)
             ELSE jsonb_build_object('trackingNumbers', '[]'::jsonb) END
     WHERE order_id = ANY (${ids}::uuid[])
       AND (kind IN ('note', 'return_refused', 'parcel_sent', 'tracking_corrected')
         OR (kind = 'flagged' AND data ? 'note'))`;
  // How it was paid, without what tells one card or account from another.
  await tx.$executeRaw`
    UPDATE order_events SET data = (data - 'card') || CASE WHEN jsonb_typeof(data->'method') = 'object'
             THEN jsonb_build_object('method', data->'method' || '{"brand": null, "last4": null}') ELSE '{}' END
     WHERE order_id = ANY (${ids}::uuid[]) AND kind = 'payment_moved' AND (data ? 'method' OR data ? 'card')`;
  await forgetMails(tx, ids);
  const ofThem = { orderId: { in: ids } };
  // The number and time of the check stay: they are the proof of a sale without VAT, and name nobody.
  await tx.orderBuyer.updateMany({ where: ofThem, data: { company: "", vatId: "" } });
  await tx.fulfillment.updateMany({ where: ofThem, data: { trackingNumbers: [] } });
  await tx.refund.updateMany({ where: { ...ofThem, note: { not: null } }, data: { note: null } });
  await tx.return.updateMany({ where: ofThem, data: { note: null } });
  await tx.return.updateMany({
    where: { ...ofThem, refusal: { not: null } },
    data: { refusal: ERASED },
  });
  await tx.returnLine.updateMany({ where: { return: ofThem }, data: { condition: null } });
}
