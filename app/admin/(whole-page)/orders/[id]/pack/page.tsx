import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { undo } from "@/app/admin/(signed-in)/orders/[id]/sending/actions";
import { UNDO_SECONDS } from "@/domain/fulfillment/sending-state";
import type { OrderView } from "@/domain/orders/views";
import type { Translate } from "@/messages/messages";
import { getOrder } from "@/server/orders/admin/get-order";
import { findNextToSend } from "@/server/orders/paper/get-packing";
import { BackLink } from "@/ui/admin/frame/back-link";
import { SentNotice } from "@/ui/admin/fulfillment/sent-notice";
import { LinkButton } from "@/ui/kit/form/link-button";
import { Notice } from "@/ui/kit/notice";
import { requireAdminOrRedirect } from "../../../../require-admin-or-redirect";
import { Packing } from "./packing";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t("admin.packing.title") };
}

export default async function PackPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  await requireAdminOrRedirect("orders.fulfill", `/admin/orders/${id}/pack`);
  const order = await getOrder(id);
  if (!order) notFound();
  const next = await findNextToSend(order);
  const t = await getTranslations();
  const isOpen = order.notSent === null && order.units.some(({ units: { left } }) => left > 0);
  return (
    <div className="mx-auto grid max-w-5xl grid-cols-[minmax(0,1fr)] gap-4 text-base">
      <div>
        <BackLink href={`/admin/orders/${id}`}>{t("admin.packing.toOrder")}</BackLink>
        <h1 className="figures font-heading text-3xl font-semibold tracking-tight">
          {t("admin.orders.heading", { number: order.number })}
        </h1>
        {order.customerName ? <p className="text-ink-soft wrap-anywhere">{order.customerName}</p> : null}
      </div>
      <Fresh order={order} t={t} />
      {isOpen ? (
        <Packing key={order.id} order={order} requestId={randomUUID()} />
      ) : (
        <Notice tone={order.notSent ? "wait" : "plain"}>
          {t(`admin.sending.refusal.${order.notSent ?? "nothing_to_send"}`)}
        </Notice>
      )}
      {next ? (
        <LinkButton
          href={`/admin/orders/${next.id}/pack`}
          prefetch={false}
          tone={isOpen ? "plain" : "primary"}
          size="large"
        >
          {t("admin.packing.next", { number: next.number })}
        </LinkButton>
      ) : (
        <p className="text-ink-soft">{t("admin.packing.last")}</p>
      )}
    </div>
  );
}

/** What was sent a moment ago, and the way back. */
function Fresh({ order, t }: { order: OrderView; t: Translate }) {
  return order.parcels.map(({ id, hasMail, undoableUntil }) =>
    undoableUntil === null ? null : (
      <SentNotice
        key={id}
        fields={{ orderId: order.id, parcelId: id }}
        sentence={t(hasMail ? "admin.sending.sentWithMail" : "admin.sending.sent", {
          seconds: UNDO_SECONDS,
          email: order.email ?? "none",
        })}
        labels={{ undo: t("admin.sending.undo"), undoing: t("admin.sending.undoing") }}
        leftMs={undoableUntil.getTime() - Date.now()}
        action={undo}
      />
    ),
  );
}
