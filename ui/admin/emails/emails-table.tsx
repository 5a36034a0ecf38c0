import type { ReactNode } from "react";
import type { MailRow } from "@/domain/mail/views";
import { Moment } from "../../kit/moment";
import { Status } from "../../kit/status";
import type { Column } from "../../kit/table/column";
import { DataTable } from "../../kit/table/data-table";
import { RowLink } from "../../kit/table/row-link";
import { EMAIL_MESSAGES } from "./email-messages";

type Shown = { locale: string; now: Date };
type EmailsTableProps = Shown & { rows: MailRow[]; empty: ReactNode; pager: ReactNode };

export function EmailsTable({ rows, empty, pager, ...shown }: EmailsTableProps) {
  return (
    <DataTable
      label="Emails"
      columns={columnsOf(shown)}
      rows={rows}
      rowKey={({ id }) => id}
      empty={empty}
      pager={pager}
    />
  );
}

const columnsOf = ({ locale, now }: Shown): Column<MailRow>[] => [
  {
    key: "subject",
    header: "Subject",
    width: "fill",
    card: { order: 1, side: "whole" },
    cell: (mail) => (
      <RowLink href={`/admin/emails/${mail.id}`} className="block truncate">
        {mail.subject}
      </RowLink>
    ),
  },
  {
    key: "recipient",
    header: "To",
    card: { order: 2, side: "whole" },
    className: "truncate md:max-w-72 max-md:text-ink-soft",
    cell: (mail) => mail.recipient,
  },
  {
    key: "state",
    header: "State",
    card: { order: 3, side: "start" },
    cell: (mail) => <Status tone={EMAIL_MESSAGES[mail.state].tone}>{EMAIL_MESSAGES[mail.state].text}</Status>,
  },
  {
    key: "created",
    header: "Written",
    align: "end",
    card: { order: 4, side: "end" },
    className: "text-ink-soft",
    cell: (mail) => <Moment at={mail.createdAt} locale={locale} now={now} />,
  },
];
