import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { isUuid } from "@/domain/uuid";
import { languageOf } from "@/messages/direction";
import { listPages } from "@/server/content/pages/list-pages";
import { getPageCheck } from "@/server/content/pages/start-page";
import { shopLocale } from "@/server/platform/env";
import { AdminTitle } from "@/ui/admin/frame/admin-title";
import { PageCheckList } from "@/ui/admin/pages/page-check-list";
import { PagesList } from "@/ui/admin/pages/pages-list";
import { TextForm } from "@/ui/admin/pages/text-form";
import { LinkButton } from "@/ui/kit/form/link-button";
import { PressForm } from "@/ui/kit/form/press-form";
import { Notice } from "@/ui/kit/notice";
import { Empty } from "@/ui/kit/table/empty";
import { Section } from "@/ui/kit/table/section";
import { requireAdminOrRedirect } from "../../require-admin-or-redirect";
import { make, sort, start, undelete } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t("admin.frame.page.pages") };
}

type PagesProps = { searchParams: Promise<{ deleted?: string | string[] }> };

export default async function PagesPage({ searchParams }: PagesProps) {
  await requireAdminOrRedirect("content.write", "/admin/pages");
  const { deleted } = await searchParams;
  const [pages, checks, t] = await Promise.all([listPages(), getPageCheck(), getTranslations()]);
  const locale = shopLocale();
  const isBack = pages.some(({ id }) => id === deleted);
  return (
    <>
      <AdminTitle
        aside={
          <span className="flex flex-wrap gap-2">
            <LinkButton href="/admin/pages/home" prefetch={false} tone="plain" size="small">
              {t("admin.pages.toHome")}
            </LinkButton>
            <LinkButton href="/admin/pages/menus" prefetch={false} tone="plain" size="small">
              {t("admin.pages.toMenus")}
            </LinkButton>
          </span>
        }
      >
        {t("admin.frame.page.pages")}
      </AdminTitle>
      <p className="mt-1 mb-5 max-w-prose text-ink-soft">{t("admin.pages.sentence")}</p>
      {typeof deleted === "string" && isUuid(deleted) && !isBack ? (
        <Notice role="status" title={t("admin.pages.deleted")} className="mb-5 grid gap-2">
          <PressForm
            fields={{ id: deleted }}
            label={t("admin.pages.undo")}
            pending={t("admin.pages.pending")}
            action={undelete}
          />
        </Notice>
      ) : null}
      <div className="grid max-w-5xl grid-cols-[minmax(0,1fr)] gap-9">
        <Section title={t("admin.pages.list")}>
          {pages.length === 0 ? (
            <Empty title={t("admin.pages.none.title")}>{t("admin.pages.none.sentence")}</Empty>
          ) : (
            <PagesList pages={pages} locale={locale} now={new Date()} sort={sort} />
          )}
        </Section>
        <Section title={t("admin.pages.check.title")}>
          <p className="mb-2 max-w-prose text-ink-soft">{t("admin.pages.check.sentence")}</p>
          <PageCheckList
            checks={checks}
            hrefs={Object.fromEntries(pages.map(({ kind, id }) => [kind, `/admin/pages/${id}`]))}
            locale={languageOf(locale)}
            start={start}
          />
        </Section>
        <Section title={t("admin.pages.make.title")}>
          <TextForm
            key={pages.length}
            name="title"
            label={t("admin.pages.form.title")}
            submit={t("admin.pages.make.submit")}
            pending={t("admin.pages.pending")}
            action={make}
          />
        </Section>
      </div>
    </>
  );
}
