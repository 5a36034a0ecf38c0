import { useTranslations } from "next-intl";
import type { OrderView } from "@/domain/orders/views";
import { promiseText } from "@/messages/promise";

/** When the shopper was told that it arrives. */
export function OrderPromise({ order, locale }: { order: OrderView; locale: string }) {
  const t = useTranslations();
  if (!order.promise) return null;
  const { label, text } = promiseText(order.promise, t, locale);
  return (
    <p className="mt-3 print:mt-1">
      <span className="block text-sm text-ink-soft print:inline">{label}</span>{" "}
      <span translate="no">{text}</span>
    </p>
  );
}
