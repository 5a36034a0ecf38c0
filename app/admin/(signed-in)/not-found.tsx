import { useTranslations } from "next-intl";
import { LinkButton } from "@/ui/kit/form/link-button";

export default function AdminNotFound() {
  const t = useTranslations();
  return (
    <div className="max-w-xl">
      <h1 className="font-heading text-2xl font-semibold tracking-tight">
        {t("admin.frame.notFound.title")}
      </h1>
      <p className="mt-2 mb-5 text-ink-soft">{t("admin.frame.notFound.sentence")}</p>
      <LinkButton href="/admin/orders" tone="plain" size="small">
        {t("admin.frame.notFound.toOrders")}
      </LinkButton>
    </div>
  );
}
