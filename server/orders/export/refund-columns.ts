import "server-only";
import { money } from "@/domain/money";
import { REFUND_REASONS } from "@/domain/refunds/refund";
import { refundFailure } from "@/messages/failure-code";
import type { Translate } from "@/messages/messages";
import { db, type Prisma } from "../../platform/db";
import { REFUND_ITEMS, refundItems } from "../refunds/refund-lines";
import { type CsvColumn, yesOrNo } from "./csv-columns";

const REFUND = {
  createdAt: true,
  amountMinor: true,
  shippingMinor: true,
  currency: true,
  lines: REFUND_ITEMS,
  state: true,
  reason: true,
  note: true,
  failureCode: true,
  automaticReason: true,
  ofDuplicatePayment: true,
  requestedBy: true,
  stripeRefundId: true,
  stripePaymentIntentId: true,
  order: { select: { number: true, email: true, livemode: true } },
} as const satisfies Prisma.RefundSelect;

export type RefundToExport = Prisma.RefundGetPayload<{ select: typeof REFUND }>;

/** The refunds of these ids, the oldest first. */
export const readRefunds = (ids: string[]): Promise<RefundToExport[]> =>
  db().refund.findMany({
    where: { id: { in: ids } },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    select: REFUND,
  });

export const REFUND_COLUMNS: CsvColumn<RefundToExport>[] = [
  { key: "order", cell: ({ order }) => order.number },
  { key: "requestedAt", cell: ({ createdAt }) => createdAt },
  { key: "state", cell: ({ state }, t) => t(`admin.refunds.state.${state}`) },
  { key: "currency", cell: ({ currency }) => currency.toUpperCase() },
  { key: "amount", cell: ({ amountMinor, currency }) => money(amountMinor, currency) },
  { key: "refundedShipping", cell: ({ shippingMinor, currency }) => money(shippingMinor, currency) },
  { key: "refundedItems", cell: itemsOf },
  { key: "duplicatePayment", cell: ({ ofDuplicatePayment }, t) => yesOrNo(ofDuplicatePayment, t) },
  { key: "reason", cell: reasonOf },
  { key: "note", cell: ({ note }) => note },
  { key: "failure", cell: ({ failureCode }, t) => failureCode && refundFailure(failureCode, t) },
  { key: "requestedBy", cell: requesterOf },
  { key: "email", cell: ({ order }) => order.email },
  { key: "testOrder", cell: ({ order }, t) => yesOrNo(!order.livemode, t) },
  { key: "refundId", cell: ({ stripeRefundId }) => stripeRefundId },
  { key: "paymentId", cell: ({ stripePaymentIntentId }) => stripePaymentIntentId },
];

function reasonOf({ automaticReason, reason }: RefundToExport, t: Translate): string | null {
  if (automaticReason) return t(`admin.refunds.automatic.${automaticReason}`);
  const known = REFUND_REASONS.find((candidate) => candidate === reason);
  return known ? t(`admin.refunds.reason.${known}`) : reason;
}

function requesterOf({ automaticReason, requestedBy }: RefundToExport, t: Translate): string {
  return automaticReason ? t("admin.refunds.byRule") : (requestedBy ?? t("admin.refunds.atStripe"));
}

/** Nothing where it is an amount of the order. */
function itemsOf({ lines }: RefundToExport, t: Translate): string {
  const items = refundItems(lines).map(({ title, quantity }) => t("mail.frame.line", { title, quantity }));
  return items.join("; ");
}
