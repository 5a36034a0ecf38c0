import { randomUUID } from "node:crypto";
import { useTranslations } from "next-intl";
import { type Admin, isAllowed } from "@/domain/accounts/roles";
import { UNDO_SECONDS } from "@/domain/fulfillment/sending-state";
import { MAX_REPLY_SUBJECT, MAX_REPLY_TEXT, REPLY_TEMPLATES } from "@/domain/mail/replies";
import type { OrderMailView } from "@/domain/mail/views";
import type { OrderView } from "@/domain/orders/views";
import { ReplyForm } from "@/ui/admin/emails/reply-form";
import { ShopperLinkForm } from "@/ui/admin/emails/shopper-link-form";
import { SentNotice } from "@/ui/admin/fulfillment/sent-notice";
import { PressForm } from "@/ui/kit/form/press-form";
import { sendAgain, showLink, takeBackReply, writeReply } from "./actions";

type WritingProps = { order: OrderView; admin: Admin; shopName: string; now: Date };

/** A mail to the shopper, and the link of the page that the shopper sees. */
export function Writing({ order, admin, shopName, now }: WritingProps) {
  const t = useTranslations();
  if (!order.email || !isAllowed(admin.role, "orders.reply")) return null;
  return (
    <div className="mt-4 grid justify-items-start gap-3 print:hidden">
      {order.mails.map(({ id, undoableUntil }) =>
        undoableUntil ? (
          <SentNotice
            key={id}
            fields={{ orderId: order.id, mailId: id }}
            sentence={t("admin.reply.written", { seconds: UNDO_SECONDS })}
            labels={{ undo: t("admin.sending.undo"), undoing: t("admin.sending.undoing") }}
            leftMs={undoableUntil.getTime() - now.getTime()}
            action={takeBackReply}
          />
        ) : null,
      )}
      <ReplyForm
        key={order.mails.length}
        orderId={order.id}
        requestId={randomUUID()}
        templates={templatesOf(order, shopName, t)}
        most={{ subject: MAX_REPLY_SUBJECT, text: MAX_REPLY_TEXT }}
        labels={{
          open: t("admin.reply.open"),
          template: t("admin.reply.beginWith"),
          subject: t("admin.reply.subject"),
          text: t("admin.reply.text"),
          hint: t("admin.reply.hint", { email: order.email, seconds: UNDO_SECONDS }),
          submit: t("admin.reply.submit"),
          pending: t("admin.reply.submitting"),
        }}
        action={writeReply}
      />
      <ShopperLinkForm
        orderId={order.id}
        labels={{
          submit: t("admin.reply.link.show"),
          pending: t("admin.reply.link.showing"),
          warning: t("admin.reply.link.warning"),
          copy: {
            copy: t("admin.orders.address.copy"),
            copied: t("admin.orders.address.copied"),
            name: t("admin.reply.link.copy"),
          },
        }}
        action={showLink}
      />
    </div>
  );
}

/** Under a mail of the history: have it sent once more. */
export function MailActions({ order, admin, mail }: { order: OrderView; admin: Admin; mail: OrderMailView }) {
  const t = useTranslations();
  if (
    mail.state === "queued" ||
    mail.erasedAt ||
    mail.erasedAt !== null ||
    !isAllowed(admin.role, "orders.reply")
  )
    return null;
  return (
    <PressForm
      fields={{ orderId: order.id, mailId: mail.id, requestId: randomUUID() }}
      label={t("admin.reply.sendAgain")}
      pending={t("admin.reply.submitting")}
      action={sendAgain}
    />
  );
}

function templatesOf(
  { number, customerName, parcels }: OrderView,
  shop: string,
  t: ReturnType<typeof useTranslations<never>>,
) {
  const tracking = parcels.flatMap(({ state, trackingNumbers }) => (state === "sent" ? trackingNumbers : []));
  const values = {
    ...{ number, shop, name: customerName ?? "none" },
    tracking: tracking.length > 0 ? tracking.join(", ") : "none",
  };
  return REPLY_TEMPLATES.map((template) => ({
    template,
    label: t(`admin.reply.template.${template}.label`),
    subject: t(`admin.reply.template.${template}.subject`, values),
    text: [
      t("admin.reply.greeting", values),
      template === "blank" ? "" : t(`admin.reply.template.${template}.text`, values),
      t("admin.reply.closing", values),
    ]
      .filter((part) => part !== "")
      .join("\n\n"),
  }));
}
