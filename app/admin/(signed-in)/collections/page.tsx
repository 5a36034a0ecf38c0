import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { isAllowed } from "@/domain/accounts/roles";
import { isUuid } from "@/domain/uuid";
import { listAdminCollections } from "@/server/catalog/collections/list-collections";
import { AdminTitle } from "@/ui/admin/frame/admin-title";
import { MoveButtons } from "@/ui/admin/pages/move-buttons";
import { StepForm } from "@/ui/admin/pages/step-form";
import { TextForm } from "@/ui/admin/pages/text-form";
import { LinkButton } from "@/ui/kit/form/link-button";
import { PressForm } from "@/ui/kit/form/press-form";
import { Notice } from "@/ui/kit/notice";
import { Empty } from "@/ui/kit/table/empty";
import { Section } from "@/ui/kit/table/section";
import { requireAdminOrRedirect } from "../../require-admin-or-redirect";
import { make, sort, undelete } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t("admin.frame.page.collections") };
}

type CollectionsProps = { searchParams: Promise<{ deleted?: string | string[] }> };

export default async function CollectionsPage({ searchParams }: CollectionsProps) {
  const { role } = await requireAdminOrRedirect("catalog.read", "/admin/collections");
  const { deleted } = await searchParams;
  const collections = await listAdminCollections();
  const t = await getTranslations();
  const pending = t("admin.pages.pending");
  const canWrite = isAllowed(role, "catalog.write");
  const isBack = collections.some(({ id }) => id === deleted);
  return (
    <>
      <AdminTitle
        aside={
          isAllowed(role, "content.write") ? (
            <LinkButton href="/admin/pages/menus" prefetch={false} tone="plain" size="small">
              {t("admin.pages.toMenus")}
            </LinkButton>
          ) : null
        }
      >
        {t("admin.frame.page.collections")}
      </AdminTitle>
      <p className="mt-1 mb-5 max-w-prose text-ink-soft">{t("admin.collections.sentence")}</p>
      {canWrite && typeof deleted === "string" && isUuid(deleted) && !isBack ? (
        <Notice role="status" title={t("admin.collections.deleted")} className="mb-5 grid gap-2">
          <PressForm
            fields={{ id: deleted }}
            label={t("admin.pages.undo")}
            pending={pending}
            action={undelete}
          />
        </Notice>
      ) : null}
      <div className="grid max-w-4xl grid-cols-[minmax(0,1fr)] gap-8">
        {collections.length === 0 ? (
          <Empty title={t("admin.collections.none.title")}>{t("admin.collections.none.sentence")}</Empty>
        ) : (
          <ol>
            {collections.map(({ id, slug, title, hasRule, products }, index) => (
              <li key={id} className="flex flex-wrap items-center gap-x-6 gap-y-1 border-b border-line py-2">
                <span className="min-w-48 flex-1">
                  <Link
                    href={`/admin/collections/${id}`}
                    prefetch={false}
                    className="font-medium underline-offset-4 wrap-anywhere hover:underline"
                  >
                    {title}
                  </Link>
                  <span translate="no" className="block text-ink-soft wrap-anywhere">
                    {slug}
                  </span>
                </span>
                <span className="min-w-40 text-ink-soft">
                  {t("admin.collections.count", { count: products })} ·{" "}
                  {t(hasRule ? "admin.collections.byRule" : "admin.collections.byHand")}
                </span>
                {canWrite ? (
                  <StepForm fields={{ id }} action={sort} className="flex flex-wrap gap-1">
                    <MoveButtons
                      title={title}
                      isFirst={index === 0}
                      isLast={index === collections.length - 1}
                      canRemove={false}
                    />
                  </StepForm>
                ) : null}
              </li>
            ))}
          </ol>
        )}
        {canWrite ? (
          <Section title={t("admin.collections.make.title")}>
            <TextForm
              key={collections.length}
              name="title"
              label={t("admin.collections.form.title")}
              submit={t("admin.collections.make.submit")}
              pending={pending}
              action={make}
            />
          </Section>
        ) : null}
      </div>
    </>
  );
}
