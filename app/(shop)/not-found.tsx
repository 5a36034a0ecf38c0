import { useTranslations } from "next-intl";
import { LinkButton } from "@/ui/kit/form/link-button";
import { MessagePage } from "@/ui/kit/message-page";

export default function ShopNotFound() {
  const t = useTranslations();
  return (
    <MessagePage title={t("shop.notFound.title")} sentence={t("shop.notFound.sentence")}>
      <LinkButton href="/collections/all" prefetch={false}>
        {t("shop.notFound.seeEverything")}
      </LinkButton>
      <LinkButton href="/search" prefetch={false} tone="plain">
        {t("shop.notFound.search")}
      </LinkButton>
    </MessagePage>
  );
}
