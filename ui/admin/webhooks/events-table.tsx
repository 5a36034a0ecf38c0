import Link from "next/link";
import type { ReactNode } from "react";
import { describeReason } from "@/domain/webhooks/reasons";
import type { EventRow } from "@/domain/webhooks/views";
import { Moment } from "../../kit/moment";
import { Status } from "../../kit/status";
import type { Column } from "../../kit/table/column";
import { DataTable } from "../../kit/table/data-table";
import { RowLink } from "../../kit/table/row-link";
import { EVENT_MESSAGES } from "./event-messages";

type Shown = { locale: string; now: Date };
type EventsTableProps = Shown & { rows: EventRow[]; empty: ReactNode; pager: ReactNode };

export function EventsTable({ rows, empty, pager, ...shown }: EventsTableProps) {
  return (
    <DataTable
      label="Webhook events"
      columns={columnsOf(shown)}
      rows={rows}
      rowKey={({ id }) => id}
      empty={empty}
      pager={pager}
    />
  );
}

const columnsOf = ({ locale, now }: Shown): Column<EventRow>[] => [
  {
    key: "type",
    header: "Event",
    width: "fill",
    card: { order: 1, side: "whole" },
    cell: (event) => (
      <>
        <RowLink href={`/admin/webhooks/${event.id}`} className="block truncate">
          {event.type}
        </RowLink>
        <span className="block truncate text-ink-soft">{event.objectId || "Names no object"}</span>
      </>
    ),
  },
  {
    key: "order",
    header: "Order",
    cell: (event) =>
      event.orderId && event.orderNumber ? (
        <Link href={`/admin/orders/${event.orderId}`} prefetch={false} className="link figures">
          {event.orderNumber}
        </Link>
      ) : null,
  },
  {
    key: "state",
    header: "State",
    card: { order: 2, side: "start" },
    className: "md:max-w-72",
    cell: (event) => <State event={event} />,
  },
  { key: "tries", header: "Tries", align: "end", from: "lg", cell: (event) => event.attempts },
  {
    key: "received",
    header: "Received",
    align: "end",
    card: { order: 3, side: "end" },
    className: "text-ink-soft",
    cell: (event) => <Moment at={event.receivedAt} locale={locale} now={now} />,
  },
  {
    key: "decided",
    header: "Decided",
    align: "end",
    from: "lg",
    className: "text-ink-soft",
    cell: (event) => (event.decidedAt ? <Moment at={event.decidedAt} locale={locale} now={now} /> : null),
  },
];

function State({ event: { state, reasonCode, reasonDetail } }: { event: EventRow }) {
  const { text, tone } = EVENT_MESSAGES[state];
  const reason = describeReason(reasonCode, reasonDetail);
  return (
    <>
      <Status tone={tone}>{text}</Status>
      {reason ? (
        <span className="block truncate text-ink-soft max-md:hidden" title={reason}>
          {reason}
        </span>
      ) : null}
    </>
  );
}
