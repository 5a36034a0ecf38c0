import type { Reduction } from "@/domain/catalog/price-reduction";
import { formatLongDay } from "@/domain/format-time";
import { formatMoney } from "@/domain/money";
import type { Translate } from "@/messages/messages";

type Shop = { locale: string; timeZone: string };

/** What the shop strikes through for a compare-at price, or why nothing; null where none is above the price. */
export function reductionNote(reduction: Reduction | undefined, t: Translate, shop: Shop): string | null {
  switch (reduction?.kind) {
    case undefined:
    case "none":
      return null;
    case "hidden":
    case "unknown":
      return t(`admin.products.editor.reduction.${reduction.kind}`);
    case "not_lower":
      return t("admin.products.editor.reduction.not_lower", {
        lowest: formatMoney(reduction.lowest, shop.locale),
        date: formatLongDay(reduction.began, shop.locale, shop.timeZone),
      });
    case "shown":
      return t("admin.products.editor.reduction.shown", {
        prior: formatMoney(reduction.prior, shop.locale),
        percent: reduction.percent,
        date: formatLongDay(reduction.began, shop.locale, shop.timeZone),
      });
  }
}
