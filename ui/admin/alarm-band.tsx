import { ExternalLink } from "lucide-react";
import { Moment } from "./moment";

export type Alarm = {
  id: string;
  role: string;
  operation: string | null;
  rows: string[];
  sentence: string;
  without: string[];
  link: { href: string; words: string };
  since: Date;
};

type AlarmBandProps = { alarms: Alarm[]; locale: string; now: Date };

/** Above every page of the desk: what is switched off because of a key, since when, and how to mend it. */
export function AlarmBand({ alarms, locale, now }: AlarmBandProps) {
  if (alarms.length === 0) return null;
  return (
    <section
      role="alert"
      aria-label="Switched off"
      className="border-b border-signal bg-signal-wash px-4 py-3 print:hidden"
    >
      <ul className="grid gap-3">
        {alarms.map((alarm) => (
          <li key={alarm.id} data-alarm={alarm.id}>
            <p className="font-medium">{alarm.sentence}</p>
            <p className="text-ink-soft">
              {alarm.operation ? `${alarm.operation}, ` : null}
              {alarm.role} key, since <Moment at={alarm.since} locale={locale} now={now} />. Off:{" "}
              {alarm.without.join("; ")}. It comes back by itself when the key is right.
            </p>
            <a
              href={alarm.link.href}
              target="_blank"
              rel="noreferrer"
              className="link inline-flex items-center gap-1.5"
            >
              {alarm.link.words} <ExternalLink aria-hidden className="size-3.5" />
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}
