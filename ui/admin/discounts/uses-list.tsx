import Link from "next/link";
import { useTranslations } from "next-intl";
import type { DiscountUseRow } from "@/domain/discounts/views";
import { Moment } from "../../kit/moment";

/** The orders that have a discount, the newest first. */
export function UsesList({ uses, locale, now }: { uses: DiscountUseRow[]; locale: string; now: Date }) {
  const t = useTranslations();
  return (
    <ul>
      {uses.map(({ orderId, number, code, state, isCounted, at }) => (
        <li
          key={`${orderId} ${code}`}
          className="flex flex-wrap justify-between gap-x-4 border-b border-line py-1.5"
        >
          <Link href={`/admin/orders/${orderId}`} prefetch={false} className="link">
            {t("admin.discounts.uses.order", { number: String(number) })}
          </Link>
          {code ? <code translate="no">{code}</code> : null}
          <span className="text-ink-soft">
            {t(
              state === "used" && !isCounted ? "admin.discounts.uses.above" : `admin.discounts.uses.${state}`,
            )}{" "}
            · <Moment at={at} locale={locale} now={now} />
          </span>
        </li>
      ))}
    </ul>
  );
}
