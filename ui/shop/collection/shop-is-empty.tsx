import { useTranslations } from "next-intl";

export function ShopIsEmpty() {
  const t = useTranslations();
  return (
    <section className="page py-24">
      <h1 className="font-heading text-display font-semibold">{t("shop.home.shelvesAreEmpty.title")}</h1>
      <p className="mt-6 max-w-prose text-lead text-ink-soft">{t("shop.home.shelvesAreEmpty.sentence")}</p>
    </section>
  );
}
