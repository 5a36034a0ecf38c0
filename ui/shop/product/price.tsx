import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { formatMoney, type Money } from "@/domain/money";

type PriceProps = {
  price: Money;
  locale: string;
  compareAt?: Money | null;
  /** The lowest of several: "from €22.00". */
  isFrom?: boolean;
};

/** A price, with the former one next to it where there is one. */
export function Price({ price, locale, compareAt, isFrom }: PriceProps) {
  const t = useTranslations();
  const shown = formatMoney(price, locale);
  if (!compareAt)
    return <span className="figures">{isFrom ? t("shop.product.price.from", { price: shown }) : shown}</span>;
  const values = {
    price: shown,
    hidden: (text: ReactNode) => <span className="sr-only">{text}</span>,
    before: () => <s className="ms-1.5 text-ink-soft">{formatMoney(compareAt, locale)}</s>,
  };
  return (
    <span className="figures">
      {t.rich(isFrom ? "shop.product.price.fromReduced" : "shop.product.price.reduced", values)}
    </span>
  );
}
