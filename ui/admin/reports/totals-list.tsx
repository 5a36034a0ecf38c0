import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { formatMoney, type Money } from "@/domain/money";
import { averageOf, conversionOf, type Totals } from "@/domain/reports/views";
import { Change } from "./change";

type TotalsProps = { now: Totals; before: Totals; locale: string };

const AMOUNTS = ["gross", "goods", "discounts", "shipping", "tax", "refunded", "lost"] as const;
const COUNTS = ["orders", "units", "refunds", "placed"] as const;
// Most shops have none of them: a row of nothing twice is left out.
const RARE: readonly string[] = ["discounts", "tax", "lost"];

/** Each figure of the range, and what it was in the one before. */
export function TotalsList({ now, before, locale }: TotalsProps) {
  const t = useTranslations();
  const none = t("admin.reports.noFigure");
  const amount = (value: Money | null) => (value ? formatMoney(value, locale) : none);
  const share = (value: number | null) =>
    value === null ? none : new Intl.NumberFormat(locale, { style: "percent" }).format(value);
  const count = (value: number) => value.toLocaleString(locale);
  const [average, averageBefore] = [averageOf(now), averageOf(before)];
  return (
    <>
      <p className="figures font-heading text-3xl font-semibold wrap-anywhere">{amount(now.net)}</p>
      <p className="text-ink-soft">
        {t("admin.reports.netBefore", { amount: amount(before.net) })}{" "}
        <Change now={now.net} before={before.net} locale={locale} />
      </p>
      <dl className="mt-5 grid gap-x-10 gap-y-4 sm:grid-cols-2 lg:grid-cols-3">
        {COUNTS.map((name) => (
          <Figure
            key={name}
            name={t(`admin.reports.${name}`)}
            value={count(now[name])}
            was={count(before[name])}
          >
            <Change now={now[name]} before={before[name]} locale={locale} />
          </Figure>
        ))}
        <Figure name={t("admin.reports.average")} value={amount(average)} was={amount(averageBefore)}>
          {average && averageBefore ? <Change now={average} before={averageBefore} locale={locale} /> : null}
        </Figure>
        <Figure
          name={t("admin.reports.conversion")}
          value={share(conversionOf(now))}
          was={share(conversionOf(before))}
        />
        {AMOUNTS.filter(
          (name) => !RARE.includes(name) || now[name].amountMinor !== 0n || before[name].amountMinor !== 0n,
        ).map((name) => (
          <Figure
            key={name}
            name={t(`admin.reports.${name}`)}
            value={amount(now[name])}
            was={amount(before[name])}
          >
            <Change now={now[name]} before={before[name]} locale={locale} />
          </Figure>
        ))}
      </dl>
    </>
  );
}

type FigureProps = { name: string; value: string; was: string; children?: ReactNode };

function Figure({ name, value, was, children }: FigureProps) {
  const t = useTranslations();
  return (
    <div className="min-w-0">
      <dt className="text-ink-soft">{name}</dt>
      <dd className="figures text-base font-medium wrap-anywhere">{value}</dd>
      <dd className="text-ink-soft">
        {t("admin.reports.was", { figure: was })} {children}
      </dd>
    </div>
  );
}
