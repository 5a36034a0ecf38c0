import "server-only";
import type { MailItem, OrderConfirmation } from "@/domain/orders/mail";
import { translator } from "@/messages/messages";
import { footerLines } from "./own/own-words";

type MailText = {
  order: OrderConfirmation;
  title: string;
  sentences: string[];
  /** What was refunded. */
  items?: MailItem[];
  /** Whether the mail says where it is sent. */
  hasAddress: boolean;
};

/** The mail for programs that show no HTML: each line of the order on one line, with its amount. */
export function mailText(
  { order, title, sentences, items = [], hasAddress }: MailText,
  locale: string,
): string {
  const t = translator(locale);
  const amount = (label: string, value: string) => t("mail.text.amount", { label, amount: value });
  const sums = order.adjustments.map(({ kind, label, amount: value }) => {
    const name = t(`site.adjustment.${kind}`);
    return amount(label ? t("mail.frame.adjustmentOf", { name, label }) : name, value);
  });
  const taxes = order.taxes.map(({ label, amount: value }) =>
    value === null ? label : amount(label, value),
  );
  const parts = [
    [order.shopName],
    [title],
    ...sentences.map((sentence) => [sentence]),
    [`${t("mail.frame.seeYourOrder")}:`, order.orderUrl],
    ...(items.length > 0
      ? [[t("mail.frame.refunded"), ...items.map(({ label, amount: value }) => amount(label, value))]]
      : []),
    order.lines.map((line) => amount(t("mail.frame.line", line), line.total)),
    [
      amount(t("mail.frame.subtotal"), order.subtotal),
      ...sums,
      amount(t("mail.frame.total"), order.total),
      ...taxes,
    ],
    ...(hasAddress && order.address ? [[t("mail.frame.shipTo"), ...order.address]] : []),
    ...(hasAddress && order.promise ? [[`${order.promise.label}: ${order.promise.text}`]] : []),
    ...(order.invoice ? [[[order.invoice.label, order.invoice.url].filter(Boolean).join(": ")]] : []),
    [t("mail.frame.keepThisEmail")],
    ...(order.agreed ?? []).map(({ title: name, text }) => [name, "", text]),
    ...footerLines(locale),
  ];
  return `${parts.map((lines) => lines.join("\n")).join("\n\n")}\n`;
}
