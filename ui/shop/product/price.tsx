import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { formatMoney, type Money } from "@/domain/money";

type PriceProps = {
  price: Money;
  locale: string;
  /** What may be struck through. */
  prior?: Money | null;
  /** The lowest of several: "from €22.00". */
  isFrom?: boolean;
};

/** A price, with the former one next to it where there is one. */
export function Price({ price, locale, prior, isFrom }: PriceProps) {
  const t = useTranslations();
  const values = {
    price: formatMoney(price, locale),
    // An amount stays on one line, two of them need not.
    amount: (text: ReactNode) => <span className="figures">{text}</span>,
  };
  if (!prior) return t.rich(isFrom ? "shop.product.price.from" : "shop.product.price.plain", values);
  return t.rich(isFrom ? "shop.product.price.fromReduced" : "shop.product.price.reduced", {
    ...values,
    former: formatMoney(prior, locale),
    hidden: (text: ReactNode) => <span className="sr-only">{text}</span>,
    before: (text: ReactNode) => <s className="figures text-ink-soft">{text}</s>,
  });
}
