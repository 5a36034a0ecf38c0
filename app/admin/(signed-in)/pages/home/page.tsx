import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { getEditedHome } from "@/server/content/home/edit-home";
import { AdminSearch } from "@/ui/admin/frame/admin-search";
import { AdminTitle } from "@/ui/admin/frame/admin-title";
import { BackLink } from "@/ui/admin/frame/back-link";
import { HomeEditor } from "@/ui/admin/pages/home-editor";
import { PublishBar } from "@/ui/admin/pages/publish-bar";
import { ShopPreviews } from "@/ui/admin/pages/shop-previews";
import { Section } from "@/ui/kit/table/section";
import { requireAdminOrRedirect } from "../../../require-admin-or-redirect";
import { edit, publish } from "./actions";
import { startHero } from "./start-hero";

const PATH = "/admin/pages/home";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t("admin.home.title") };
}

type HomeProps = { searchParams: Promise<{ q?: string | string[] }> };

export default async function EditHomePage({ searchParams }: HomeProps) {
  await requireAdminOrRedirect("content.write", PATH);
  const { q } = await searchParams;
  const words = typeof q === "string" ? q : "";
  const { home, version, publishedVersion, collections, pictures } = await getEditedHome(
    await startHero(),
    words,
  );
  const t = await getTranslations();
  return (
    <>
      <BackLink href="/admin/pages">{t("admin.frame.page.pages")}</BackLink>
      <AdminTitle>{t("admin.home.title")}</AdminTitle>
      <p className="mt-1 mb-5 max-w-prose text-ink-soft">{t("admin.home.sentence")}</p>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-8 2xl:grid-cols-2">
        <div>
          <AdminSearch
            key={words}
            action={PATH}
            label={t("admin.home.searchPictures")}
            placeholder={t("admin.home.searchPictures")}
            words={words}
          />
          <HomeEditor {...{ home, version, collections, pictures }} action={edit} />
        </div>
        <div className="grid grid-cols-[minmax(0,1fr)] content-start gap-4">
          <PublishBar
            fields={{}}
            version={version === (publishedVersion ?? 0) ? null : version}
            publishedVersion={publishedVersion}
            labels={{
              publish: t("admin.menus.publish"),
              shown: t(version === 0 ? "admin.home.isByItself" : "admin.menus.isShown"),
              byItself: t("admin.menus.byItself"),
              byItselfHint: t("admin.home.byItselfHint"),
              undo: t("admin.pages.form.undo"),
              pending: t("admin.pages.pending"),
            }}
            action={publish}
          />
          {version > 0 ? (
            <Section title={t("admin.menus.preview")}>
              <ShopPreviews version={`home-${version}`} />
            </Section>
          ) : null}
        </div>
      </div>
    </>
  );
}
