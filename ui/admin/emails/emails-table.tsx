import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { MailRow } from "@/domain/mail/views";
import type { Translate } from "@/messages/messages";
import { Moment } from "../../kit/moment";
import type { Column } from "../../kit/table/column";
import { DataTable } from "../../kit/table/data-table";
import { RowLink } from "../../kit/table/row-link";
import { EmailStatus } from "./email-status";

type Shown = { locale: string; now: Date };
type EmailsTableProps = Shown & { rows: MailRow[]; empty: ReactNode; pager: ReactNode };

export function EmailsTable({ rows, empty, pager, ...shown }: EmailsTableProps) {
  const t = useTranslations();
  return (
    <DataTable
      label={t("admin.frame.page.emails")}
      columns={columnsOf(t, shown)}
      rows={rows}
      rowKey={({ id }) => id}
      empty={empty}
      pager={pager}
    />
  );
}

const columnsOf = (t: Translate, { locale, now }: Shown): Column<MailRow>[] => [
  {
    key: "subject",
    header: t("admin.emails.column.subject"),
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
    header: t("admin.emails.column.to"),
    card: { order: 2, side: "whole" },
    className: "truncate md:max-w-72 max-md:text-ink-soft",
    cell: (mail) => mail.recipient || t("admin.orders.erased.mark"),
  },
  {
    key: "state",
    header: t("admin.emails.column.state"),
    card: { order: 3, side: "start" },
    cell: (mail) => <EmailStatus state={mail.state} />,
  },
  {
    key: "created",
    header: t("admin.emails.column.written"),
    align: "end",
    card: { order: 4, side: "end" },
    className: "text-ink-soft",
    cell: (mail) => <Moment at={mail.createdAt} locale={locale} now={now} />,
  },
];
