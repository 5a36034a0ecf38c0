import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { OwnCarrier } from "@/domain/fulfillment/own-carriers";
import type { OrderMailView } from "@/domain/mail/views";
import { ACTORS } from "@/domain/orders/history";
import type { TimelineView } from "@/domain/orders/views";
import { Moment } from "../../kit/moment";
import { describeOrderEvent } from "./describe-order-event";
import { MailEntry } from "./mail-entry";

type OrderTimelineProps = {
  entries: TimelineView[];
  mails: OrderMailView[];
  /** The carriers that the shop added. */
  ownCarriers: readonly OwnCarrier[];
  locale: string;
  now: Date;
  /** What can be done about a mail. */
  mailActions: (mail: OrderMailView) => ReactNode;
};

/** What happened, what was written to the shopper and who caused it, the newest last; Stripe's events on demand. */
export function OrderTimeline({ entries, mails, ownCarriers, locale, now, mailActions }: OrderTimelineProps) {
  const t = useTranslations();
  const { told = [], events = [] } = Object.groupBy(entries, ({ event }) =>
    event.kind.startsWith("webhook_event") ? "events" : "told",
  );
  const steps = [
    ...told.map((entry) => ({ at: entry.at, entry, mail: null })),
    ...mails.map((mail) => ({ at: mail.createdAt, entry: null, mail })),
  ].toSorted((one, other) => one.at.getTime() - other.at.getTime());
  if (entries.length === 0) return <p className="text-ink-soft">{t("admin.history.empty")}</p>;
  return (
    <>
      <ol className="ms-1 border-s border-line">
        {steps.map(({ entry, mail }, index) => (
          <li key={mail?.id ?? `step ${index}`} className="relative pb-3 ps-5 last:pb-0">
            <span
              aria-hidden
              className="absolute -start-1 top-1.5 size-2 rounded-full border-2 border-paper bg-ink-soft ring-1 ring-ink-soft"
            />
            {entry ? (
              <Entry entry={entry} own={ownCarriers} locale={locale} now={now} />
            ) : (
              <MailEntry mail={mail} locale={locale} now={now}>
                {mailActions(mail)}
              </MailEntry>
            )}
          </li>
        ))}
      </ol>
      {events.length > 0 ? (
        <details className="mt-4 print:hidden">
          <summary className="text-ink-soft hover:text-ink">
            {t("admin.history.stripeEvents", { count: events.length })}
          </summary>
          <ol className="mt-2 grid gap-2">
            {events.map((entry, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: entries are only added
              <li key={index}>
                <Entry entry={entry} own={ownCarriers} locale={locale} now={now} />
              </li>
            ))}
          </ol>
        </details>
      ) : null}
    </>
  );
}

type EntryProps = { entry: TimelineView; own: readonly OwnCarrier[]; locale: string; now: Date };

function Entry({ entry: { at, event, actorKind, actorRef }, own, locale, now }: EntryProps) {
  const t = useTranslations();
  const known = ACTORS.find((one) => one === actorKind);
  // A document that no admin asked for was issued by a job.
  const actor = known === "sweep" && event.kind === "document_issued" ? "shop" : known;
  // What triggered it is a name where a person did; elsewhere it is an id, which belongs to the events.
  const ref = actorKind === "admin" || event.kind === "webhook_event" ? actorRef : null;
  return (
    <>
      <p className="break-words whitespace-pre-line">{sentence(describeOrderEvent(event, locale, t, own))}</p>
      <p className="text-xs break-words text-ink-soft">
        {t.rich("admin.history.by", {
          time: () => <Moment at={at} locale={locale} now={now} />,
          actor: actor ? t(`admin.history.actor.${actor}`) : actorKind,
        })}
        {ref ? ` (${ref})` : null}
      </p>
    </>
  );
}

const sentence = (what: string) => what.charAt(0).toUpperCase() + what.slice(1);
