import { useTranslations } from "next-intl";
import type { QuoteLine } from "@/domain/cart/quote-line";
import { formatTime } from "@/domain/format-time";
import { formatMoney } from "@/domain/money";
import type { Translate } from "@/messages/messages";

type LineNoticeProps = { line: QuoteLine; locale: string; timeZone: string };

/** What has changed since the shopper put it there, in words. */
export function LineNotice({ line, locale, timeZone }: LineNoticeProps) {
  const sentences = sentencesOf(line, { locale, timeZone }, useTranslations());
  if (sentences.length === 0) return null;
  return <p className="mt-2 text-sm text-signal">{sentences.join(" ")}</p>;
}

function sentencesOf(
  line: QuoteLine,
  { locale, timeZone }: Omit<LineNoticeProps, "line">,
  t: Translate,
): string[] {
  const { notice, formerUnitPrice, unitPrice, quantity } = line;
  if (notice === null) return [];
  if (notice === "gone" || notice === "sold_out") return [t(`shop.cart.notice.${notice}`)];
  if (notice === "held")
    return [t("shop.cart.notice.held", { time: formatTime(line.heldUntil ?? new Date(), locale, timeZone) })];
  const left =
    notice === "quantity_reduced" || notice === "limited"
      ? [t(`shop.cart.notice.${notice}`, { quantity })]
      : [];
  if (!formerUnitPrice) return left;
  const prices = { former: formatMoney(formerUnitPrice, locale), now: formatMoney(unitPrice, locale) };
  return [...left, t("shop.cart.notice.price", prices)];
}
