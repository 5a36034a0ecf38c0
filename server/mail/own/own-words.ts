import "server-only";
import type { OrderMailKind } from "@/domain/orders/mail";
import { fillPlaceholders, wordsOf } from "@/domain/settings/emails";
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

/** What the shop puts below every mail to a shopper; null: nothing. */
export const ownFooter = (): string | null => settings("emails").footer || null;

/** The same as a paragraph of the mail for programs that show no HTML. */
export function footerLines(): string[][] {
  const footer = ownFooter();
  return footer === null ? [] : [[footer]];
}
