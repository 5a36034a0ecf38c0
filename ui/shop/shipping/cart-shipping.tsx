import { useTranslations } from "next-intl";
import { formatArrival } from "@/domain/format-time";
import { formatMoney, money } from "@/domain/money";
import { countryName } from "@/domain/orders/address-lines";
import type { ShippingFrom } from "@/domain/shipping/from-price";

type CartShippingProps = {
  /** Null: nothing is sent, or it cannot be said yet what that costs. */
  from: ShippingFrom | null;
  country: string;
  /** Which products cannot be sent, and why. */
  refusal: string | null;
  currency: string;
  locale: string;
};

/** What sending the cart begins with, when that arrives, and what the cart lacks for it to be free. */
export function CartShipping({ from, refusal, currency, locale, ...to }: CartShippingProps) {
  const t = useTranslations();
  if (refusal) return <p className="font-medium text-signal">{refusal}</p>;
  if (!from) return <p className="text-sm text-ink-soft">{t("shop.cart.shippingLater")}</p>;
  const { amountMinor, missingMinor, arrives } = from;
  const country = countryName(to.country, locale);
  const amount = (minor: bigint) => formatMoney(money(minor, currency), locale);
  return (
    <div className="text-sm text-ink-soft">
      <p>
        {amountMinor === 0n
          ? t("shop.shipping.freeTo", { country })
          : t("shop.shipping.from", { country, price: amount(amountMinor) })}
        {" · "}
        {t("shop.shipping.arrives", { days: formatArrival(arrives, locale) })}
      </p>
      {missingMinor === null ? null : (
        <p className="font-medium text-ink">
          {t("shop.shipping.missing", { missing: amount(missingMinor) })}
        </p>
      )}
      <p>{t("shop.cart.shippingLater")}</p>
    </div>
  );
}
