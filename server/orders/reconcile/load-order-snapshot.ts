import "server-only";
import { z } from "zod";
import type { OrderSnapshot } from "@/domain/orders/decide";
import { DISPUTE_HOLDS, type DisputeHold } from "@/domain/orders/disputes";
import { PAYMENT_STATES } from "@/domain/orders/states";
import { storedTotals } from "@/domain/orders/totals";
import { AdjustmentKind, Prisma, type Tx } from "../../platform/db";

/** What reconciling needs to know of an order. */
export type ReconcilingOrder = OrderSnapshot & {
  reconcileVersion: number;
  stripeSessionId: string | null;
  conflict: string | null;
  disputeHold: DisputeHold | null;
  isHoldOver: boolean;
  /** Who ordered was erased. */
  isErased: boolean;
  /** Of its own payment. */
  knowsRefunds: boolean;
  /** Payments other than its own that were, or are being, refunded. */
  duplicateIntents: string[];
};

const ROW = z.object({
  id: z.string(),
  paymentState: z.enum(PAYMENT_STATES),
  currency: z.string(),
  subtotalMinor: z.bigint(),
  sentMinor: z.bigint(),
  livemode: z.boolean(),
  stripePaymentIntentId: z.string().nullable(),
  reconcileVersion: z.number(),
  stripeSessionId: z.string().nullable(),
  conflict: z.string().nullable(),
  disputeHold: z.enum(DISPUTE_HOLDS).nullable(),
  isHoldOver: z.boolean(),
  isErased: z.boolean(),
  isFree: z.boolean(),
  adjustments: z.array(
    z.object({
      kind: z.enum(AdjustmentKind),
      orderLineId: z.string().nullable(),
      code: z.string().nullable(),
      label: z.string().nullable(),
      amountMinor: z.string(),
    }),
  ),
  knowsRefunds: z.boolean(),
  duplicateIntents: z.array(z.string()),
});

/** The adjustments of the order `o`, as `storedTotals` reads them. */
export const ADJUSTMENTS = Prisma.sql`
         coalesce((SELECT jsonb_agg(jsonb_build_object('kind', a.kind, 'orderLineId', a.order_line_id, 'code', a.code,
                     'label', a.label, 'amountMinor', a.amount_minor::text))
                     FROM order_adjustments a WHERE a.order_id = o.id), '[]')`;

/** @param isLocked the order's row is locked until the transaction ends */
export async function loadOrderSnapshot(
  tx: Pick<Tx, "$queryRaw">,
  orderId: string,
  isLocked = false,
): Promise<ReconcilingOrder | undefined> {
  // By hand: Prisma Client can neither lock a row nor compare with the database's clock, and would ask four times.
  const rows = await tx.$queryRaw<unknown[]>`
    SELECT o.id, o.payment_state AS "paymentState", o.currency, o.subtotal_minor AS "subtotalMinor",
           o.sent_minor AS "sentMinor", o.livemode, o.stripe_payment_intent_id AS "stripePaymentIntentId",
           o.reconcile_version AS "reconcileVersion", o.stripe_session_id AS "stripeSessionId", o.conflict, o.dispute_hold AS "disputeHold",
           o.hold_expires_at < now() AS "isHoldOver", o.is_free AS "isFree", o.erased_at IS NOT NULL AS "isErased", ${ADJUSTMENTS} AS adjustments,
           EXISTS (SELECT 1 FROM refunds r WHERE r.order_id = o.id AND NOT r.of_duplicate_payment) AS "knowsRefunds",
           ARRAY(SELECT DISTINCT r.stripe_payment_intent_id FROM refunds r
                  WHERE r.order_id = o.id AND r.of_duplicate_payment) AS "duplicateIntents"
      FROM orders o WHERE o.id = ${orderId}::uuid ${isLocked ? Prisma.sql`FOR UPDATE OF o` : Prisma.empty}`;
  if (rows.length === 0) return undefined;
  const { subtotalMinor, adjustments, ...order } = ROW.parse(rows[0]);
  return { ...order, totals: storedTotals({ currency: order.currency, subtotalMinor, adjustments }) };
}
