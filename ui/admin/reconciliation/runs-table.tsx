import type { RunView } from "@/domain/reconciliation/views";
import { Moment } from "../../kit/moment";
import { Status } from "../../kit/status";
import type { Column } from "../../kit/table/column";
import { DataTable } from "../../kit/table/data-table";
import { Empty } from "../../kit/table/empty";
import { checkedMessage } from "./reconciliation-messages";

type Shown = { locale: string; now: Date };
type RunsTableProps = Shown & { runs: RunView[] };

const MESSAGES = {
  title: "Recent sweeps and checks",
  sentence:
    "A sweep asks Stripe for what no webhook event reported, and reconciles it. The sweep of open orders runs every minute and is listed only when it repaired something. “Unchanged” counts the orders that the sweep before could not repair either. A check changes nothing: it compares all records with Stripe and lists the differences.",
};

const KINDS: Record<RunView["kind"], string> = {
  sweep: "Sweep of Stripe’s lists",
  orders: "Sweep of open orders",
  check: "Check of all records",
};

/** What each sweep and check looked at, found and repaired; newest first. */
export function RunsTable({ runs, ...shown }: RunsTableProps) {
  return (
    <section aria-labelledby="runs">
      <h2 id="runs" className="font-heading text-lg font-semibold">
        {MESSAGES.title}
      </h2>
      <p className="mt-0.5 mb-2 max-w-prose text-ink-soft">{MESSAGES.sentence}</p>
      <DataTable
        label="Sweeps and checks"
        columns={columnsOf(shown)}
        rows={runs}
        rowKey={({ id }) => id}
        empty={<Empty title="None yet">The first sweep runs within a minute of the start of a worker.</Empty>}
      />
    </section>
  );
}

const columnsOf = ({ locale, now }: Shown): Column<RunView>[] => [
  {
    key: "started",
    header: "Started",
    card: { order: 2, side: "end" },
    className: "whitespace-nowrap max-md:text-ink-soft",
    cell: (run) => <Moment at={run.startedAt} locale={locale} now={now} />,
  },
  {
    key: "kind",
    header: "What",
    card: { order: 1, side: "start" },
    className: "whitespace-nowrap",
    cell: (run) => (
      <>
        <Status tone={toneOf(run)}>{KINDS[run.kind]}</Status>
        {run.askedBy ? <span className="block text-xs text-ink-soft">by {run.askedBy}</span> : null}
      </>
    ),
  },
  {
    key: "found",
    header: "Found",
    align: "end",
    card: { order: 3, side: "start", isLabeled: true },
    cell: (run) => (
      <>
        {run.found.toLocaleString(locale)}
        {run.known > 0 ? (
          <span className="text-xs text-ink-soft max-md:ms-1.5 md:block">
            {run.known.toLocaleString(locale)} unchanged
          </span>
        ) : null}
      </>
    ),
  },
  {
    key: "repaired",
    header: "Repaired",
    align: "end",
    card: { order: 4, side: "end", isLabeled: true },
    cell: (run) => (run.kind === "check" ? "–" : run.repaired.toLocaleString(locale)),
  },
  {
    key: "requests",
    header: "Requests",
    align: "end",
    cell: (run) => (run.kind === "orders" ? "–" : run.requests.toLocaleString(locale)),
  },
  {
    key: "checked",
    header: "Compared",
    width: "wrap",
    card: { order: 5, side: "whole" },
    className: "text-ink-soft wrap-anywhere md:min-w-48",
    cell: (run) =>
      run.state === "failed" ? run.error : checkedMessage(run.checked, locale) || "Nothing new",
  },
];

function toneOf({ state, gaps, kind, found, known, repaired }: RunView) {
  if (state === "failed") return "bad";
  const isLeft = kind === "check" ? found > 0 : known > 0 || found > repaired;
  return gaps.length > 0 || isLeft ? "wait" : "good";
}
