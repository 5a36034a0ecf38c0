import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { readReasonDetail } from "@/domain/webhooks/reasons";
import type { EventRow } from "@/domain/webhooks/views";
import { eventReason } from "@/messages/event-reason";
import type { Translate } from "@/messages/messages";
import { Moment } from "../../kit/moment";
import type { Column } from "../../kit/table/column";
import { DataTable } from "../../kit/table/data-table";
import { RowLink } from "../../kit/table/row-link";
import { EventStatus } from "./event-status";

type Shown = { locale: string; now: Date };
type EventsTableProps = Shown & { rows: EventRow[]; empty: ReactNode; pager: ReactNode };

export function EventsTable({ rows, empty, pager, ...shown }: EventsTableProps) {
  const t = useTranslations();
  return (
    <DataTable
      label={t("admin.webhooks.events")}
      columns={columnsOf(t, shown)}
      rows={rows}
      rowKey={({ id }) => id}
      empty={empty}
      pager={pager}
    />
  );
}

const columnsOf = (t: Translate, { locale, now }: Shown): Column<EventRow>[] => [
  {
    key: "type",
    header: t("admin.webhooks.column.event"),
    width: "fill",
    card: { order: 1, side: "whole" },
    cell: (event) => (
      <>
        <RowLink href={`/admin/webhooks/${event.id}`} className="block truncate">
          {event.type}
        </RowLink>
        <span className="block truncate text-ink-soft">
          {event.objectId || t("admin.webhooks.namesNoObject")}
        </span>
      </>
    ),
  },
  {
    key: "order",
    header: t("admin.webhooks.column.order"),
    cell: (event) =>
      event.orderId && event.orderNumber ? (
        <Link href={`/admin/orders/${event.orderId}`} prefetch={false} className="link figures">
          {event.orderNumber}
        </Link>
      ) : null,
  },
  {
    key: "state",
    header: t("admin.webhooks.column.state"),
    card: { order: 2, side: "start" },
    className: "md:max-w-72",
    cell: (event) => <State event={event} />,
  },
  {
    key: "tries",
    header: t("admin.webhooks.column.tries"),
    align: "end",
    from: "lg",
    cell: (event) => event.attempts,
  },
  {
    key: "received",
    header: t("admin.webhooks.column.received"),
    align: "end",
    card: { order: 3, side: "end" },
    className: "text-ink-soft",
    cell: (event) => <Moment at={event.receivedAt} locale={locale} now={now} />,
  },
  {
    key: "decided",
    header: t("admin.webhooks.column.decided"),
    align: "end",
    from: "lg",
    className: "text-ink-soft",
    cell: (event) => (event.decidedAt ? <Moment at={event.decidedAt} locale={locale} now={now} /> : null),
  },
];

function State({ event: { state, reasonCode, reasonDetail } }: { event: EventRow }) {
  const t = useTranslations();
  const reason = eventReason(t, reasonCode, readReasonDetail(reasonDetail));
  return (
    <>
      <EventStatus state={state} />
      {reason ? (
        <span className="block truncate text-ink-soft max-md:hidden" title={reason}>
          {reason}
        </span>
      ) : null}
    </>
  );
}
