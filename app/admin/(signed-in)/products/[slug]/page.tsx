import { ExternalLink } from "lucide-react";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { getProductStock } from "@/server/catalog/read/get-product-stock";
import { shopLocale } from "@/server/platform/env";
import { BackLink } from "@/ui/admin/frame/back-link";
import { ProductStatus } from "@/ui/admin/products/product-status";
import { VariantsTable } from "@/ui/admin/products/variants-table";
import { Notice } from "@/ui/kit/notice";
import { Section } from "@/ui/kit/table/section";
import { Thumb } from "@/ui/kit/table/thumb";
import { requireAdminOrRedirect } from "../../../require-admin-or-redirect";
import { SortQuery, sortVariants } from "./sort-variants";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t("admin.products.product") };
}

type ProductProps = {
  params: Promise<{ slug: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export default async function ProductStockPage({ params, searchParams }: ProductProps) {
  const slug = decodeURIComponent((await params).slug);
  const choice = SortQuery.parse(await searchParams);
  const path = `/admin/products/${encodeURIComponent(slug)}`;
  await requireAdminOrRedirect("catalog.read", path);
  const product = await getProductStock(slug);
  if (!product) notFound();
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
    </>
  );
}
