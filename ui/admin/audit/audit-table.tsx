import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { AUDIT_ACTIONS, type AuditRow, UNNAMED_ACTORS } from "@/domain/accounts/audit";
import type { Translate } from "@/messages/messages";
import { Moment } from "../../kit/moment";
import type { Column } from "../../kit/table/column";
import { DataTable } from "../../kit/table/data-table";

type Shown = { locale: string; now: Date };
type AuditTableProps = Shown & { rows: AuditRow[]; empty: ReactNode; pager: ReactNode };

export function AuditTable({ rows, empty, pager, ...shown }: AuditTableProps) {
  const t = useTranslations();
  return (
    <DataTable
      label={t("admin.frame.page.audit")}
      columns={columnsOf(t, shown)}
      rows={rows}
      rowKey={({ seq }) => String(seq)}
      empty={empty}
      pager={pager}
    />
  );
}

const columnsOf = (t: Translate, { locale, now }: Shown): Column<AuditRow>[] => [
  {
    key: "seq",
    header: t("admin.audit.column.number"),
    align: "end",
    card: { order: 4, side: "end" },
    className: "text-ink-soft",
    cell: ({ seq }) => String(seq),
  },
  {
    key: "at",
    header: t("admin.audit.column.at"),
    card: { order: 2, side: "end" },
    className: "whitespace-nowrap text-ink-soft",
    cell: ({ at }) => <Moment at={at} locale={locale} now={now} />,
  },
  {
    key: "actor",
    header: t("admin.audit.column.actor"),
    card: { order: 3, side: "start" },
    className: "wrap-anywhere md:max-w-56",
    cell: ({ actor, address }) => (
      <>
        {actorName(actor, t)}
        {address ? <span className="block text-xs text-ink-soft">{address}</span> : null}
      </>
    ),
  },
  {
    key: "action",
    header: t("admin.audit.column.action"),
    card: { order: 1, side: "start" },
    className: "font-medium md:whitespace-nowrap",
    cell: ({ action }) => actionName(action, t),
  },
  {
    key: "object",
    header: t("admin.audit.column.object"),
    width: "wrap",
    card: { order: 5, side: "whole" },
    className: "text-ink-soft wrap-anywhere",
    cell: ({ object, before, after }) => (
      <>
        {object ? <ObjectLink object={object} /> : null}
        {before || after ? (
          <span className="block font-mono text-xs">
            {[before, after].filter(Boolean).map(factsText).join(" → ")}
          </span>
        ) : null}
      </>
    ),
  },
];

function actorName(actor: string, t: Translate): string {
  const unnamed = UNNAMED_ACTORS.find((name) => name === actor);
  return unnamed ? t(`admin.audit.actor.${unnamed}`) : actor;
}

/** An action of a later version has no name here yet. */
function actionName(action: string, t: Translate): string {
  const known = AUDIT_ACTIONS.find((name) => name === action);
  return known ? t(`admin.audit.action.${known}`) : action;
}

const factsText = (facts: unknown): string =>
  Object.entries(facts as Record<string, unknown>)
    .map(([name, value]) => `${name} ${value}`)
    .join(", ");

const PAGES: Record<string, string> = { order: "orders", event: "webhooks" };

function ObjectLink({ object }: { object: string }) {
  const [kind = "", ...id] = object.split(":");
  const page = PAGES[kind];
  if (!page) return object;
  return (
    <a href={`/admin/${page}/${encodeURIComponent(id.join(":"))}`} className="link">
      {object}
    </a>
  );
}
