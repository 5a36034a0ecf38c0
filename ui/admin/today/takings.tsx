import Link from "next/link";
import { useTranslations } from "next-intl";
import { formatMoney } from "@/domain/money";
import { averageOf } from "@/domain/reports/views";
import type { Period, TakingsView } from "@/domain/today/views";
import { reportsHref } from "../reports/reports-href";

type TakingsProps = { periods: TakingsView["periods"]; locale: string };

const HREFS: Record<Period, string> = {
  day: reportsHref({ range: "today" }),
  week: reportsHref({ range: "week" }),
  month: reportsHref({ range: "month" }),
};

/** Today, this week and this month, each leading to its report, with the one before as far as this one has come. */
export function Takings({ periods, locale }: TakingsProps) {
  const t = useTranslations();
  return (
    <div className="grid gap-x-10 gap-y-6 sm:grid-cols-3">
      {periods.map(({ period, now, before }) => {
        const average = averageOf(now);
        return (
          <div key={period} className="min-w-0">
            <h3>
              <Link href={HREFS[period]} prefetch={false} className="link">
                {t(`admin.today.period.${period}`)}
              </Link>
            </h3>
            <p className="figures mt-0.5 font-heading text-2xl font-semibold wrap-anywhere">
              {formatMoney(now.net, locale)}
            </p>
            <p className="text-ink-soft">
              {t(`admin.today.before.${period}`, { amount: formatMoney(before.net, locale) })}
            </p>
            <dl className="mt-2 grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-0.5">
              <dt className="text-ink-soft">{t("admin.today.orders")}</dt>
              <dd className="figures">{now.orders}</dd>
              <dt className="text-ink-soft">{t("admin.today.average")}</dt>
              <dd className="figures">{average ? formatMoney(average, locale) : t("admin.today.none")}</dd>
              <dt className="text-ink-soft">{t("admin.today.refunded")}</dt>
              <dd className="figures">{formatMoney(now.refunded, locale)}</dd>
            </dl>
          </div>
        );
      })}
    </div>
  );
}
