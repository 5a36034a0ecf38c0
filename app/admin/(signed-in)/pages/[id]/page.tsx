import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { useTranslations } from "next-intl";
import { getTranslations } from "next-intl/server";
import { MAX_BODY, MAX_SEARCH_TEXT, MAX_TITLE } from "@/domain/content/page";
import type { Translate } from "@/messages/messages";
import { type EditedPage, getEditedPage } from "@/server/content/pages/list-pages";
import { shopLocale } from "@/server/platform/env";
import { AdminTitle } from "@/ui/admin/frame/admin-title";
import { BackLink } from "@/ui/admin/frame/back-link";
import { PageForm } from "@/ui/admin/pages/page-form";
import { TextForm } from "@/ui/admin/pages/text-form";
import { VersionList } from "@/ui/admin/pages/version-list";
import { PressForm } from "@/ui/kit/form/press-form";
import { Status } from "@/ui/kit/status";
import { Section } from "@/ui/kit/table/section";
import { ContentPage } from "@/ui/shop/content/content-page";
import { requireAdminOrRedirect } from "../../../require-admin-or-redirect";
import { move, publish, remove, restore, save } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t("admin.frame.page.pages") };
}

const TONES = { draft: "quiet", published: "good", changed: "wait" } as const;

type EditPageProps = { params: Promise<{ id: string }> };

export default async function EditPagePage({ params }: EditPageProps) {
  const { id } = await params;
  await requireAdminOrRedirect("content.write", `/admin/pages/${id}`);
  const page = await getEditedPage(id);
  if (!page) notFound();
  const t = await getTranslations();
  return (
    <>
      <BackLink href="/admin/pages">{t("admin.frame.page.pages")}</BackLink>
      <AdminTitle aside={<Status tone={TONES[page.state]}>{t(`admin.pages.state.${page.state}`)}</Status>}>
        {page.title}
      </AdminTitle>
      <div className="mt-5 grid grid-cols-[minmax(0,1fr)] gap-8 xl:grid-cols-2">
        <div>
          <PageForm
            id={id}
            base={page.version}
            text={page.text}
            limits={{ title: MAX_TITLE, body: MAX_BODY, searchText: MAX_SEARCH_TEXT }}
            labels={formLabels(page, t)}
            action={save}
            undo={publish}
          />
        </div>
        <Preview page={page} />
        <Settings page={page} />
        <Section title={t("admin.pages.history.title")}>
          <VersionList
            id={id}
            versions={page.versions}
            publishedVersion={page.publishedVersion}
            locale={shopLocale()}
            now={new Date()}
            restore={restore}
          />
        </Section>
      </div>
    </>
  );
}

/** The draft in the shop's own component. */
function Preview({ page }: { page: EditedPage }) {
  const t = useTranslations();
  return (
    <div>
      <p className="mb-1.5 font-medium">{t("admin.pages.preview")}</p>
      <section
        aria-label={t("admin.pages.preview")}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
        className="max-h-[60rem] overflow-y-auto border border-line bg-paper text-base"
      >
        <ContentPage title={page.preview.title} bodyHtml={page.preview.bodyHtml} />
      </section>
    </div>
  );
}

function Settings({ page }: { page: EditedPage }) {
  const t = useTranslations();
  const { id, slug, formerSlugs, publishedVersion } = page;
  const pending = t("admin.pages.pending");
  return (
    <div className="grid content-start gap-8">
      <Section title={t("admin.pages.address.title")}>
        <TextForm
          name="slug"
          value={slug}
          fields={{ id }}
          label={t("admin.pages.address.label")}
          hint={t("admin.pages.address.hint")}
          submit={t("admin.pages.address.submit")}
          pending={pending}
          action={move}
        />
        {formerSlugs.length > 0 ? (
          <p className="mt-2 text-ink-soft wrap-anywhere">
            {t("admin.pages.address.former", {
              addresses: formerSlugs.map((one) => `/pages/${one}`).join(", "),
            })}
          </p>
        ) : null}
        {publishedVersion === null ? null : (
          <p className="mt-2">
            <a href={`/pages/${slug}`} className="link">
              {t("admin.pages.address.open")}
            </a>
          </p>
        )}
      </Section>
      <Section title={t("admin.pages.end.title")}>
        <div className="grid gap-4">
          {publishedVersion === null ? null : (
            <div className="grid gap-1.5">
              <p className="text-ink-soft">{t("admin.pages.end.unpublishSentence")}</p>
              <PressForm
                fields={{ id, version: "" }}
                label={t("admin.pages.end.unpublish")}
                pending={pending}
                action={publish}
              />
            </div>
          )}
          <div className="grid gap-1.5">
            <p className="text-ink-soft">{t("admin.pages.end.deleteSentence")}</p>
            <PressForm
              fields={{ id }}
              label={t("admin.pages.end.delete")}
              pending={pending}
              tone="danger"
              action={remove}
            />
          </div>
        </div>
      </Section>
    </div>
  );
}

const formLabels = ({ slug }: EditedPage, t: Translate) => ({
  title: t("admin.pages.form.title"),
  body: t("admin.pages.form.body"),
  bodyHint: t("admin.pages.form.bodyHint", { place: "[[…]]" }),
  searchTitle: t("admin.pages.form.searchTitle"),
  searchTitleHint: t("admin.pages.form.searchTitleHint"),
  searchText: t("admin.pages.form.searchText"),
  searchTextHint: t("admin.pages.form.searchTextHint"),
  save: t("admin.pages.form.save"),
  publish: t("admin.pages.form.publish", { address: `/pages/${slug}` }),
  publishUnfilled: t("admin.pages.form.publishUnfilled"),
  leave: t("admin.frame.leave"),
  overwrite: t("admin.pages.form.overwrite"),
  pending: t("admin.pages.pending"),
  undo: t("admin.pages.form.undo"),
});
