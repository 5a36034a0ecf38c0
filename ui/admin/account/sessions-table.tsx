import { useTranslations } from "next-intl";
import type { SessionRow } from "@/domain/accounts/views";
import type { FormState } from "../../kit/form/form-state";
import { PressForm } from "../../kit/form/press-form";
import { Moment } from "../../kit/moment";
import { DataTable } from "../../kit/table/data-table";

type SessionsTableProps = {
  sessions: SessionRow[];
  locale: string;
  now: Date;
  action: (state: FormState, form: FormData) => Promise<FormState>;
};

export function SessionsTable({ sessions, locale, now, action }: SessionsTableProps) {
  const t = useTranslations();
  const ending = t("admin.account.sessions.ending");
  return (
    <>
      <DataTable
        label={t("admin.account.sessions.title")}
        rows={sessions}
        rowKey={({ id }) => id}
        columns={[
          {
            key: "device",
            header: t("admin.account.sessions.device"),
            width: "wrap",
            card: { order: 1, side: "start" },
            cell: ({ device, isThis }) => (
              <>
                {device ?? t("admin.account.sessions.unknown")}
                {isThis ? (
                  <span className="block text-xs text-ink-soft">{t("admin.account.sessions.this")}</span>
                ) : null}
              </>
            ),
          },
          {
            key: "seen",
            header: t("admin.account.sessions.lastUse"),
            card: { order: 3, side: "start" },
            className: "whitespace-nowrap text-ink-soft",
            cell: ({ lastSeenAt }) => <Moment at={lastSeenAt} locale={locale} now={now} />,
          },
          {
            key: "end",
            header: t("admin.account.sessions.end"),
            align: "end",
            card: { order: 2, side: "end" },
            cell: ({ id, isThis }) =>
              isThis ? null : (
                <PressForm
                  fields={{ id }}
                  label={t("admin.account.sessions.end")}
                  pending={ending}
                  action={action}
                />
              ),
          },
        ]}
      />
      {sessions.length > 1 ? (
        <div className="mt-3">
          <PressForm label={t("admin.account.sessions.endAll")} pending={ending} action={action} />
        </div>
      ) : null}
    </>
  );
}
