import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { MAX_FILE_BYTES, UNDO_DAYS } from "@/domain/catalog/imports/import";
import { listImports } from "@/server/catalog/import/runs/get-import";
import { shopLocale } from "@/server/platform/env";
import { AdminTitle } from "@/ui/admin/frame/admin-title";
import { BackLink } from "@/ui/admin/frame/back-link";
import { choiceLabels } from "@/ui/admin/products/import/choice-labels";
import { ImportsTable } from "@/ui/admin/products/import/imports-table";
import { UploadForm } from "@/ui/admin/products/import/upload-form";
import { requireAdminOrRedirect } from "../../../require-admin-or-redirect";
import { uploadFile } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t("admin.imports.title") };
}

export default async function ImportPage() {
  await requireAdminOrRedirect("catalog.write", "/admin/products/import");
  const t = await getTranslations();
  const imports = await listImports();
  const megabytes = MAX_FILE_BYTES / 1024 / 1024;
  return (
    <>
      <BackLink href="/admin/products">{t("admin.frame.page.products")}</BackLink>
      <AdminTitle>{t("admin.imports.title")}</AdminTitle>
      <p className="mt-1 mb-5 max-w-xl text-ink-soft">{t("admin.imports.sentence", { days: UNDO_DAYS })}</p>
      <UploadForm
        action={uploadFile}
        maxBytes={MAX_FILE_BYTES}
        labels={{
          ...choiceLabels(t),
          file: t("admin.imports.upload.file"),
          hint: t("admin.imports.upload.hint", { megabytes }),
          drop: t("admin.imports.upload.drop"),
          check: t("admin.imports.upload.check"),
          sending: t("admin.imports.upload.sending"),
          tooLarge: t("admin.imports.fault.too_large", { megabytes }),
        }}
      />
      <ImportsTable imports={imports} locale={shopLocale()} now={new Date()} />
    </>
  );
}
