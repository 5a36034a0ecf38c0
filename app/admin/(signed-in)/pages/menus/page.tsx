import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { MAX_MENU_ADDRESS, MAX_MENU_TITLE } from "@/domain/content/menu";
import type { Translate } from "@/messages/messages";
import { type EditedMenu, getEditedMenus, type MenuKind } from "@/server/content/menus/edit-menu";
import { AdminTitle } from "@/ui/admin/frame/admin-title";
import { BackLink } from "@/ui/admin/frame/back-link";
import { MenuEditor } from "@/ui/admin/pages/menu-editor";
import { PublishBar } from "@/ui/admin/pages/publish-bar";
import { ShopPreviews } from "@/ui/admin/pages/shop-previews";
import { Section } from "@/ui/kit/table/section";
import { requireAdminOrRedirect } from "../../../require-admin-or-redirect";
import { edit, publish } from "./actions";

const PATH = "/admin/pages/menus";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t("admin.menus.title") };
}

export default async function MenusPage() {
  await requireAdminOrRedirect("content.write", PATH);
  const { header, footer, choices } = await getEditedMenus();
  const t = await getTranslations();
  const menus: [MenuKind, EditedMenu][] = [
    ["header", header],
    ["footer", footer],
  ];
  return (
    <>
      <BackLink href="/admin/pages">{t("admin.frame.page.pages")}</BackLink>
      <AdminTitle>{t("admin.menus.title")}</AdminTitle>
      <p className="mt-1 mb-5 max-w-prose text-ink-soft">{t("admin.menus.sentence")}</p>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-8 xl:grid-cols-2">
        {menus.map(([kind, menu]) => (
          <Section key={kind} title={t(`admin.menus.${kind}.title`)}>
            <p className="mb-3 max-w-prose text-ink-soft">{t(`admin.menus.${kind}.sentence`)}</p>
            <MenuEditor
              kind={kind}
              version={menu.version}
              parts={menu.parts}
              choices={choices}
              limits={{ title: MAX_MENU_TITLE, address: MAX_MENU_ADDRESS }}
              action={edit}
            />
            <PublishBar
              fields={{ kind }}
              version={menu.version === (menu.publishedVersion ?? 0) ? null : menu.version}
              publishedVersion={menu.publishedVersion}
              labels={publishLabels(menu, t)}
              action={publish}
            />
          </Section>
        ))}
        <Section title={t("admin.menus.preview")} className="xl:col-span-2">
          <ShopPreviews version={`${header.version}-${footer.version}`} />
        </Section>
      </div>
    </>
  );
}

const publishLabels = ({ version }: EditedMenu, t: Translate) => ({
  publish: t("admin.menus.publish"),
  shown: t(version === 0 ? "admin.menus.isByItself" : "admin.menus.isShown"),
  byItself: t("admin.menus.byItself"),
  byItselfHint: t("admin.menus.byItselfHint"),
  undo: t("admin.pages.form.undo"),
  pending: t("admin.pages.pending"),
});
