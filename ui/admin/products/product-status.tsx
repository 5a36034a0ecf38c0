import { useTranslations } from "next-intl";
import type { ProductRow } from "@/domain/catalog/views";
import { Badge } from "../../kit/badge";

/** Says that a product is not in the shop's lists; nothing for one that is. */
export function ProductStatus({ status }: Pick<ProductRow, "status">) {
  const t = useTranslations();
  return status === "active" ? null : <Badge>{t(`admin.products.status.${status}`)}</Badge>;
}
