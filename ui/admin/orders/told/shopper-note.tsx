import { useTranslations } from "next-intl";
import type { OrderView } from "@/domain/orders/views";
import { Notice } from "../../../kit/notice";

/** What the shopper wrote to the shop with the order; on paper too. */
export function ShopperNote({ details }: Pick<OrderView, "details">) {
  const t = useTranslations();
  if (!details?.note) return null;
  return (
    <Notice title={t("admin.orders.shopperNote")} className="mb-5 break-inside-avoid">
      <p className="break-words whitespace-pre-line">{details.note}</p>
    </Notice>
  );
}
