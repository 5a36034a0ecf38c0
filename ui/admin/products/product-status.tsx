import { useTranslations } from "next-intl";
import type { ProductStatus as Status } from "@/domain/catalog/views";
import { Badge } from "../../kit/badge";

/** Says that a product is not in the shop's lists; nothing for one that is. */
export function ProductStatus({ status }: { status: Status }) {
  const t = useTranslations();
  return status === "active" ? null : <Badge>{t(`admin.products.status.${status}`)}</Badge>;
}
