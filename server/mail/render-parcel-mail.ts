import "server-only";
import { createElement } from "react";
import type { OrderConfirmation, ParcelMailContent, ParcelMailKind } from "@/domain/orders/mail";
import { translator } from "@/messages/messages";
import { footerLines, withOwnWords } from "./own/own-words";
import { ParcelMailBody } from "./parcel-mail-body";
import type { OrderMail } from "./render-order-mail";

/** "Your order is on its way": what is in the parcel, where to follow it and where it goes; no amounts. */
export function renderParcelMail(
  kind: ParcelMailKind,
  order: OrderConfirmation,
  parcel: ParcelMailContent,
  locale: string,
): OrderMail {
  const t = translator(locale);
  const { number, shopName, orderUrl, address } = order;
  const values = { number, shop: shopName };
  const { subject, ...frame } = withOwnWords(
    kind,
    {
      subject: t(`mail.parcel.${kind}.subject`, values),
      preview: t(`mail.parcel.${kind}.preview`, values),
      title: t(`mail.parcel.${kind}.title`, values),
      sentences: [t(`mail.parcel.${kind}.sentence`, values)],
    },
    order,
  );
  const tracking = parcel.numbers.map((one) => ({
    label: t("mail.parcel.number", { carrier: parcel.carrier ?? "none", number: one.number }),
    link: one.link,
  }));
  const contents = parcel.lines.map((line) => t("mail.frame.line", line));
  const parts = [
    [shopName],
    [frame.title],
    frame.sentences,
    [`${t("mail.frame.seeYourOrder")}:`, orderUrl],
    ...(tracking.length > 0
      ? [[t("mail.parcel.follow"), ...tracking.flatMap(({ label, link }) => (link ? [label, link] : label))]]
      : []),
    [t("mail.parcel.contents"), ...contents],
    ...(address ? [[t("mail.frame.shipTo"), ...address]] : []),
    [t("mail.frame.keepThisEmail")],
    ...footerLines(locale),
  ];
  return {
    subject,
    body: createElement(ParcelMailBody, { order, tracking, contents, locale, ...frame }),
    text: `${parts.map((lines) => lines.join("\n")).join("\n\n")}\n`,
  };
}
