import { formatMoney } from "@/domain/money";
import type { OrderView } from "@/domain/order-view";
import { Status } from "../kit/status";
import { Table, Td, Th } from "../kit/table";
import { Moment } from "./moment";
import { REASON_WORDS, REFUND_WORDS } from "./order-words";

type OrderRefundsProps = { refunds: OrderView["refunds"]; locale: string; now: Date };

export function OrderRefunds({ refunds, locale, now }: OrderRefundsProps) {
  return (
    <Table isDense label="Refunds of the order">
      <thead>
        <tr>
          <Th>When</Th>
          <Th>State</Th>
          <Th>Why</Th>
          <Th isNumeric>Amount</Th>
        </tr>
      </thead>
      <tbody>
        {refunds.map((refund) => (
          <tr key={refund.id}>
            <Td className="whitespace-nowrap">
              <Moment at={refund.createdAt} locale={locale} now={now} />
            </Td>
            <Td>
              <Status tone={REFUND_WORDS[refund.state].tone}>{REFUND_WORDS[refund.state].words}</Status>
            </Td>
            <Td className="w-full min-w-40">
              {refund.reason ? (REASON_WORDS[refund.reason] ?? refund.reason) : "No reason given"}
              {refund.note ? <span className="block break-words text-ink-soft">{refund.note}</span> : null}
              <span className="block text-xs break-all text-ink-soft">
                {[refund.requestedBy ?? "made at Stripe", refund.stripeRefundId].filter(Boolean).join(" · ")}
              </span>
            </Td>
            <Td isNumeric>{formatMoney(refund.amount, locale)}</Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
