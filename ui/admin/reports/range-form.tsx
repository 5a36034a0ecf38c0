import clsx from "clsx";
import Link from "next/link";
import { useTranslations } from "next-intl";
import type { DaysFault } from "@/domain/exports/days";
import { formatCalendarDays } from "@/domain/format-time";
import { PRESETS, STEPS } from "@/domain/reports/range";
import type { ReportView } from "@/domain/reports/views";
import { Button } from "../../kit/form/button";
import { SelectField, TextField } from "../../kit/form/field";
import { type ReportValues, reportsHref } from "./reports-href";

type RangeFormProps = { report: ReportView; values: ReportValues; fault: DaysFault | null; locale: string };

/** Which days are shown: links and a form whose address can be kept and shared. */
export function RangeForm({ report: { range, step }, values, fault, locale }: RangeFormProps) {
  const t = useTranslations();
  const wrong = fault ? { "aria-invalid": true, "aria-describedby": "range-fault" } : {};
  return (
    <div className="grid gap-4">
      <nav aria-label={t("admin.reports.range")}>
        <ul className="-mx-2 flex flex-wrap gap-1">
          {PRESETS.map((preset) => {
            const isHere = range.preset === preset && fault === null;
            return (
              <li key={preset}>
                <Link
                  href={reportsHref({ range: preset, by: values.by })}
                  prefetch={false}
                  aria-current={isHere ? "page" : undefined}
                  className={clsx(
                    "flex min-h-9 items-center rounded-control px-2.5 transition-colors",
                    isHere ? "bg-accent-wash font-medium text-accent-ink" : "hover:bg-paper-raised",
                  )}
                >
                  {t(`admin.reports.preset.${preset}`)}
                </Link>
              </li>
            );
          })}
        </ul>
      </nav>
      <form
        action="/admin/reports"
        // Its fields are of the range that is shown, also after a link to another one.
        key={`${range.from} ${range.to} ${values.from} ${values.to} ${step}`}
        className="grid grid-cols-2 items-end gap-3 sm:grid-cols-[9rem_9rem_8rem_auto] sm:justify-start"
      >
        <TextField
          type="date"
          name="from"
          size="small"
          label={t("admin.reports.from")}
          defaultValue={fault ? values.from : range.from}
          {...wrong}
        />
        <TextField
          type="date"
          name="to"
          size="small"
          label={t("admin.reports.to")}
          defaultValue={fault ? values.to : range.to}
          {...wrong}
        />
        <SelectField name="by" size="small" label={t("admin.reports.by")} defaultValue={step}>
          {STEPS.map((one) => (
            <option key={one} value={one}>
              {t(`admin.reports.step.${one}`)}
            </option>
          ))}
        </SelectField>
        <Button type="submit" tone="plain" size="small" className="min-h-9">
          {t("admin.reports.show")}
        </Button>
      </form>
      {fault ? (
        <p id="range-fault" role="alert" className="text-signal">
          {t(`admin.orders.filter.fault.${fault}`)}
        </p>
      ) : null}
      <p className="text-ink-soft">
        {t(range.isRunning ? "admin.reports.comparedRunning" : "admin.reports.compared", {
          days: formatCalendarDays(range.from, range.to, locale),
          before: formatCalendarDays(range.before.from, range.before.to, locale),
        })}
      </p>
    </div>
  );
}
