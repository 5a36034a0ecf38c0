import { useTranslations } from "next-intl";
import { formatMoney } from "@/domain/money";
import { averageOf, type TakingsView } from "@/domain/today/views";

type TakingsProps = { periods: TakingsView["periods"]; locale: string };

/** Today, this week and this month, each with the one before as far as this one has come. */
export function Takings({ periods, locale }: TakingsProps) {
  const t = useTranslations();
  return (
    <div className="grid gap-x-10 gap-y-6 sm:grid-cols-3">
      {periods.map(({ period, now, before }) => {
        const average = averageOf(now);
        return (
          <div key={period} className="min-w-0">
            <h3 className="text-ink-soft">{t(`admin.today.period.${period}`)}</h3>
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
