import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { useTranslations } from "next-intl";
import { getTranslations } from "next-intl/server";
import { isAllowed } from "@/domain/accounts/roles";
import { readReasonDetail } from "@/domain/webhooks/reasons";
import type { EventView } from "@/domain/webhooks/views";
import { eventReason } from "@/messages/event-reason";
import { shopLocale } from "@/server/platform/env";
import { getEvent } from "@/server/webhooks/list-events";
import { BackLink } from "@/ui/admin/frame/back-link";
import { DecideEventForm } from "@/ui/admin/webhooks/decide-event-form";
import { EventStatus } from "@/ui/admin/webhooks/event-status";
import { Moment } from "@/ui/kit/moment";
import { Facts, Section } from "@/ui/kit/table/section";
import { requireAdminOrRedirect } from "../../../require-admin-or-redirect";
import { decideEvent } from "../actions";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t("admin.webhooks.event") };
}

type EventProps = { params: Promise<{ id: string }> };

export default async function EventPage({ params }: EventProps) {
  const id = decodeURIComponent((await params).id);
  const admin = await requireAdminOrRedirect("webhooks.read", `/admin/webhooks/${encodeURIComponent(id)}`);
  const event = await getEvent(id);
  if (!event) notFound();
  const isOpen = event.state === "received" || event.state === "dead";
  const t = await getTranslations();
  const now = new Date();
  return (
    <>
      <title>{t("admin.frame.pageTitle", { title: event.type })}</title>
      <BackLink href="/admin/webhooks">{t("admin.frame.page.webhooks")}</BackLink>
      <h1 className="mt-1 mb-4 font-heading text-2xl font-semibold tracking-tight wrap-anywhere">
        {event.type}
      </h1>
      <EventFacts event={event} />
      {isOpen && isAllowed(admin.role, "webhooks.retry") ? (
        <DecideEventForm
          eventId={event.id}
          canLeave={event.state === "dead"}
          labels={{ retry: t("admin.webhooks.decide.retry"), leave: t("admin.webhooks.decide.leave") }}
          action={decideEvent}
        />
      ) : null}
      <Section title={t("admin.webhooks.payload")} className="mt-7 min-w-0">
        <p className="mb-2 max-w-prose text-ink-soft">
          {event.erasedAt
            ? t.rich("admin.webhooks.erased", {
                time: () => <Moment at={event.erasedAt ?? now} locale={shopLocale()} now={now} />,
              })
            : t("admin.webhooks.payloadSentence")}
        </p>
        <pre translate="no" className="text-[0.8125rem] leading-relaxed wrap-anywhere whitespace-pre-wrap">
          {event.payload}
        </pre>
      </Section>
    </>
  );
}

function EventFacts({ event }: { event: EventView }) {
  const t = useTranslations();
  const moment = (at: Date) => <Moment at={at} locale={shopLocale()} now={new Date()} />;
  return (
    <Facts
      facts={[
        [t("admin.webhooks.column.state"), <EventStatus key="state" state={event.state} />],
        [
          t("admin.webhooks.column.reason"),
          eventReason(t, event.reasonCode, readReasonDetail(event.reasonDetail)),
        ],
        [t("admin.webhooks.column.tries"), String(event.attempts)],
        [t("admin.webhooks.column.nextTry"), event.nextTryAt && moment(event.nextTryAt)],
        [t("admin.webhooks.column.received"), moment(event.receivedAt)],
        [t("admin.webhooks.column.decided"), event.decidedAt && moment(event.decidedAt)],
        [
          t("admin.webhooks.column.order"),
          event.orderId && (
            <Link key="order" href={`/admin/orders/${event.orderId}`} className="link">
              {t("admin.orders.heading", { number: event.orderNumber ?? "" })}
            </Link>
          ),
        ],
        [t("admin.webhooks.column.about"), event.objectId || null],
        [t("admin.webhooks.column.id"), event.id],
        [t("admin.webhooks.column.mode"), t(event.livemode ? "admin.webhooks.live" : "admin.webhooks.test")],
      ]}
    />
  );
}
