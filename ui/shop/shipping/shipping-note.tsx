import { useTranslations } from "next-intl";
import { formatMoney, type Money, money } from "@/domain/money";
import { countryName } from "@/domain/orders/address-lines";
import type { ShippingFrom } from "@/domain/shipping/from-price";

type ShippingNoteProps = {
  /** Null: it is not sent there. */
  from: ShippingFrom | null;
  country: string;
  /** Of one piece, without discounts. */
  price: Money;
  locale: string;
};

/**
 * What sending it begins with, next to its price. In working days: the page is kept for longer than a day, and a date
 * on it would be yesterday's.
 */
export function ShippingNote({ from, country, price, locale }: ShippingNoteProps) {
  const t = useTranslations();
  const name = countryName(country, locale);
  if (!from) return <p className="text-sm text-ink-soft">{t("shop.shipping.notTo", { country: name })}</p>;
  const { amountMinor, days, missingMinor } = from;
  const [least, most] = days;
  const amount = (minor: bigint) => formatMoney(money(minor, price.currency), locale);
  const facts = [
    amountMinor === 0n
      ? t("shop.shipping.freeTo", { country: name })
      : t("shop.shipping.from", { country: name, price: amount(amountMinor) }),
    least === most ? t("shop.shipping.days", { days: most }) : t("shop.shipping.daysTo", { least, most }),
    ...(missingMinor === null
      ? []
      : [t("shop.shipping.freeFrom", { sum: amount(price.amountMinor + missingMinor) })]),
  ];
  return <p className="text-sm text-ink-soft">{facts.join(" · ")}</p>;
}
