import { ExternalLink } from "lucide-react";
import Link from "next/link";
import type { Alarm } from "@/domain/monitoring/views";
import { Moment } from "../../kit/moment";

type AlarmBandProps = { alarms: Alarm[]; locale: string; now: Date };

/** Above every page of the admin: what needs a person, since when, and how to repair it. */
export function AlarmBand({ alarms, locale, now }: AlarmBandProps) {
  if (alarms.length === 0) return null;
  return (
    <section
      role="alert"
      aria-label="Needs attention"
      className="border-b border-signal bg-signal-wash px-4 py-3 print:hidden"
    >
      <ul className="grid gap-3">
        {alarms.map((alarm) => (
          <li key={alarm.id} data-alarm={alarm.id}>
            <p className="font-medium">{alarm.sentence}</p>
            <p className="text-ink-soft">
              {alarm.kind === "key" ? (
                <>
                  {alarm.operation ? `${alarm.operation}, ` : null}
                  {alarm.role} key, since <Moment at={alarm.since} locale={locale} now={now} />. What does not
                  work: {alarm.without.join("; ")}. It works again as soon as the key is repaired.
                </>
              ) : (
                <>
                  Since <Moment at={alarm.since} locale={locale} now={now} />. {alarm.detail}
                </>
              )}
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
