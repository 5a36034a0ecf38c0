import "server-only";
import type { OrderMailKind } from "@/domain/orders/mail";
import { fillPlaceholders, wordsOf } from "@/domain/settings/emails";
import { sellerAddress, sellerNumbers } from "@/messages/seller-lines";
import { getSeller } from "../../platform/settings/seller";
import { settings } from "../../platform/settings/settings";

type Words = { subject: string; sentences: string[] };
type Of = { shopName: string; number: number; total: string };

/** The shop's own subject in place of ours, and its own opening above what the mail has to say: that always stays. */
export function withOwnWords<Given extends Words>(kind: OrderMailKind, given: Given, order: Of): Given {
  const { subject, opening } = wordsOf(settings("emails").words, kind);
  const values = { number: String(order.number), shop: order.shopName, total: order.total };
  return {
    ...given,
    ...(subject ? { subject: fillPlaceholders(subject, values) } : {}),
    sentences: opening ? [fillPlaceholders(opening, values), ...given.sentences] : given.sentences,
  };
}

/** What stands below every mail to a shopper: the shop's own text, and who sells; null: neither was entered. */
export function ownFooter(locale: string): string | null {
  const parts = [settings("emails").footer, sellerText(locale)].filter((part) => part !== "");
  return parts.length === 0 ? null : parts.join("\n\n");
}

function sellerText(locale: string): string {
  if (settings("seller").legalName === "") return "";
  const seller = getSeller();
  const { contact, numbers } = sellerNumbers(seller, locale);
  return [sellerAddress(seller, locale).join(", "), contact.join(" · "), ...numbers]
    .filter((line) => line !== "")
    .join("\n");
}

/** The same as a paragraph of the mail for programs that show no HTML. */
export function footerLines(locale: string): string[][] {
  const footer = ownFooter(locale);
  return footer === null ? [] : [[footer]];
}
