import clsx from "clsx";
import { useTimeZone, useTranslations } from "next-intl";
import { formatMoment } from "@/domain/format-time";
import type { ReconciliationView } from "@/domain/reconciliation/views";
import { Empty } from "../../kit/table/empty";
import { agoText, checkedMessage, progressMessage } from "./reconciliation-messages";

type DifferenceCountProps = { records: ReconciliationView; locale: string; now: Date };

/** The one number: in how many places the records disagree with Stripe, and since when that is known. */
export function DifferenceCount({ records, locale, now }: DifferenceCountProps) {
  const t = useTranslations();
  const timeZone = useTimeZone() ?? "UTC";
  const { last, running } = records;
  if (!last && !running)
    return (
      <Empty title={t("admin.reconciliation.notChecked.title")}>
        {t("admin.reconciliation.notChecked.sentence")}
      </Empty>
    );
  const open = last?.differences.filter(({ repairedAt }) => repairedAt === null).length ?? 0;
  const isClean = last !== null && open === 0 && last.gaps.length === 0;
  return (
    <section aria-label={t("admin.reconciliation.result")} className="border-y border-line py-5">
      {last ? (
        <p className="flex flex-wrap items-baseline gap-x-3">
          {t.rich("admin.reconciliation.count", {
            count: open,
            figure: (figure) => (
              <span
                className={clsx(
                  "figures font-heading text-6xl font-semibold tracking-tight",
                  isClean ? "text-accent-ink" : open > 0 ? "text-signal" : "text-ink",
                )}
              >
                {figure}
              </span>
            ),
            noun: (noun) => <span className="font-heading text-xl font-semibold">{noun}</span>,
          })}
          <span className="text-ink-soft">
            {t.rich("admin.reconciliation.checkedAgo", {
              ago: () => (
                <time
                  dateTime={last.finishedAt?.toISOString()}
                  title={last.finishedAt ? formatMoment(last.finishedAt, locale, timeZone) : undefined}
                >
                  {agoText(last.finishedAt ?? last.startedAt, now, locale)}
                </time>
              ),
            })}
          </span>
        </p>
      ) : null}
      <p role="status" className="mt-1 text-ink-soft">
        {running
          ? t("admin.reconciliation.checkingNow", {
              progress: running.progress
                ? progressMessage(running.progress, locale, t)
                : t("admin.reconciliation.progress.starting"),
            })
          : checkedMessage(last?.checked ?? null, t)}
      </p>
    </section>
  );
}
