import { ExternalLink } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import type { Alarm } from "@/domain/monitoring/views";
import { Moment } from "../../kit/moment";

type AlarmBandProps = { alarms: Alarm[]; locale: string; now: Date };

/** Above every page of the admin: what needs a person, since when, and how to repair it. */
export function AlarmBand({ alarms, locale, now }: AlarmBandProps) {
  const t = useTranslations();
  if (alarms.length === 0) return null;
  return (
    <section
      role="alert"
      aria-label={t("admin.frame.alarm.label")}
      className="border-b border-signal bg-signal-wash px-4 py-3 print:hidden"
    >
      <ul className="grid gap-3">
        {alarms.map((alarm) => (
          <li key={alarm.id} data-alarm={alarm.id}>
            <p className="font-medium">{alarm.sentence}</p>
            <p className="text-ink-soft">
              {alarm.kind === "key"
                ? t.rich("admin.frame.alarm.key", {
                    key: [alarm.operation, alarm.role].filter(Boolean).join(", "),
                    since: () => <Moment at={alarm.since} locale={locale} now={now} />,
                    without: alarm.without.join("; "),
                  })
                : t.rich("admin.frame.alarm.news", {
                    since: () => <Moment at={alarm.since} locale={locale} now={now} />,
                    detail: alarm.detail,
                  })}
            </p>
            {alarm.kind === "key" ? (
              <a
                href={alarm.link.href}
                target="_blank"
                rel="noreferrer"
                className="link inline-flex items-center gap-1.5"
              >
                {alarm.link.words} <ExternalLink aria-hidden className="size-3.5" />
              </a>
            ) : (
              <Link href={alarm.link.href} prefetch={false} className="link">
                {alarm.link.words}
              </Link>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
