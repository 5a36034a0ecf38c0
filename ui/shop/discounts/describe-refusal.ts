import type { CodeRefusal } from "@/domain/discounts/refuse-rule";
import { formatDay } from "@/domain/format-time";
import { formatMoney, money } from "@/domain/money";
import type { Translate } from "@/messages/messages";

type Where = { currency: string; locale: string; timeZone: string; now: Date };

/** Why a code does not apply, and what to do where something can be done. */
export function describeRefusal(
  refusal: CodeRefusal,
  t: Translate,
  { currency, locale, timeZone, now }: Where,
): string {
  switch (refusal.reason) {
    case "not_yet":
      return t("site.discount.refused.not_yet", { day: formatDay(refusal.startsAt, locale, timeZone, now) });
    case "min_sum":
      return t("site.discount.refused.min_sum", {
        missing: formatMoney(money(refusal.missingMinor, currency), locale),
      });
    case "min_quantity":
      return t("site.discount.refused.min_quantity", { missing: refusal.missing });
    default:
      return t(`site.discount.refused.${refusal.reason}`);
  }
}
