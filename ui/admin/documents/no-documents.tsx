import Link from "next/link";
import { useTranslations } from "next-intl";
import { Empty } from "../../kit/table/empty";

/** Why the list is empty. */
export function NoDocuments({ isAny, isOn }: { isAny: boolean; isOn: boolean }) {
  const t = useTranslations();
  if (isAny) return <Empty title={t("admin.documents.none.month")} />;
  if (isOn) return <Empty title={t("admin.documents.none.title")}>{t("admin.documents.none.on")}</Empty>;
  return (
    <Empty title={t("admin.documents.none.title")}>
      {t.rich("admin.documents.none.off", {
        settings: (text) => (
          <Link href="/admin/settings/documents" prefetch={false} className="link">
            {text}
          </Link>
        ),
      })}
    </Empty>
  );
}
