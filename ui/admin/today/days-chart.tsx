import { useTranslations } from "next-intl";
import { formatMoney } from "@/domain/money";
import type { TakingsView } from "@/domain/today/views";

type DaysChartProps = { days: TakingsView["days"]; locale: string };

const HEIGHT = 64;
const BAR = 8;
const STEP = 10;

/** What each of the last days brought, as bars with the same figures in a table. */
export function DaysChart({ days, locale }: DaysChartProps) {
  const t = useTranslations();
  const amounts = days.map(({ net }) => Number(net.amountMinor));
  const most = Math.max(...amounts, 1);
  const title = t("admin.today.chart", { count: days.length });
  return (
    <figure>
      <svg
        role="img"
        aria-label={title}
        viewBox={`0 0 ${days.length * STEP} ${HEIGHT}`}
        preserveAspectRatio="none"
        className="block h-20 w-full overflow-visible border-b border-line-strong"
      >
        {amounts.map((amount, index) => {
          // A day of more refunds than takings has no bar; the table says it.
          const height = amount > 0 ? Math.max(1, (amount / most) * HEIGHT) : 0;
          return (
            <rect
              key={days[index]?.day}
              x={index * STEP + (STEP - BAR) / 2}
              y={HEIGHT - height}
              width={BAR}
              height={height}
              className="fill-accent"
            />
          );
        })}
      </svg>
      <figcaption className="mt-1 flex justify-between text-ink-soft">
        <Day day={days[0]?.day} locale={locale} />
        <Day day={days.at(-1)?.day} locale={locale} />
      </figcaption>
      <details className="mt-1">
        <summary className="text-ink-soft hover:text-ink">{t("admin.today.table")}</summary>
        <table className="figures mt-2 w-full max-w-md">
          <caption className="sr-only">{title}</caption>
          <thead>
            <tr className="text-start text-ink-soft">
              <th scope="col" className="py-1 text-start font-normal">
                {t("admin.today.day")}
              </th>
              <th scope="col" className="py-1 text-end font-normal">
                {t("admin.today.orders")}
              </th>
              <th scope="col" className="py-1 text-end font-normal">
                {t("admin.today.revenue")}
              </th>
            </tr>
          </thead>
          <tbody>
            {days.toReversed().map(({ day, orders, net }) => (
              <tr key={day} className="border-t border-line">
                <th scope="row" className="py-1 text-start font-normal">
                  <Day day={day} locale={locale} />
                </th>
                <td className="py-1 text-end">{orders}</td>
                <td className="py-1 text-end">{formatMoney(net, locale)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </figure>
  );
}

/** A day of the shop's calendar, such as "2026-11-29": it has no time and so no zone. */
function Day({ day, locale }: { day: string | undefined; locale: string }) {
  if (day === undefined) return null;
  const format = new Intl.DateTimeFormat(locale, { day: "numeric", month: "short", timeZone: "UTC" });
  return <time dateTime={day}>{format.format(new Date(`${day}T00:00:00Z`))}</time>;
}
