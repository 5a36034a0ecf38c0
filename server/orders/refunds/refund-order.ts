import "server-only";
import type { Admin } from "@/domain/accounts/roles";
import { type Money, parseMoney } from "@/domain/money";
import { isMoneyGone } from "@/domain/orders/disputes";
import { type ShareRefusal, shareRefund } from "@/domain/refunds/lines";
import {
  type RefundReason,
  type RefundRefusal,
  type RefundState,
  refuseRefund,
} from "@/domain/refunds/refund";
import { translator } from "@/messages/messages";
import { audit } from "../../accounts/audit/audit";
import { requireAdmin } from "../../accounts/session";
import { requireConfirmed } from "../../accounts/step-up";
import { crashPoint } from "../../platform/crash-point";
import { db, type Tx, transaction } from "../../platform/db";
import { env, shopLocale } from "../../platform/env";
import { log } from "../../platform/log";
import { findDisabledKeys } from "../../stripe/resilience/disabled-calls";
import { isCallEnabled } from "../../stripe/resilience/probe-disabled-calls";
import { describeKeyError, StripeCallError } from "../../stripe/stripe-call-error";
import { SENT_UNITS } from "../fulfillment/load-sending";
import { recordOrderEvent } from "../history/record-order-event";
import { reconcileOrder } from "../reconcile/reconcile-order";
import { recordReturnRefunded } from "../returns/end-return";
import { finishRefund } from "./finish-refund";
import { readCharges, recordRefundLines, unitSum } from "./refund-lines";

export type RefundInput = {
  orderId: string;
  /** Made when the form was rendered: the same one again is the same refund. */
  requestId: string;
  amountMinor: bigint;
  currency: string;
  reason: RefundReason | null;
  note: string | null;
  /** What it is for, as `shareRefund` says: units by the id of their line, and of the amount what is for shipping. */
  units?: ReadonlyMap<string, number>;
  shippingMinor?: bigint;
  /** Puts the units into stock. */
  isRestocked?: boolean;
  /** The return that it is for, which is refunded with it. */
  returnId?: string | null;
};

type AnyRefusal = RefundRefusal | ShareRefusal | "unknown_order" | "return_ended";

export type RefundResult =
  | { kind: "done"; state: RefundState }
  | { kind: "refused"; refusal: AnyRefusal | "by_stripe" }
  /** The row is kept, and the money moves later. */
  | { kind: "unavailable"; sentence: string }
  /** Refunds are off, or the key lacks the permission: nothing was written, and no money will move. */
  | { kind: "closed"; sentence: string };

/**
 * Refunds an order. The row is written and committed before Stripe is asked, and the idempotency key is
 * made from it: a double click, two admins or a crash after Stripe's answer are one refund.
 * @throws when the admin may not refund
 */
export async function refundOrder(input: RefundInput): Promise<RefundResult> {
  const admin = await requireAdmin("orders.refund");
  if (input.isRestocked) await requireAdmin("stock.write");
  if (env().REFUNDS === "off") {
    const sentence = translator(shopLocale())("admin.refunds.result.switchedOff", { setting: "REFUNDS=off" });
    return { kind: "closed", sentence };
  }
  const closed = await whyRefundsAreOff();
  if (closed !== null) return { kind: "closed", sentence: closed };
  await confirmLargeRefund(input);
  const row = await transaction((tx) => requestRefund(tx, input, admin));
  if ("refusal" in row) return { kind: "refused", refusal: row.refusal };
  crashPoint("refund:requested");
  try {
    await finishRefund(row.id);
    crashPoint("refund:created");
  } catch (error) {
    if (!(error instanceof StripeCallError)) throw error;
    if (!error.isKeyError) log.error({ err: error }, "a refund waits for Stripe");
    return { kind: "unavailable", sentence: sentenceFor(error) };
  }
  await reconcileSoon(input.orderId, admin.name);
  return stateOf(row.id);
}

const DAY_MS = 24 * 3_600_000;

/**
 * Refunds of one person over CONFIRM_REFUNDS_OVER within a day, small ones together, are made only after the person
 * proved who they are. @throws NotConfirmedError, and when the admin may not refund
 */
