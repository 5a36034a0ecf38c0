import { useTranslations } from "next-intl";
import { perText, type UnitPrice as Shown } from "@/domain/catalog/unit-price";
import { formatMoney } from "@/domain/money";

/** "€12.00 / kg": what the law wants next to the price of what is sold by weight, volume, length, area or number. */
export function UnitPrice({ unitPrice: { price, per }, locale }: { unitPrice: Shown; locale: string }) {
  const t = useTranslations();
  const [unit = ""] = per.match(/[a-z0-9]+$/) ?? [];
  return (
    <span className="figures">
      {t("shop.product.unitPrice", { price: formatMoney(price, locale), per: perText(per), unit })}
    </span>
  );
}
