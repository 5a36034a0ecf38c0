import { describeOrderEvent } from "@/domain/orders/describe-event";
import type { TimelineView } from "@/domain/orders/views";
import { Moment } from "../../kit/moment";

const CAUSES: Record<string, string> = {
  shopper: "the shopper",
  event: "Stripe",
  return_page: "the return page",
  sweep: "the sweep",
  admin: "the admin",
};

/** What happened and who caused it, the newest last. */
export function OrderTimeline({
  entries,
  locale,
  now,
}: {
  entries: TimelineView[];
  locale: string;
  now: Date;
}) {
  if (entries.length === 0) return <p className="text-ink-soft">Nothing yet.</p>;
  return (
    <ol className="ms-1 border-s border-line">
      {entries.map((entry, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: entries are only added
        <li key={index} className="relative pb-3 ps-5 last:pb-0">
          <span
            aria-hidden
            className="absolute -start-1 top-1.5 size-2 rounded-full border-2 border-paper bg-ink-soft ring-1 ring-ink-soft"
          />
          <p className="break-words">{sentence(describeOrderEvent(entry.event, locale))}</p>
          <p className="text-xs break-words text-ink-soft">
            <Moment at={entry.at} locale={locale} now={now} /> · by{" "}
            {CAUSES[entry.actorKind] ?? entry.actorKind}
            {entry.actorRef ? ` (${entry.actorRef})` : null}
          </p>
        </li>
      ))}
    </ol>
  );
}

const sentence = (what: string) => what.charAt(0).toUpperCase() + what.slice(1);
