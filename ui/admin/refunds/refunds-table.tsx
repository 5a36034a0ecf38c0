import { formatMoney } from "@/domain/money";
import type { RefundView } from "@/domain/orders/views";
import { Moment } from "../../kit/moment";
import { Status } from "../../kit/status";
import type { Column } from "../../kit/table/column";
import { DataTable } from "../../kit/table/data-table";
import { AUTOMATIC_REFUND_MESSAGES, REASON_MESSAGES, REFUND_MESSAGES } from "./refund-messages";

type Shown = { locale: string; now: Date };
type RefundsTableProps = Shown & { refunds: RefundView[] };

export function RefundsTable({ refunds, ...shown }: RefundsTableProps) {
  return (
    <DataTable
      label="Refunds of the order"
      columns={columnsOf(shown)}
      rows={refunds}
      rowKey={({ id }) => id}
    />
  );
}

const columnsOf = ({ locale, now }: Shown): Column<RefundView>[] => [
  {
    key: "created",
    header: "Requested",
    card: { order: 4, side: "end" },
    className: "whitespace-nowrap max-md:text-ink-soft",
    cell: (refund) => <Moment at={refund.createdAt} locale={locale} now={now} />,
  },
  {
    key: "state",
    header: "State",
    card: { order: 1, side: "start" },
    cell: ({ state }) => <Status tone={REFUND_MESSAGES[state].tone}>{REFUND_MESSAGES[state].text}</Status>,
  },
  {
    key: "reason",
    header: "Reason",
    width: "wrap",
    card: { order: 3, side: "start" },
    cell: (refund) => (
      <>
        {reasonOf(refund)}
        {refund.note ? <span className="block break-words text-ink-soft">{refund.note}</span> : null}
        <span className="block text-xs break-all text-ink-soft">
          {[requestedBy(refund), refund.stripeRefundId].filter(Boolean).join(" · ")}
        </span>
      </>
    ),
  },
  {
    key: "amount",
    header: "Amount",
    align: "end",
    card: { order: 2, side: "end" },
    cell: (refund) => formatMoney(refund.amount, locale),
  },
];

function reasonOf({ automaticReason, reason, ofDuplicatePayment }: RefundView): string {
  if (automaticReason) return AUTOMATIC_REFUND_MESSAGES[automaticReason];
  const text = reason ? (REASON_MESSAGES[reason] ?? reason) : "No reason given";
  return ofDuplicatePayment ? `${text} (duplicate payment)` : text;
}

const requestedBy = ({ automaticReason, requestedBy: admin }: RefundView) =>
  automaticReason ? "a rule of the shop" : (admin ?? "made at Stripe");
