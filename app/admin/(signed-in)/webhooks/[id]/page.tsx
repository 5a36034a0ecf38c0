import { ArrowLeft } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { describeReason } from "@/domain/webhooks/reasons";
import type { EventView } from "@/domain/webhooks/views";
import { env } from "@/server/platform/env";
import { getEvent } from "@/server/webhooks/list-events";
import { DecideEventForm } from "@/ui/admin/webhooks/decide-event-form";
import { EVENT_MESSAGES } from "@/ui/admin/webhooks/event-messages";
import { Moment } from "@/ui/kit/moment";
import { Status } from "@/ui/kit/status";
import { Facts, Section } from "@/ui/kit/table/section";
import { requireAdminOrRedirect } from "../../../require-admin-or-redirect";
import { decideEvent } from "../actions";

export const metadata: Metadata = { title: "Webhook event" };

type EventProps = { params: Promise<{ id: string }> };

export default async function EventPage({ params }: EventProps) {
  const id = decodeURIComponent((await params).id);
  await requireAdminOrRedirect("webhooks.read", `/admin/webhooks/${encodeURIComponent(id)}`);
  const event = await getEvent(id);
  if (!event) notFound();
  const isOpen = event.state === "received" || event.state === "dead";
  return (
    <>
      <title>{`${event.type} · Admin`}</title>
      <Link
        href="/admin/webhooks"
        className="inline-flex items-center gap-1.5 text-ink-soft hover:text-ink hover:underline"
      >
        <ArrowLeft aria-hidden className="size-3.5" /> Webhooks
      </Link>
      <h1 className="mt-1 mb-4 font-heading text-2xl font-semibold tracking-tight wrap-anywhere">
        {event.type}
      </h1>
      <EventFacts event={event} />
      {isOpen ? (
        <DecideEventForm eventId={event.id} canLeave={event.state === "dead"} action={decideEvent} />
      ) : null}
      <Section title="Payload" className="mt-7 min-w-0">
        <p className="mb-2 max-w-prose text-ink-soft">
          Names, addresses and secrets are masked. The shop reads only which order the event is about.
        </p>
        <pre className="text-[0.8125rem] leading-relaxed wrap-anywhere whitespace-pre-wrap">
          {event.payload}
        </pre>
      </Section>
    </>
  );
}

function EventFacts({ event }: { event: EventView }) {
  const { text, tone } = EVENT_MESSAGES[event.state];
  const moment = (at: Date) => <Moment at={at} locale={env().SHOP_LOCALE} now={new Date()} />;
  return (
    <Facts
      facts={[
        [
          "State",
          <Status key="state" tone={tone}>
            {text}
          </Status>,
        ],
        ["Reason", describeReason(event.reasonCode, event.reasonDetail)],
        ["Tries", String(event.attempts)],
        ["Next try", event.nextTryAt && moment(event.nextTryAt)],
        ["Received", moment(event.receivedAt)],
        ["Decided", event.decidedAt && moment(event.decidedAt)],
        [
          "Order",
          event.orderId && (
            <Link key="order" href={`/admin/orders/${event.orderId}`} className="link">
              Order {event.orderNumber}
            </Link>
          ),
        ],
        ["About", event.objectId || null],
        ["Event id", event.id],
        ["Mode", event.livemode ? "Live" : "Test"],
      ]}
    />
  );
}
