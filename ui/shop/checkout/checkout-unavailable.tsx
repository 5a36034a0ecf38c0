import { useTranslations } from "next-intl";
import { LinkButton } from "../../kit/form/link-button";
import { PageTitle } from "../frame/page-title";

export function CheckoutUnavailable() {
  const t = useTranslations();
  return (
    <div className="page pt-8 pb-24 lg:pt-12">
      <PageTitle>{t("shop.checkout.unavailable.title")}</PageTitle>
      <p className="mt-4 max-w-prose text-lead text-ink-soft">{t("shop.checkout.unavailable.sentence")}</p>
      <LinkButton href="/cart" prefetch={false} className="mt-8">
        {t("shop.checkout.backToCart")}
      </LinkButton>
    </div>
  );
}
