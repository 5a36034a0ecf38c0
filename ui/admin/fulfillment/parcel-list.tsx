import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { AdminParcelView, ParcelView } from "@/domain/fulfillment/views";
import { Moment } from "../../kit/moment";
import { Status, type StatusTone } from "../../kit/status";

const TONES: Record<ParcelView["state"], StatusTone> = { sent: "wait", delivered: "good", returned: "bad" };

type ParcelListProps = {
  parcels: AdminParcelView[];
  locale: string;
  now: Date;
  /** What can be done about one. */
  actions: (parcel: AdminParcelView) => ReactNode;
};

/** What was sent: where each parcel is, what is in it, and who said so. */
export function ParcelList({ parcels, locale, now, actions }: ParcelListProps) {
  return (
    <ol className="grid gap-4">
      {parcels.map((parcel) => (
        <li key={parcel.id} className="grid gap-1.5 border-b border-line pb-4 last:border-0 last:pb-0">
          <Parcel parcel={parcel} locale={locale} now={now} />
          {actions(parcel)}
        </li>
      ))}
    </ol>
  );
}

function Parcel({ parcel, locale, now }: { parcel: AdminParcelView; locale: string; now: Date }) {
  const t = useTranslations();
  const { state, lines, sentAt, sentBy, movedAt, movedBy, carrierName, trackingNumbers, links } = parcel;
  return (
    <>
      <p className="flex flex-wrap items-baseline gap-x-4 gap-y-1">
        <Status tone={TONES[state]}>{t(`admin.sending.parcel.state.${state}`)}</Status>
        <span className="text-ink-soft">
          {t.rich("admin.sending.parcel.sent", {
            name: sentBy ?? "none",
            time: () => <Moment at={sentAt} locale={locale} now={now} />,
          })}
        </span>
        {movedAt ? (
          <span className="text-ink-soft">
            {t.rich("admin.sending.parcel.moved", {
              name: movedBy ?? "none",
              time: () => <Moment at={movedAt} locale={locale} now={now} />,
            })}
          </span>
        ) : null}
      </p>
      <p className="wrap-anywhere">{lines.map((line) => t("mail.frame.line", line)).join(" · ")}</p>
      {carrierName || trackingNumbers.length > 0 ? (
        <p className="flex flex-wrap gap-x-3 wrap-anywhere">
          {carrierName ? <span>{carrierName}</span> : null}
          {trackingNumbers.map((number, index) => (
            <TrackingLink key={number} link={links[index] ?? null} number={number} />
          ))}
        </p>
      ) : null}
    </>
  );
}

function TrackingLink({ link, number }: { link: string | null; number: string }) {
  if (!link) return <span className="figures">{number}</span>;
  return (
    <a href={link} target="_blank" rel="noopener noreferrer" className="link figures">
      {number}
    </a>
  );
}
