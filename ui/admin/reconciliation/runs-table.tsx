import { useTranslations } from "next-intl";
import type { RunView } from "@/domain/reconciliation/views";
import { factMessage } from "@/messages/fact";
import type { Translate } from "@/messages/messages";
import { Moment } from "../../kit/moment";
import { Status } from "../../kit/status";
import type { Column } from "../../kit/table/column";
import { DataTable } from "../../kit/table/data-table";
import { Empty } from "../../kit/table/empty";
import { checkedMessage } from "./reconciliation-messages";

type Shown = { locale: string; now: Date };
type RunsTableProps = Shown & { runs: RunView[] };

/** What each sweep and check looked at, found and repaired; newest first. */
export function RunsTable({ runs, ...shown }: RunsTableProps) {
  const t = useTranslations();
  return (
    <section aria-labelledby="runs">
      <h2 id="runs" className="font-heading text-lg font-semibold">
        {t("admin.reconciliation.runs.title")}
      </h2>
      <p className="mt-0.5 mb-2 max-w-prose text-ink-soft">{t("admin.reconciliation.runs.sentence")}</p>
      <DataTable
        label={t("admin.reconciliation.runs.label")}
        columns={columnsOf(t, shown)}
        rows={runs}
        rowKey={({ id }) => id}
        empty={
          <Empty title={t("admin.reconciliation.runs.none.title")}>
            {t("admin.reconciliation.runs.none.sentence")}
          </Empty>
        }
      />
    </section>
  );
}

const columnsOf = (t: Translate, { locale, now }: Shown): Column<RunView>[] => [
  {
    key: "started",
    header: t("admin.reconciliation.runs.column.started"),
    card: { order: 2, side: "end" },
    className: "whitespace-nowrap max-md:text-ink-soft",
    cell: (run) => <Moment at={run.startedAt} locale={locale} now={now} />,
  },
  {
    key: "kind",
    header: t("admin.reconciliation.runs.column.what"),
    card: { order: 1, side: "start" },
    className: "md:whitespace-nowrap",
    cell: (run) => (
      <>
        <Status tone={toneOf(run)}>{t(`admin.reconciliation.runs.kind.${run.kind}`)}</Status>
        {run.askedBy ? (
          <span className="block text-xs text-ink-soft">
            {t("admin.reconciliation.runs.by", { name: run.askedBy })}
          </span>
        ) : null}
      </>
    ),
  },
  {
    key: "found",
    header: t("admin.reconciliation.runs.column.found"),
    align: "end",
    card: { order: 3, side: "start", isLabeled: true },
    cell: (run) => (
      <>
        {run.found.toLocaleString(locale)}
        {run.known > 0 ? (
          <span className="block text-xs text-ink-soft">
            {t("admin.reconciliation.runs.unchanged", { count: run.known })}
          </span>
        ) : null}
      </>
    ),
  },
  {
    key: "repaired",
    header: t("admin.reconciliation.runs.column.repaired"),
    align: "end",
    card: { order: 4, side: "end", isLabeled: true },
    cell: (run) => (run.kind === "check" ? "–" : run.repaired.toLocaleString(locale)),
  },
  {
    key: "requests",
    header: t("admin.reconciliation.runs.column.requests"),
    align: "end",
    cell: (run) => (run.kind === "orders" ? "–" : run.requests.toLocaleString(locale)),
  },
  {
    key: "checked",
    header: t("admin.reconciliation.runs.column.compared"),
    width: "wrap",
    card: { order: 5, side: "whole" },
    className: "text-ink-soft wrap-anywhere md:min-w-48",
    cell: (run) =>
      run.error
        ? factMessage(t, run.error)
        : checkedMessage(run.checked, t) || t("admin.reconciliation.runs.nothingNew"),
  },
];

function toneOf({ state, gaps, kind, found, known, repaired }: RunView) {
  if (state === "failed") return "bad";
  const isLeft = kind === "check" ? found > 0 : known > 0 || found > repaired;
  return gaps.length > 0 || isLeft ? "wait" : "good";
}
