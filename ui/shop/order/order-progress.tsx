import { useTranslations } from "next-intl";
import type { ReceiptView } from "@/domain/orders/views";
import { moneyText, parcelText } from "./progress-messages";

/** Where the parcel is and where the money is, one line each: either may be told without the other. */
export function OrderProgress({ receipt, locale }: { receipt: ReceiptView; locale: string }) {
  const t = useTranslations();
  const rows = [
    { term: t("shop.order.label.parcel"), text: parcelText(receipt, t) },
    { term: t("shop.order.label.payment"), text: moneyText(receipt, locale, t) },
  ].filter(({ text }) => text !== null);
  if (rows.length === 0) return null;
  return (
    <dl className="mt-7 grid max-w-2xl gap-y-3 border-y border-line py-4">
      {rows.map(({ term, text }) => (
        <div key={term} className="grid gap-x-6 sm:grid-cols-[7rem_1fr]">
          <dt className="text-ink-soft">{term}</dt>
          <dd>{text}</dd>
        </div>
      ))}
    </dl>
  );
}
