import clsx from "clsx";
import type { ReconciliationView } from "@/domain/reconciliation/views";
import { Empty } from "../../kit/table/empty";
import { agoText, checkedMessage, progressMessage } from "./reconciliation-messages";

type DifferenceCountProps = { records: ReconciliationView; locale: string; now: Date };

/** The one number: in how many places the records disagree with Stripe, and since when that is known. */
export function DifferenceCount({ records, locale, now }: DifferenceCountProps) {
  const { last, running } = records;
  if (!last && !running)
    return <Empty title="Not checked yet">A worker checks the records within a minute of its start.</Empty>;
  const open = last?.differences.filter(({ repairedAt }) => repairedAt === null).length ?? 0;
  const isClean = last !== null && open === 0 && last.gaps.length === 0;
  return (
    <section aria-label="Result" className="border-y border-line py-5">
      {last ? (
        <p className="flex flex-wrap items-baseline gap-x-3">
          <span
            className={clsx(
              "figures font-heading text-6xl font-semibold tracking-tight",
              isClean ? "text-accent-ink" : open > 0 ? "text-signal" : "text-ink",
            )}
          >
            {open.toLocaleString(locale)}
          </span>
          <span className="font-heading text-xl font-semibold">
            {open === 1 ? "difference" : "differences"}
          </span>
          <span className="text-ink-soft">
            checked{" "}
            <time dateTime={last.finishedAt?.toISOString()} title={last.finishedAt?.toLocaleString(locale)}>
              {agoText(last.finishedAt ?? last.startedAt, now, locale)}
            </time>
          </span>
        </p>
      ) : null}
      <p role="status" className="mt-1 text-ink-soft">
        {running
          ? `Checking now: ${running.progress ? progressMessage(running.progress, locale) : "starting"}.`
          : checkedMessage(last?.checked ?? null, locale)}
      </p>
    </section>
  );
}
