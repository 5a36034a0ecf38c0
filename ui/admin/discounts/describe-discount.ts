import type { DiscountView } from "@/domain/discounts/views";
import { formatCalendarDay } from "@/domain/format-time";
import { formatMoney, money } from "@/domain/money";
import { countryName } from "@/domain/orders/address-lines";
import type { Translate } from "@/messages/messages";

type Goods = { collections: string[]; products: string[] };

/** What a discount takes off, such as "10%" or "€5.00". */
export function describeValue({ kind, value, currency }: DiscountView, t: Translate, locale: string): string {
  if (kind === "free_shipping") return t("admin.discounts.kind.free_shipping");
  const amount =
    kind === "percent"
      ? new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 2 }).format(
          Number(value) / 10_000,
        )
      : formatMoney(money(value, currency), locale);
  return t(`admin.discounts.worth.${kind}`, { amount });
}

/**
 * What a discount does, in sentences.
 * @param goods titles of what it is for; null: all goods
 */
export function describeDiscount(
  discount: DiscountView,
  goods: Goods | null,
  t: Translate,
  locale: string,
): string {
  const { method, code, codes, currency, minSumMinor, minQuantity, countries, from, to } = discount;
  const list = (items: string[], type: "conjunction" | "disjunction") =>
    new Intl.ListFormat(locale, { type }).format(items);
  const titles = goods && [...goods.collections, ...goods.products];
  const amount = (minor: bigint) => formatMoney(money(minor, currency), locale);
  const day = (text: string) => formatCalendarDay(text, locale);
  const isFor = goods === null ? "all" : titles?.length === 0 ? "none" : "some";
  return [
    t("admin.discounts.says.what", {
      ...{ kind: discount.kind, worth: describeValue(discount, t, locale), isFor },
      goods: list(titles ?? [], "conjunction"),
    }),
    t("admin.discounts.says.how", { method, code: code ?? "", codes }),
    minSumMinor === null ? null : t("admin.discounts.says.minSum", { sum: amount(minSumMinor), isFor }),
    minQuantity === null ? null : t("admin.discounts.says.minQuantity", { units: minQuantity, isFor }),
    countries.length === 0
      ? null
      : t("admin.discounts.says.countries", {
          countries: list(
            countries.map((one) => countryName(one, locale)),
            "disjunction",
          ),
        }),
    discount.isFirstOrder ? t("admin.discounts.says.firstOrder") : null,
    from ? t("admin.discounts.says.from", { day: day(from) }) : null,
    to ? t("admin.discounts.says.to", { day: day(to) }) : null,
    discount.usageLimit === null ? null : t("admin.discounts.says.usageLimit", { uses: discount.usageLimit }),
    discount.perMailLimit === null
      ? null
      : t("admin.discounts.says.perMail", { uses: discount.perMailLimit }),
    t(discount.combines ? "admin.discounts.says.combines" : "admin.discounts.says.alone"),
  ]
    .filter((sentence) => sentence !== null)
    .join(" ");
}
