import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { CATALOG_FILES } from "@/domain/exports/catalog-export";
import { AdminTitle } from "@/ui/admin/frame/admin-title";
import { BackLink } from "@/ui/admin/frame/back-link";
import { CatalogFiles } from "@/ui/admin/products/export/catalog-files";
import { requireAdminOrRedirect } from "../../../require-admin-or-redirect";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t("admin.catalogExport.title") };
}

export default async function CatalogExportPage() {
  await requireAdminOrRedirect("catalog.read", "/admin/products/export");
  const t = await getTranslations();
  return (
    <>
      <BackLink href="/admin/products">{t("admin.frame.page.products")}</BackLink>
      <AdminTitle>{t("admin.catalogExport.title")}</AdminTitle>
      <p className="mt-1 mb-5 max-w-xl text-ink-soft">{t("admin.catalogExport.sentence")}</p>
      <CatalogFiles files={CATALOG_FILES} />
    </>
  );
}
