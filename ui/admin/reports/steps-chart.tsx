import { useTranslations } from "next-intl";
import { useId } from "react";
import { formatCalendarDay } from "@/domain/format-time";
import { formatMoney } from "@/domain/money";
import type { Day, Step } from "@/domain/reports/range";
import type { StepRow } from "@/domain/reports/views";

type StepsChartProps = { steps: StepRow[]; step: Step; locale: string };

const HEIGHT = 64;
const BAR = 8;
const WIDTH = 10;

/** What each day, week or month brought: bars, with the same figures in a table. */
export function StepsChart({ steps, step, locale }: StepsChartProps) {
  const t = useTranslations();
  const id = useId();
  const best = steps.reduce<StepRow | undefined>(
    (most, row) => (most && most.net.amountMinor >= row.net.amountMinor ? most : row),
    undefined,
  );
  const title = t(`admin.reports.chart.${step}`, { count: steps.length });
  return (
    <figure>
      <svg
        role="img"
        aria-labelledby={`${id}-title`}
        aria-describedby={`${id}-most`}
        viewBox={`0 0 ${steps.length * WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        className="block h-24 w-full overflow-visible border-b border-line-strong"
      >
        <title id={`${id}-title`}>{title}</title>
        <desc id={`${id}-most`}>
          {best
            ? t("admin.reports.chart.most", {
                amount: formatMoney(best.net, locale),
                day: dayText(best.start, step, locale),
              })
            : null}
        </desc>
        <Bars steps={steps} />
      </svg>
      <figcaption className="mt-1 flex justify-between text-ink-soft">
        <StepName start={steps[0]?.start} step={step} locale={locale} />
        {steps.length > 1 ? <StepName start={steps.at(-1)?.start} step={step} locale={locale} /> : null}
      </figcaption>
      <details className="mt-1">
        <summary className="text-ink-soft hover:text-ink">{t("admin.reports.asTable")}</summary>
        <StepsTable title={title} steps={steps} step={step} locale={locale} />
      </details>
    </figure>
  );
}

/** A step of more refunds than takings goes below the line. */
function Bars({ steps }: { steps: StepRow[] }) {
  const amounts = steps.map(({ net }) => Number(net.amountMinor));
  const [most, least] = [Math.max(...amounts, 0), Math.min(...amounts, 0)];
  const scale = HEIGHT / (most - least || 1);
  return amounts.map((amount, index) => {
    const height = amount === 0 ? 0 : Math.max(1, Math.abs(amount) * scale);
    return (
      <rect
        key={steps[index]?.start}
        x={index * WIDTH + (WIDTH - BAR) / 2}
        y={amount > 0 ? most * scale - height : most * scale}
        width={BAR}
        height={height}
        className={amount > 0 ? "fill-accent" : "fill-signal"}
      />
    );
  });
}

function StepsTable({ title, steps, step, locale }: StepsChartProps & { title: string }) {
  const t = useTranslations();
  const headers = [
    t("admin.reports.orders"),
    t("admin.reports.gross"),
    t("admin.reports.refunded"),
    t("admin.reports.net"),
  ];
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section aria-label={title} tabIndex={0} className="overflow-x-auto">
      <table className="figures mt-2 w-full max-w-2xl">
        <caption className="sr-only">{title}</caption>
        <thead>
          <tr className="text-ink-soft">
            <th scope="col" className="py-1 pe-3 text-start font-normal">
              {t(`admin.reports.step.${step}`)}
            </th>
            {headers.map((header) => (
              <th key={header} scope="col" className="py-1 ps-3 text-end font-normal">
                {header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {steps.toReversed().map(({ start, orders, gross, refunded, net }) => (
            <tr key={start} className="border-t border-line">
              <th scope="row" className="py-1 pe-3 text-start font-normal whitespace-nowrap">
                <StepName start={start} step={step} locale={locale} />
              </th>
              <td className="py-1 ps-3 text-end">{orders.toLocaleString(locale)}</td>
              {[gross, refunded, net].map((amount, index) => (
                <td key={headers[index + 1]} className="py-1 ps-3 text-end">
                  {formatMoney(amount, locale)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** A day of the shop's calendar has no time and so no zone. */
function StepName({ start, step, locale }: { start: Day | undefined; step: Step; locale: string }) {
  if (start === undefined) return null;
  return <time dateTime={step === "month" ? start.slice(0, 7) : start}>{dayText(start, step, locale)}</time>;
}

const dayText = (start: Day, step: Step, locale: string): string =>
  formatCalendarDay(start, locale, step === "month");
