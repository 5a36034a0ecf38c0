import { useTranslations } from "next-intl";
import type { Safety } from "@/domain/catalog/safety";
import { SafetyText } from "./safety-text";

type ProductTextProps = { descriptionHtml: string; sku: string | null; safety: Safety };

export function ProductText({ descriptionHtml, sku, safety }: ProductTextProps) {
  const t = useTranslations();
  return (
    <section aria-label={t("shop.product.description")} className="mt-10 lg:mt-5">
      {/* biome-ignore lint/security/noDangerouslySetInnerHtml: sanitized where it is read, in server/catalog */}
      <div className="prose max-w-[60ch]" dangerouslySetInnerHTML={{ __html: descriptionHtml }} />
      <SafetyText safety={safety} />
      {sku ? <p className="figures mt-5 text-sm text-ink-soft">{t("shop.product.item", { sku })}</p> : null}
    </section>
  );
}
