import { formatMoney } from "@/domain/money";
import type { OrderView } from "@/domain/orders/views";
import { Moment } from "../../kit/moment";
import { Status } from "../../kit/status";
import { Table, Td, Th } from "../../kit/table/table";
import { AUTOMATIC_MESSAGES, REASON_WORDS, REFUND_WORDS } from "../orders/order-messages";

type OrderRefundsProps = { refunds: OrderView["refunds"]; locale: string; now: Date };

export function OrderRefunds({ refunds, locale, now }: OrderRefundsProps) {
  return (
    <Table isDense label="Refunds of the order">
      <thead>
        <tr>
          <Th className="max-sm:hidden">When</Th>
          <Th>State</Th>
          <Th>Why</Th>
          <Th isNumeric>Amount</Th>
        </tr>
      </thead>
      <tbody>
        {refunds.map((refund) => (
          <tr key={refund.id}>
            <Td className="whitespace-nowrap max-sm:hidden">
              <Moment at={refund.createdAt} locale={locale} now={now} />
            </Td>
            <Td>
              <Status tone={REFUND_WORDS[refund.state].tone}>{REFUND_WORDS[refund.state].words}</Status>
            </Td>
            <Td className="w-full min-w-28">
              {whyOf(refund)}
              {refund.note ? <span className="block break-words text-ink-soft">{refund.note}</span> : null}
              <span className="block text-xs break-all text-ink-soft">
                {[byWhom(refund), refund.stripeRefundId].filter(Boolean).join(" · ")}
              </span>
            </Td>
            <Td isNumeric>{formatMoney(refund.amount, locale)}</Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

type Refund = OrderView["refunds"][number];

function whyOf({ automaticReason, reason, ofDuplicatePayment }: Refund): string {
  if (automaticReason) return AUTOMATIC_MESSAGES[automaticReason];
  const why = reason ? (REASON_WORDS[reason] ?? reason) : "No reason given";
  return ofDuplicatePayment ? `${why} (duplicate payment)` : why;
}

const byWhom = ({ automaticReason, requestedBy }: Refund) =>
  automaticReason ? "a rule of the shop" : (requestedBy ?? "made at Stripe");
