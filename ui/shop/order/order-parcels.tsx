import { useTimeZone, useTranslations } from "next-intl";
import { formatLongDay } from "@/domain/format-time";
import type { ParcelView } from "@/domain/fulfillment/views";
import { isTaken } from "@/domain/orders/states";
import type { ReceiptView } from "@/domain/orders/views";
import { isDelivered } from "./progress-messages";

/** How far the order is, with the days, and its parcels with where to follow them. */
export function OrderParcels({ receipt, locale }: { receipt: ReceiptView; locale: string }) {
  const t = useTranslations();
  const { parcels } = receipt;
  if (!receipt.requiresShipping || !isTaken(receipt.paymentState) || parcels.length === 0) return null;
  return (
    <section aria-labelledby="parcels" className="mt-10 max-w-2xl">
      <h2 id="parcels" className="font-heading text-lead font-semibold">
        {t("shop.order.parcels.title", { parcels: parcels.length })}
      </h2>
      <Steps receipt={receipt} locale={locale} />
      <ul className="mt-5 grid gap-5">
        {parcels.map((parcel) => (
          <li key={parcel.id} className="border-s-3 border-line-strong ps-4">
            <Parcel parcel={parcel} locale={locale} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Steps({ receipt, locale }: { receipt: ReceiptView; locale: string }) {
  const t = useTranslations();
  const { placedAt, parcels } = receipt;
  const last = parcels
    .map(({ movedAt }) => movedAt?.getTime() ?? 0)
    .reduce((one, other) => Math.max(one, other), 0);
  const steps = [
    { name: t("shop.order.parcels.ordered"), at: placedAt },
    { name: t("shop.order.parcels.sent"), at: parcels[0]?.sentAt ?? null },
    { name: t("shop.order.parcels.delivered"), at: isDelivered(receipt) ? new Date(last) : null },
  ];
  return (
    <ol className="mt-4 grid gap-x-6 gap-y-2 sm:grid-cols-3">
      {steps.map(({ name, at }) => (
        <li
          key={name}
          className={
            at ? "border-t-3 border-accent pt-2 font-medium" : "border-t-3 border-line pt-2 text-ink-soft"
          }
        >
          {name}
          {at ? (
            <span className="block text-sm font-normal text-ink-soft">
              <Day at={at} locale={locale} />
            </span>
          ) : null}
        </li>
      ))}
    </ol>
  );
}

function Parcel({ parcel, locale }: { parcel: ParcelView; locale: string }) {
  const t = useTranslations();
  const { state, sentAt, movedAt, lines, carrierName, trackingNumbers, links } = parcel;
  return (
    <>
      <p className="font-medium">
        {t.rich(`shop.order.parcels.state.${state}`, {
          day: () => <Day at={movedAt ?? sentAt} locale={locale} />,
        })}
      </p>
      <p className="mt-0.5 wrap-anywhere">{lines.map((line) => t("mail.frame.line", line)).join(", ")}</p>
      {trackingNumbers.map((number, index) => {
        const link = links[index];
        const text = t("mail.parcel.number", { carrier: carrierName ?? "none", number });
        return (
          <p key={number} className="mt-0.5 wrap-anywhere">
            {link ? (
              <a href={link} target="_blank" rel="noopener noreferrer" className="link">
                {text}
              </a>
            ) : (
              text
            )}
          </p>
        );
      })}
      {carrierName && trackingNumbers.length === 0 ? <p className="mt-0.5">{carrierName}</p> : null}
    </>
  );
}

function Day({ at, locale }: { at: Date; locale: string }) {
  const timeZone = useTimeZone() ?? "UTC";
  return <time dateTime={at.toISOString()}>{formatLongDay(at, locale, timeZone)}</time>;
}
