import Link from "next/link";
import { describeReason } from "@/domain/webhooks/reasons";
import type { EventRow } from "@/domain/webhooks/views";
import { Moment } from "../../kit/moment";
import { Status } from "../../kit/status";
import { Table, Td, Th } from "../../kit/table/table";
import { EVENT_WORDS } from "./event-messages";

type EventsTableProps = { rows: EventRow[]; locale: string; now: Date };

export function EventsTable({ rows, locale, now }: EventsTableProps) {
  return (
    <Table isDense label="Events">
      <thead>
        <tr>
          <Th className="md:ps-2">Event</Th>
          <Th className="max-md:hidden">Order</Th>
          <Th>State</Th>
          <Th isNumeric className="max-lg:hidden">
            Tries
          </Th>
          <Th isNumeric>Received</Th>
          <Th isNumeric className="max-lg:hidden md:pe-2!">
            Decided
          </Th>
        </tr>
      </thead>
      <tbody>
        {rows.map((event) => (
          <tr key={event.id} className="transition-colors focus-within:bg-accent-wash hover:bg-paper-sunk">
            <Td className="w-full max-w-0 min-w-36 md:ps-2">
              <Link
                href={`/admin/webhooks/${event.id}`}
                prefetch={false}
                data-row
                className="block truncate font-medium text-accent-ink hover:underline"
                title={event.type}
              >
                {event.type}
              </Link>
              <span className="block truncate text-ink-soft" title={event.objectId}>
                {event.objectId || "about no object"}
              </span>
            </Td>
            <Td className="max-md:hidden">
              {event.orderId && event.orderNumber ? (
                <Link href={`/admin/orders/${event.orderId}`} prefetch={false} className="link figures">
                  {event.orderNumber}
                </Link>
              ) : null}
            </Td>
            <Td className="max-w-72">
              <Status tone={EVENT_WORDS[event.state].tone}>{EVENT_WORDS[event.state].words}</Status>
              <EventReasonText event={event} />
            </Td>
            <Td isNumeric className="max-lg:hidden">
              {event.attempts}
            </Td>
            <Td isNumeric className="whitespace-nowrap text-ink-soft">
              <Moment at={event.receivedAt} locale={locale} now={now} />
            </Td>
            <Td isNumeric className="whitespace-nowrap text-ink-soft max-lg:hidden md:pe-2!">
              {event.decidedAt ? <Moment at={event.decidedAt} locale={locale} now={now} /> : null}
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

function EventReasonText({ event }: { event: EventRow }) {
  const reason = describeReason(event.reasonCode, event.reasonDetail);
  if (reason === null) return null;
  return (
    <span className="block truncate text-ink-soft max-md:hidden" title={reason}>
      {reason}
    </span>
  );
}