export async function confirmLargeRefund({ currency, amountMinor }: Money): Promise<void> {
  const { name } = await requireAdmin("orders.refund");
  const since = new Date(Date.now() - DAY_MS);
  const { _sum } = await db().refund.aggregate({
    where: { requestedBy: name, currency, createdAt: { gt: since } },
    _sum: { amountMinor: true },
  });
  const limit = parseMoney(env().CONFIRM_REFUNDS_OVER, currency);
  if ((_sum.amountMinor ?? 0n) + amountMinor > limit.amountMinor) await requireConfirmed();
}

/** For the desk: why no refund can be made now, with the row of Stripe's dashboard to tick; null when one can. */
export async function whyRefundsAreOff(): Promise<string | null> {
  if (await isCallEnabled("createRefund")) return null;
  const [closed] = await findDisabledKeys("createRefund");
  return closed ? describeKeyError(closed, shopLocale()) : null;
}

/** The refund is made or refused by now; if Stripe does not say so yet, the event or the sweep will. */
async function reconcileSoon(orderId: string, causeRef: string): Promise<void> {
  try {
    await reconcileOrder(orderId, { cause: "admin", causeRef });
  } catch (error) {
    if (!(error instanceof StripeCallError)) throw error;
    log.warn({ err: error, orderId }, "an order could not be reconciled after a refund");
  }
}

async function requestRefund(
  tx: Tx,
  input: RefundInput,
  admin: Admin,
): Promise<{ id: string } | { refusal: AnyRefusal }> {
  // By hand, for the lock: two refunds of one order are decided one after the other.
  await tx.$queryRaw`SELECT 1 FROM orders WHERE id = ${input.orderId}::uuid FOR UPDATE`;
  const order = await tx.order.findUnique({
    where: { id: input.orderId },
    include: {
      adjustments: true,
      taxLines: true,
      lines: { orderBy: { position: "asc" }, include: { refunded: SENT_UNITS.refunded } },
      refunds: true,
    },
  });
  if (!order) return { refusal: "unknown_order" };
  const known = order.refunds.find(({ requestId }) => requestId === input.requestId);
  if (known) return known;
  const refusal = refuseRefund(
    input,
    order,
    order.refunds.filter(({ ofDuplicatePayment }) => !ofDuplicatePayment),
  );
  if (refusal) return { refusal };
  const { stripePaymentIntentId } = order;
  const { units = new Map(), shippingMinor = 0n, isRestocked = false } = input;
  const shares = shareRefund(readCharges(order), { units, shippingMinor }, input.amountMinor);
  if ("refusal" in shares) return shares;
  const { orderId, requestId, amountMinor, currency, reason, note, returnId = null } = input;
  const requestedBy = admin.name;
  if (returnId !== null && !(await recordReturnRefunded(tx, orderId, returnId, requestedBy)))
    return { refusal: "return_ended" };
  const refund = await tx.refund.create({
    data: {
      ...{ orderId, requestId, amountMinor, currency, reason, note, requestedBy, returnId },
      ...{ shippingMinor: shares.shipping.amountMinor, shippingTaxMinor: shares.shipping.taxMinor },
      stripePaymentIntentId,
    },
    select: { id: true },
  });
  await recordRefundLines(tx, orderId, refund.id, shares, isRestocked);
  const count = unitSum(shares.lines);
  const items = count > 0 ? { units: count, restocked: isRestocked } : {};
  await recordOrderEvent(
    tx,
    input.orderId,
    { cause: "admin", causeRef: requestedBy },
    {
      kind: "refund_requested",
      data: { amountMinor, currency, ...items },
    },
  );
  await audit(tx, {
    by: admin,
    action: "refund_requested",
    object: `order:${orderId}`,
    after: { amountMinor: String(amountMinor), currency, reason, refundId: refund.id, ...items },
  });
  return refund;
}

async function stateOf(refundId: string): Promise<RefundResult> {
  const { state, order } = await db().refund.findUniqueOrThrow({
    where: { id: refundId },
    select: { state: true, order: { select: { disputeHold: true } } },
  });
  if (state !== "failed" && state !== "canceled") return { kind: "done", state };
  // Stripe knew of the dispute before the shop did.
  const { disputeHold } = order;
  return { kind: "refused", refusal: isMoneyGone(disputeHold) ? `dispute_${disputeHold}` : "by_stripe" };
}

function sentenceFor(error: StripeCallError): string {
  const t = translator(shopLocale());
  if (error.call !== "createRefund") return t("admin.refunds.result.made");
  if (!error.isKeyError) return t("admin.refunds.result.kept");
  return t("admin.refunds.result.keyError", { problem: describeKeyError(error.problem, shopLocale()) });
}
