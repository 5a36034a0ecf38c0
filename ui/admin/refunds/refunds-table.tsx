import { useTranslations } from "next-intl";
import { formatMoney } from "@/domain/money";
import type { RefundView } from "@/domain/orders/views";
import { REFUND_REASONS, type RefundState } from "@/domain/refunds/refund";
import { refundFailure } from "@/messages/failure-code";
import type { Translate } from "@/messages/messages";
import { Moment } from "../../kit/moment";
import { Status, type StatusTone } from "../../kit/status";
import type { Column } from "../../kit/table/column";
import { DataTable } from "../../kit/table/data-table";

const TONES: Record<RefundState, StatusTone> = {
  requested: "wait",
  pending: "wait",
  succeeded: "good",
  failed: "bad",
  canceled: "quiet",
};

type Shown = { locale: string; now: Date };
type RefundsTableProps = Shown & { refunds: RefundView[] };

export function RefundsTable({ refunds, ...shown }: RefundsTableProps) {
  const t = useTranslations();
  return (
    <DataTable
      label={t("admin.refunds.label")}
      columns={columnsOf(shown, t)}
      rows={refunds}
      rowKey={({ id }) => id}
    />
  );
}

const columnsOf = ({ locale, now }: Shown, t: Translate): Column<RefundView>[] => [
  {
    key: "created",
    header: t("admin.refunds.column.requested"),
    card: { order: 4, side: "end" },
    className: "whitespace-nowrap max-md:text-ink-soft",
    cell: (refund) => <Moment at={refund.createdAt} locale={locale} now={now} />,
  },
  {
    key: "state",
    header: t("admin.refunds.column.state"),
    card: { order: 1, side: "start" },
    cell: ({ state }) => <Status tone={TONES[state]}>{t(`admin.refunds.state.${state}`)}</Status>,
  },
  {
    key: "reason",
    header: t("admin.refunds.column.reason"),
    width: "wrap",
    card: { order: 3, side: "start" },
    cell: (refund) => (
      <>
        {reasonOf(refund, t)}
        {itemsOf(refund, locale, t).map((item) => (
          <span key={item} className="block break-words">
            {item}
          </span>
        ))}
        {refund.failureCode ? (
          <span className="block break-words text-signal">{refundFailure(refund.failureCode, t)}</span>
        ) : null}
        {refund.note ? <span className="block break-words text-ink-soft">{refund.note}</span> : null}
        <span className="block text-xs break-all text-ink-soft">
          {[requestedBy(refund, t), refund.stripeRefundId].filter(Boolean).join(" · ")}
        </span>
      </>
    ),
  },
  {
    key: "amount",
    header: t("admin.refunds.column.amount"),
    align: "end",
    card: { order: 2, side: "end" },
    cell: (refund) => formatMoney(refund.amount, locale),
  },
];

function reasonOf({ automaticReason, reason, ofDuplicatePayment }: RefundView, t: Translate): string {
  if (automaticReason) return t(`admin.refunds.automatic.${automaticReason}`);
  const known = REFUND_REASONS.find((candidate) => candidate === reason) ?? (reason === null ? "none" : null);
  const text = known ? t(`admin.refunds.reason.${known}`) : (reason ?? "");
  return ofDuplicatePayment ? t("admin.refunds.reason.ofDuplicatePayment", { reason: text }) : text;
}

const requestedBy = ({ automaticReason, requestedBy: admin }: RefundView, t: Translate) =>
  automaticReason ? t("admin.refunds.byRule") : (admin ?? t("admin.refunds.atStripe"));

/** What it is for; what a rule refunded is all of a payment. */
function itemsOf({ items, shipping, automaticReason }: RefundView, locale: string, t: Translate): string[] {
  if (automaticReason) return [];
  const lines = [
    ...items.map((item) => t("mail.frame.line", item)),
    ...(shipping.amountMinor > 0n
      ? [t("admin.refunds.shippingOf", { amount: formatMoney(shipping, locale) })]
      : []),
  ];
  return lines.length > 0 ? lines : [t("admin.refunds.notByItem")];
}
