import { useTranslations } from "next-intl";
import { LinkButton } from "../../kit/form/link-button";

export function PageLinks({ former, next }: { former: string | null; next: string | null }) {
  const t = useTranslations();
  if (!former && !next) return null;
  return (
    <nav aria-label={t("shop.collection.pages")} className="mt-16 flex justify-between gap-4">
      {former ? (
        <LinkButton href={former} prefetch={false} rel="prev" tone="plain">
          {t("shop.collection.previousPage")}
        </LinkButton>
      ) : null}
      {next ? (
        <LinkButton href={next} prefetch={false} rel="next" tone="plain" className="ms-auto">
          {t("shop.collection.nextPage")}
        </LinkButton>
      ) : null}
    </nav>
  );
}
