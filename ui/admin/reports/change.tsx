import { useTranslations } from "next-intl";
import { formatMoney, type Money, money } from "@/domain/money";
import { growthOf } from "@/domain/reports/views";

type ChangeProps = { locale: string } & ({ now: Money; before: Money } | { now: number; before: number });

/** How much more or less it is than before: as an amount or count, and as a share where there was anything. */
export function Change({ locale, now, before }: ChangeProps) {
  const t = useTranslations();
  const isMoney = typeof now !== "number" && typeof before !== "number";
  const [current, former] = isMoney
    ? [now.amountMinor, before.amountMinor]
    : [BigInt(Number(now)), BigInt(Number(before))];
  const difference = current - former;
  if (difference === 0n) return <span className="text-ink-soft">{t("admin.reports.same")}</span>;
  const growth = growthOf(current, former);
  const text = isMoney
    ? formatMoney(money(difference, now.currency), locale)
    : difference.toLocaleString(locale);
  return (
    <span className="figures">
      {difference > 0n ? `+${text}` : text}
      {growth === null ? null : <span className="text-ink-soft"> ({shareText(growth, locale)})</span>}
    </span>
  );
}

const shareText = (share: number, locale: string): string =>
  new Intl.NumberFormat(locale, {
    style: "percent",
    signDisplay: "exceptZero",
    maximumFractionDigits: Math.abs(share) < 0.1 ? 1 : 0,
  }).format(share);
