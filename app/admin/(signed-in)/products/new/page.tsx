import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { emptyEditor } from "@/domain/catalog/editor/editor-of";
import { listCollectionNames } from "@/server/catalog/list/list-collection-names";
import { listMakers } from "@/server/catalog/makers/list-makers";
import { env } from "@/server/platform/env";
import { settings } from "@/server/platform/settings/settings";
import { AdminTitle } from "@/ui/admin/frame/admin-title";
import { BackLink } from "@/ui/admin/frame/back-link";
import { EditorForm } from "@/ui/admin/products/editor/editor-form";
import { editorLabels } from "@/ui/admin/products/editor/editor-labels";
import { requireAdminOrRedirect } from "../../../require-admin-or-redirect";
import { save } from "../editor/actions";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t("admin.products.editor.new") };
}

export default async function NewProductPage() {
  await requireAdminOrRedirect("catalog.write", "/admin/products/new");
  const t = await getTranslations();
  const collections = (await listCollectionNames()).map(({ title }) => title);
  return (
    <>
      <BackLink href="/admin/products">{t("admin.frame.page.products")}</BackLink>
      <AdminTitle>{t("admin.products.editor.new")}</AdminTitle>
      <EditorForm
        fields={emptyEditor(collections, settings("shipping").zones)}
        notes={{}}
        origin={env().APP_ORIGIN}
        labels={editorLabels(t)}
        makers={await listMakers()}
        action={save}
      />
    </>
  );
}
