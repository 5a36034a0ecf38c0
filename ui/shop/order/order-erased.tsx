import { useTranslations } from "next-intl";
import { formatLongDay } from "@/domain/format-time";

type OrderErasedProps = { number: number; erasedAt: Date; locale: string; timeZone: string };

/** All that the link of an order shows whose shopper was erased. */
export function OrderErased({ number, erasedAt, locale, timeZone }: OrderErasedProps) {
  const t = useTranslations();
  return (
    <>
      <p className="figures text-ink-soft">{t("shop.order.heading", { number })}</p>
      <h1 className="mt-1 font-heading text-[clamp(2.25rem,1.5rem+3vw,4rem)] leading-none font-semibold tracking-tight">
        {t("shop.order.erased.title")}
      </h1>
      <p className="mt-5 max-w-[46ch] text-lead text-ink-soft">
        {t("shop.order.erased.sentence", { day: formatLongDay(erasedAt, locale, timeZone) })}
      </p>
    </>
  );
}
