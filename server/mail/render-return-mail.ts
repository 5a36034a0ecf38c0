import "server-only";
import { createElement } from "react";
import type { OrderConfirmation, ReturnMailContent, ReturnMailKind } from "@/domain/orders/mail";
import { translator } from "@/messages/messages";
import { footerLines, withOwnWords } from "./own/own-words";
import type { OrderMail } from "./render-order-mail";
import { ReturnMailBody } from "./return-mail-body";

type Words = { subject: string; preview: string; title: string; sentences: string[] };
type Parts = { label: string; lines: string[] }[];
type Order = Pick<OrderConfirmation, "number" | "shopName" | "orderUrl" | "total">;

/** The receipt of a withdrawal or a request, with its time and all that was sent; or why the shop refuses it. */
export function renderReturnMail(
  kind: ReturnMailKind,
  order: Order,
  asked: ReturnMailContent,
  locale: string,
): OrderMail {
  const t = translator(locale);
  const values = { number: order.number, shop: order.shopName, at: asked.at, due: asked.due };
  const isWithdrawal = kind === "withdrawal_receipt";
  const words = {
    subject: t(`mail.return.${kind}.subject`, values),
    preview: t(`mail.return.${kind}.preview`, values),
    title: t(`mail.return.${kind}.title`, values),
    sentences: [
      t(`mail.return.${kind}.sentence`, values),
      ...(isWithdrawal ? [t(asked.isUnsent ? "mail.return.goodsUnsent" : "mail.return.goods", values)] : []),
      ...(isWithdrawal ? [t(asked.isUnsent ? "mail.return.moneyUnsent" : "mail.return.money", values)] : []),
      ...(asked.refusal === null ? [] : [asked.refusal]),
    ],
  };
  const from = [asked.customerName, asked.email].filter((line) => line !== null);
  return renderMail(
    order,
    withOwnWords(kind, words, order),
    [
      { label: t("mail.return.items"), lines: asked.lines.map((line) => t("mail.frame.line", line)) },
      { label: t("mail.return.from"), lines: from },
      { label: t("mail.return.at"), lines: [asked.at] },
      ...(asked.note === null ? [] : [{ label: t("mail.return.note"), lines: [asked.note] }]),
    ],
    locale,
  );
}

/** The link of an order's withdrawal form, which its shopper asked for without having the order's. */
export function renderWithdrawalLink(order: Order, locale: string): OrderMail {
  const t = translator(locale);
  const values = { number: order.number, shop: order.shopName };
  return renderMail(
    { ...order, orderUrl: `${order.orderUrl}/return` },
    withOwnWords(
      "withdrawal_link",
      {
        subject: t("mail.return.withdrawal_link.subject", values),
        preview: t("mail.return.withdrawal_link.preview", values),
        title: t("mail.return.withdrawal_link.title", values),
        sentences: [
          t("mail.return.withdrawal_link.sentence", values),
          t("mail.return.withdrawal_link.ignore", values),
        ],
      },
      order,
    ),
    [],
    locale,
  );
}

function renderMail(order: Order, words: Words, parts: Parts, locale: string): OrderMail {
  const t = translator(locale);
  const { subject, ...frame } = words;
  const { shopName, orderUrl } = order;
  const texts = [
    [shopName],
    [frame.title],
    ...frame.sentences.map((sentence) => [sentence]),
    [`${t("mail.frame.seeYourOrder")}:`, orderUrl],
    ...parts.map(({ label, lines }) => [label, ...lines]),
    [t("mail.frame.keepThisEmail")],
    ...footerLines(locale),
  ];
  return {
    subject,
    body: createElement(ReturnMailBody, { shopName, orderUrl, parts, locale, ...frame }),
    text: `${texts.map((lines) => lines.join("\n")).join("\n\n")}\n`,
  };
}
