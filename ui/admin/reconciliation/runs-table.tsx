import clsx from "clsx";
import type { ReactNode } from "react";
import type { RunView } from "@/domain/reconciliation/views";
import { Moment } from "../../kit/moment";
import { Status } from "../../kit/status";
import { Table, Td, Th } from "../../kit/table/table";
import { checkedWords } from "./reconciliation-messages";

type RunsTableProps = { runs: RunView[]; locale: string; now: Date };

const KINDS: Record<RunView["kind"], string> = {
  sweep: "Sweep of Stripe’s lists",
  orders: "Sweep of open orders",
  check: "Record check",
};

/** What each sweep and comparison looked at, found and repaired; newest first. */
export function RunsTable({ runs, locale, now }: RunsTableProps) {
  if (runs.length === 0) return null;
  return (
    <section aria-labelledby="runs">
      <h2 id="runs" className="font-heading text-lg font-semibold">
        Last sweeps and comparisons
      </h2>
      <p className="mt-0.5 mb-2 max-w-prose text-ink-soft">
        A sweep reconciles what no event told of; the minute’s sweep of open orders is listed when it repaired
        something. What it cannot repair is “as before” in the sweeps after it. A comparison changes nothing:
        it looks at everything and says what differs.
      </p>
      <Table isDense label="Sweeps and comparisons">
        <thead>
          <tr>
            <Th>When</Th>
            <Th>What</Th>
            <Th isNumeric>Found</Th>
            <Th isNumeric className="max-sm:hidden">
              Repaired
            </Th>
            <Th isNumeric className="max-sm:hidden">
              Requests
            </Th>
            <Th className="max-sm:hidden">Looked at</Th>
          </tr>
        </thead>
        <tbody>
          {runs.map((run) => (
            <tr key={run.id}>
              <Td className="whitespace-nowrap">
                <Moment at={run.startedAt} locale={locale} now={now} />
              </Td>
              <Td>
                <Status tone={toneOf(run)}>{KINDS[run.kind]}</Status>
                {run.askedBy ? <span className="block text-xs text-ink-soft">by {run.askedBy}</span> : null}
                {run.state === "failed" ? (
                  <span className="block wrap-anywhere text-ink-soft sm:hidden">{run.error}</span>
                ) : null}
              </Td>
              <Td isNumeric>
                {run.found.toLocaleString(locale)}
                {run.repaired > 0 ? (
                  <FigureNote className="sm:hidden">
                    {run.repaired.toLocaleString(locale)} repaired
                  </FigureNote>
                ) : null}
                {run.known > 0 ? <FigureNote>{run.known.toLocaleString(locale)} as before</FigureNote> : null}
              </Td>
              <Td isNumeric className="max-sm:hidden">
                {run.kind === "check" ? "–" : run.repaired.toLocaleString(locale)}
              </Td>
              <Td isNumeric className="max-sm:hidden">
                {run.kind === "orders" ? "–" : run.requests.toLocaleString(locale)}
              </Td>
              <Td className="min-w-48 text-ink-soft max-sm:hidden">
                {run.state === "failed" ? run.error : checkedWords(run.checked, locale) || "nothing new"}
              </Td>
            </tr>
          ))}
        </tbody>
      </Table>
    </section>
  );
}

function FigureNote({ className, children }: { className?: string; children: ReactNode }) {
  return <span className={clsx("block text-xs whitespace-nowrap text-ink-soft", className)}>{children}</span>;
}

function toneOf({ state, gaps, kind, found, known, repaired }: RunView) {
  if (state === "failed") return "bad";
  const isLeft = kind === "check" ? found > 0 : known > 0 || found > repaired;
  return gaps.length > 0 || isLeft ? "wait" : "good";
}
