import { ExternalLink } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import type { Alarm } from "@/domain/monitoring/views";
import { Moment } from "../../kit/moment";
import { alarmMessages } from "./alarm-messages";

type AlarmBandProps = { alarms: Alarm[]; locale: string; now: Date };

/** Above every page of the admin: what needs a person, since when, and how to repair it. */
export function AlarmBand({ alarms, locale, now }: AlarmBandProps) {
  const t = useTranslations();
  if (alarms.length === 0) return null;
  return (
    <section
      role="alert"
      aria-label={t("admin.alarms.label")}
      className="border-b border-signal bg-signal-wash px-4 py-3 print:hidden"
    >
      <ul className="grid gap-3">
        {alarms.map((alarm) => (
          <li key={alarm.id} data-alarm={alarm.id}>
            <AlarmText alarm={alarm} locale={locale} now={now} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function AlarmText({ alarm, ...shown }: { alarm: Alarm; locale: string; now: Date }) {
  const t = useTranslations();
  const { sentence, detail, link } = alarmMessages(alarm, t);
  const since = () => <Moment at={alarm.since} {...shown} />;
  return (
    <>
      <p className="font-medium">{sentence}</p>
      <p className="text-ink-soft">{t.rich("admin.alarms.since", { since, detail })}</p>
      {alarm.kind === "key" ? (
        <a
          href={link.href}
          target="_blank"
          rel="noreferrer"
          className="link inline-flex items-center gap-1.5"
        >
          {link.label} <ExternalLink aria-hidden className="size-3.5" />
        </a>
      ) : (
        <Link href={link.href} prefetch={false} className="link">
          {link.label}
        </Link>
      )}
    </>
  );
}
