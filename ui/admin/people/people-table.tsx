import { useTranslations } from "next-intl";
import type { PersonRow } from "@/domain/accounts/views";
import type { Translate } from "@/messages/messages";
import { Moment } from "../../kit/moment";
import type { Column } from "../../kit/table/column";
import { DataTable } from "../../kit/table/data-table";
import { RowLink } from "../../kit/table/row-link";
import { PersonStatus } from "./person-status";

type Shown = { locale: string; now: Date };

export function PeopleTable({ people, ...shown }: Shown & { people: PersonRow[] }) {
  const t = useTranslations();
  return (
    <DataTable
      label={t("admin.frame.page.people")}
      columns={columnsOf(t, shown)}
      rows={people}
      rowKey={({ id }) => id}
    />
  );
}

const columnsOf = (t: Translate, { locale, now }: Shown): Column<PersonRow>[] => [
  {
    key: "name",
    header: t("admin.account.name.title"),
    width: "fill",
    card: { order: 1, side: "start" },
    cell: ({ id, name, email }) => (
      <>
        <RowLink href={`/admin/people/${encodeURIComponent(id)}`}>{name}</RowLink>
        <span className="block truncate text-xs text-ink-soft">{email}</span>
      </>
    ),
  },
  {
    key: "role",
    header: t("admin.people.column.role"),
    card: { order: 2, side: "end" },
    cell: ({ role }) => t(`admin.frame.role.${role}`),
  },
  {
    key: "state",
    header: t("admin.people.column.state"),
    card: { order: 3, side: "start" },
    cell: ({ state }) => <PersonStatus state={state} />,
  },
  {
    key: "factor",
    header: t("admin.people.column.factor"),
    card: { order: 5, side: "start", isLabeled: true },
    cell: ({ hasSecondFactor }) => t(hasSecondFactor ? "admin.people.factor.on" : "admin.people.factor.off"),
  },
  {
    key: "seen",
    header: t("admin.people.column.lastSeen"),
    align: "end",
    card: { order: 4, side: "end" },
    className: "whitespace-nowrap text-ink-soft",
    cell: ({ lastSeenAt }) =>
      lastSeenAt ? <Moment at={lastSeenAt} locale={locale} now={now} /> : t("admin.people.never"),
  },
];
