import { useTranslations } from "next-intl";
import type { QuoteLine } from "@/domain/cart/quote";
import { formatMoney } from "@/domain/money";
import type { Translate } from "@/messages/messages";

/** What has changed since the shopper put it there, in words. */
export function LineNotice({ line, locale }: { line: QuoteLine; locale: string }) {
  const sentences = sentencesOf(line, locale, useTranslations());
  if (sentences.length === 0) return null;
  return <p className="mt-2 text-sm text-signal">{sentences.join(" ")}</p>;
}

function sentencesOf(line: QuoteLine, locale: string, t: Translate): string[] {
  const { notice, formerUnitPrice, unitPrice, quantity } = line;
  if (notice === null) return [];
  if (notice === "gone" || notice === "sold_out") return [t(`shop.cart.notice.${notice}`)];
  const left = notice === "quantity_reduced" ? [t("shop.cart.notice.reduced", { quantity })] : [];
  if (!formerUnitPrice) return left;
  const prices = { former: formatMoney(formerUnitPrice, locale), now: formatMoney(unitPrice, locale) };
  return [...left, t("shop.cart.notice.price", prices)];
}
