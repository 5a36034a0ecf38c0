import { useTimeZone, useTranslations } from "next-intl";
import { formatDay, formatMoment } from "@/domain/format-time";

type MomentProps = { at: Date; locale: string; now: Date; className?: string };

const UNITS: [Intl.RelativeTimeFormatUnit, number][] = [
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
];

/** "3 hours ago", with the exact time and its zone on hover; a date when it is longer ago than a week. */
export function Moment({ at, locale, now, className }: MomentProps) {
  const t = useTranslations();
  const timeZone = useTimeZone() ?? "UTC";
  return (
    <time dateTime={at.toISOString()} title={formatMoment(at, locale, timeZone)} className={className}>
      {nearness(at, locale, timeZone, now) ?? t("kit.justNow")}
    </time>
  );
}

/** What is past is over in whole units; what is to come is as near as it feels. */
const roundOf = (units: number) => (units < 0 ? Math.trunc(units) : Math.round(units));

/** null: within the minute. */
function nearness(at: Date, locale: string, timeZone: string, now: Date): string | null {
  const seconds = Math.round((at.getTime() - now.getTime()) / 1000);
  if (Math.abs(seconds) >= 7 * 86_400) return formatDay(at, locale, timeZone, now);
  const [unit, length] = UNITS.find(([, candidate]) => Math.abs(seconds) >= candidate) ?? [];
  if (!unit || !length) return null;
  return new Intl.RelativeTimeFormat(locale, { style: "short" }).format(roundOf(seconds / length), unit);
}

/** The whole moment in words, with its zone. */
export function ExactMoment({ at, locale }: { at: Date; locale: string }) {
  const timeZone = useTimeZone() ?? "UTC";
  return <time dateTime={at.toISOString()}>{formatMoment(at, locale, timeZone)}</time>;
}
