import { useTranslations } from "next-intl";

type MomentProps = { at: Date; locale: string; now: Date; className?: string };

const UNITS: [Intl.RelativeTimeFormatUnit, number][] = [
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
];

/** "3 hours ago", with the exact time on hover; a date when it is longer ago than a week. */
export function Moment({ at, locale, now, className }: MomentProps) {
  const t = useTranslations();
  const exact = at.toLocaleString(locale, { dateStyle: "full", timeStyle: "long" });
  return (
    <time dateTime={at.toISOString()} title={exact} className={className}>
      {nearness(at, locale, now) ?? t("kit.justNow")}
    </time>
  );
}

/** What is past is over in whole units; what is to come is as near as it feels. */
const roundOf = (units: number) => (units < 0 ? Math.trunc(units) : Math.round(units));

/** null: within the minute. */
function nearness(at: Date, locale: string, now: Date): string | null {
  const seconds = Math.round((at.getTime() - now.getTime()) / 1000);
  if (Math.abs(seconds) >= 7 * 86_400) {
    const isThisYear = at.getFullYear() === now.getFullYear();
    return at.toLocaleDateString(locale, {
      day: "numeric",
      month: "short",
      ...(isThisYear ? {} : { year: "numeric" }),
    });
  }
  const [unit, length] = UNITS.find(([, candidate]) => Math.abs(seconds) >= candidate) ?? [];
  if (!unit || !length) return null;
  return new Intl.RelativeTimeFormat(locale, { style: "short" }).format(roundOf(seconds / length), unit);
}
