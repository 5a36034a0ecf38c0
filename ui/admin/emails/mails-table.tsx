import Link from "next/link";
import type { MailRow } from "@/domain/mail/views";
import { Moment } from "../../kit/moment";
import { Status } from "../../kit/status";
import { Table, Td, Th } from "../../kit/table/table";
import { MAIL_WORDS } from "./mail-messages";

export function MailsTable({ rows, locale, now }: { rows: MailRow[]; locale: string; now: Date }) {
  return (
    <Table isDense label="Mails">
      <thead>
        <tr>
          <Th className="md:ps-2">Mail</Th>
          <Th className="max-md:hidden">To</Th>
          <Th>State</Th>
          <Th isNumeric className="md:pe-2!">
            When
          </Th>
        </tr>
      </thead>
      <tbody>
        {rows.map((mail) => (
          <tr key={mail.id} className="transition-colors focus-within:bg-accent-wash hover:bg-paper-sunk">
            <Td className="w-full max-w-0 min-w-36 md:ps-2">
              <Link
                href={`/admin/emails/${mail.id}`}
                prefetch={false}
                data-row
                className="block truncate font-medium text-accent-ink hover:underline"
              >
                {mail.subject}
              </Link>
              <span className="block truncate text-ink-soft md:hidden">{mail.recipient}</span>
            </Td>
            <Td className="max-w-72 truncate max-md:hidden">{mail.recipient}</Td>
            <Td>
              <Status tone={MAIL_WORDS[mail.state].tone}>{MAIL_WORDS[mail.state].words}</Status>
            </Td>
            <Td isNumeric className="text-ink-soft md:pe-2!">
              <Moment at={mail.createdAt} locale={locale} now={now} />
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
