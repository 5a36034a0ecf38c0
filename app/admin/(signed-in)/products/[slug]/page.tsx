import { ExternalLink } from "lucide-react";
import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { z } from "zod";
import { isAllowed } from "@/domain/accounts/roles";
import { findMoved, getEditor } from "@/server/catalog/edit/get-editor";
import { getProductStock } from "@/server/catalog/read/get-product-stock";
import { shopLocale } from "@/server/platform/env";
import { BackLink } from "@/ui/admin/frame/back-link";
import { ProductStatus } from "@/ui/admin/products/product-status";
import { VariantsTable } from "@/ui/admin/products/variants-table";
import { Notice } from "@/ui/kit/notice";
import { Section } from "@/ui/kit/table/section";
import { Thumb } from "@/ui/kit/table/thumb";
import { requireAdminOrRedirect } from "../../../require-admin-or-redirect";
import { Editing, Whole } from "./editing";
import { History } from "./history";
import { SortQuery, sortVariants } from "./sort-variants";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t("admin.products.product") };
}

const Asked = z.object({
  /** The version that was just saved. */
  saved: z.coerce.number().int().positive().optional().catch(undefined),
  /** The version whose restoring is shown. */
  restore: z.coerce.number().int().positive().optional().catch(undefined),
  /** Sentences about files that were not taken. */
  refused: z.preprocess((value) => [value ?? []].flat(), z.array(z.string().max(300)).max(20)).catch([]),
});

type ProductProps = {
  params: Promise<{ slug: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export default async function ProductStockPage({ params, searchParams }: ProductProps) {
  const slug = decodeURIComponent((await params).slug);
  const search = await searchParams;
  const choice = SortQuery.parse(search);
  const asked = Asked.parse(search);
  const path = `/admin/products/${encodeURIComponent(slug)}`;
  const admin = await requireAdminOrRedirect("catalog.read", path);
  const product = await getProductStock(slug);
  const moved = product ? null : await findMoved(slug);
  if (moved !== null) redirect(`/admin/products/${encodeURIComponent(moved)}`);
  if (!product) notFound();
  const edited = isAllowed(admin.role, "catalog.write") ? await getEditor(slug) : null;
  const t = await getTranslations();
  return (
    <>
      <title>{t("admin.frame.pageTitle", { title: product.title })}</title>
      <BackLink href="/admin/products">{t("admin.frame.page.products")}</BackLink>
      <div className="mt-2 mb-6 flex items-center gap-4">
        <Thumb picture={product.picture} />
        <div className="min-w-0">
          <h1 className="font-heading text-2xl font-semibold tracking-tight wrap-anywhere">
            {product.title}
          </h1>
          <p className="flex flex-wrap items-baseline gap-x-4 text-ink-soft">
            {product.vendor ? <span>{product.vendor}</span> : null}
            {product.status === "active" || product.status === "unlisted" ? (
              <a href={`/products/${product.slug}`} className="link inline-flex items-center gap-1.5">
                {t("admin.products.viewInShop")} <ExternalLink aria-hidden className="size-3.5" />
              </a>
            ) : null}
            <a href={`${path}/buy-link`} className="link">
              {t("admin.buyLink.open")}
            </a>
            <ProductStatus status={product.status} />
          </p>
        </div>
      </div>
      {product.failedPictures.length > 0 ? (
        <Notice tone="wait" title={t("admin.products.failedPictures.title")} className="mb-6">
          <p>{t("admin.products.failedPictures.sentence")}</p>
          <ul className="wrap-anywhere">
            {product.failedPictures.map((source) => (
              <li key={source}>{source}</li>
            ))}
          </ul>
        </Notice>
      ) : null}
      {edited ? (
        <div className="grid grid-cols-[minmax(0,1fr)] gap-8">
          <Answers asked={asked} path={path} />
          <Editing product={edited} saved={asked.saved} />
          <History product={edited} path={path} chosen={asked.restore} />
          <Whole product={edited} />
        </div>
      ) : (
        <Section title={t("admin.products.variants")}>
          <VariantsTable
            rows={sortVariants(product.variants, choice)}
            locale={shopLocale()}
            sorting={{
              by: choice.sort,
              direction: choice.direction,
              href: (sort, direction) => `${path}?sort=${sort}&direction=${direction}`,
            }}
          />
        </Section>
      )}
    </>
  );
}

/** What came of the last save, with the way back, and of files that were sent without JavaScript. */
async function Answers({ asked: { saved, refused }, path }: { asked: z.infer<typeof Asked>; path: string }) {
  const t = await getTranslations();
  return (
    <>
      {saved === undefined ? null : (
        <Notice tone="good" role="status" title={t("admin.products.editor.saved", { number: saved })}>
          {saved > 1 ? (
            <a href={`${path}?restore=${saved - 1}#history`} className="link">
              {t("admin.products.editor.undo")}
            </a>
          ) : null}
        </Notice>
      )}
      {refused.length === 0 ? null : (
        <Notice tone="signal" role="alert" title={t("admin.products.editor.refusedFiles")}>
          <ul className="wrap-anywhere">
            {refused.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        </Notice>
      )}
    </>
  );
}
