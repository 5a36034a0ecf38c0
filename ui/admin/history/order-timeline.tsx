import { useTranslations } from "next-intl";
import { ACTORS } from "@/domain/orders/history";
import type { TimelineView } from "@/domain/orders/views";
import { Moment } from "../../kit/moment";
import { describeOrderEvent } from "./describe-order-event";

type OrderTimelineProps = { entries: TimelineView[]; locale: string; now: Date };

/** What happened and who caused it, the newest last. */
export function OrderTimeline({ entries, locale, now }: OrderTimelineProps) {
  const t = useTranslations();
  const actorOf = (kind: string) => {
    const actor = ACTORS.find((known) => known === kind);
    return actor ? t(`admin.history.actor.${actor}`) : kind;
  };
  if (entries.length === 0) return <p className="text-ink-soft">{t("admin.history.empty")}</p>;
  return (
    <ol className="ms-1 border-s border-line">
      {entries.map((entry, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: entries are only added
        <li key={index} className="relative pb-3 ps-5 last:pb-0">
          <span
            aria-hidden
            className="absolute -start-1 top-1.5 size-2 rounded-full border-2 border-paper bg-ink-soft ring-1 ring-ink-soft"
          />
          <p className="break-words">{sentence(describeOrderEvent(entry.event, locale, t))}</p>
          <p className="text-xs break-words text-ink-soft">
            {t.rich("admin.history.by", {
              time: () => <Moment at={entry.at} locale={locale} now={now} />,
              actor: actorOf(entry.actorKind),
            })}
            {entry.actorRef ? ` (${entry.actorRef})` : null}
          </p>
        </li>
      ))}
    </ol>
  );
}

const sentence = (what: string) => what.charAt(0).toUpperCase() + what.slice(1);
