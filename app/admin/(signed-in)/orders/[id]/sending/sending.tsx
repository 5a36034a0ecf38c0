import { randomUUID } from "node:crypto";
import { useTranslations } from "next-intl";
import { type Admin, isAllowed } from "@/domain/accounts/roles";
import { UNDO_SECONDS } from "@/domain/fulfillment/sending-state";
import type { AdminParcelView } from "@/domain/fulfillment/views";
import type { OrderView } from "@/domain/orders/views";
import { settings } from "@/server/platform/settings/settings";
import { CorrectForm } from "@/ui/admin/fulfillment/correct-form";
import { ParcelList } from "@/ui/admin/fulfillment/parcel-list";
import { SendForm } from "@/ui/admin/fulfillment/send-form";
import { leftLines, sendLabels, trackingLabels } from "@/ui/admin/fulfillment/send-labels";
import { SentNotice } from "@/ui/admin/fulfillment/sent-notice";
import { PressForm } from "@/ui/kit/form/press-form";
import { Section } from "@/ui/kit/table/section";
import { correct, markDelivered, markReturned, send, undo } from "./actions";

type Mail = { subject: string; text: string };

type SendingProps = {
  order: OrderView;
  admin: Admin;
  locale: string;
  now: Date;
  /** The carrier that the admin named last. */
  carrier: string | null;
  /** The mail about all that is left. */
  mail: Mail | null;
};

/** What is left to send, or why it is not sent; what was just sent, and the way back. */
export function Sending({ order, admin, locale, now, carrier, mail }: SendingProps) {
  const t = useTranslations();
  const left = leftLines(order, t);
  const fresh = order.parcels.filter(({ undoableUntil }) => undoableUntil !== null);
  const mayAct = isAllowed(admin.role, "orders.fulfill");
  const isOpen = left.length > 0 && mayAct && order.notSent === null;
  const why = left.length > 0 && mayAct && order.captured.amountMinor > 0n ? order.notSent : null;
  if (!isOpen && why === null && fresh.length === 0) return null;
  return (
    <div className="mb-6 grid gap-4 print:hidden">
      {mayAct
        ? fresh.map((parcel) => (
            <SentNotice
              key={parcel.id}
              fields={{ orderId: order.id, parcelId: parcel.id }}
              sentence={t(parcel.hasMail ? "admin.sending.sentWithMail" : "admin.sending.sent", {
                seconds: UNDO_SECONDS,
                email: order.email ?? "none",
              })}
              labels={{ undo: t("admin.sending.undo"), undoing: t("admin.sending.undoing") }}
              leftMs={(parcel.undoableUntil?.getTime() ?? 0) - now.getTime()}
              action={undo}
            />
          ))
        : null}
      {why ? <p className="text-ink-soft">{t(`admin.sending.refusal.${why}`)}</p> : null}
      {isOpen ? (
        <SendForm
          hasMail={!settings("emails").off.includes("sent")}
          key={order.parcels.map(({ id }) => id).join()}
          orderId={order.id}
          requestId={randomUUID()}
          lines={left}
          carrier={carrier ?? ""}
          ownCarriers={order.ownCarriers}
          mail={mail}
          locale={locale}
          labels={sendLabels(order, left, locale, t)}
          action={send}
        />
      ) : null}
    </div>
  );
}

/** Every parcel, with what can be done about it. */
export function Parcels({ order, admin, locale, now }: Omit<SendingProps, "carrier" | "mail">) {
  const t = useTranslations();
  if (order.parcels.length === 0) return null;
  const mayAct = isAllowed(admin.role, "orders.fulfill");
  return (
    <Section title={t("admin.sending.parcel.title")} className="print:hidden">
      <ParcelList
        parcels={order.parcels}
        locale={locale}
        now={now}
        actions={(parcel) => (mayAct ? <ParcelActions order={order} parcel={parcel} /> : null)}
      />
    </Section>
  );
}

function ParcelActions({ order, parcel }: { order: OrderView; parcel: AdminParcelView }) {
  const t = useTranslations();
  const fields = { orderId: order.id, parcelId: parcel.id };
  const isOff = settings("emails").off.includes("delivered");
  const hasMail = parcel.hasMail && order.email !== null && !isOff;
  return (
    <>
      {parcel.state === "sent" ? (
        <div className="flex flex-wrap items-start gap-2">
          <PressForm
            fields={{ ...fields, mail: hasMail ? "on" : "" }}
            label={t(hasMail ? "admin.sending.parcel.deliverWithMail" : "admin.sending.parcel.deliver")}
            pending={t("admin.sending.parcel.marking")}
            action={markDelivered}
          />
          <PressForm
            fields={fields}
            label={t("admin.sending.parcel.return")}
            pending={t("admin.sending.parcel.marking")}
            action={markReturned}
          />
        </div>
      ) : null}
      <CorrectForm
        {...fields}
        values={{ carrier: parcel.carrier ?? "", numbers: parcel.trackingNumbers.join("\n") }}
        ownCarriers={order.ownCarriers}
        labels={{
          ...trackingLabels(t),
          open: t("admin.sending.parcel.correct"),
          submit: t("admin.sending.parcel.save"),
          pending: t("admin.sending.parcel.saving"),
        }}
        action={correct}
      />
    </>
  );
}
