import type { Metadata } from "next";
import { useTranslations } from "next-intl";
import { getTranslations } from "next-intl/server";
import { z } from "zod";
import { listStock } from "@/server/catalog/read/list-stock";
import { shopLocale } from "@/server/platform/env";
import { AdminSearch } from "@/ui/admin/frame/admin-search";
import { AdminTitle } from "@/ui/admin/frame/admin-title";
import { ProductsTable } from "@/ui/admin/products/products-table";
import { Empty } from "@/ui/kit/table/empty";
import { Pager } from "@/ui/kit/table/pager";
import { RowKeys } from "@/ui/kit/table/row-keys";
import { requireAdminOrRedirect } from "../../require-admin-or-redirect";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t("admin.frame.page.products") };
}

const Query = z.object({
  q: z.string().max(200).catch(""),
  page: z.coerce.number().int().min(1).max(10_000).catch(1),
});

type ProductsProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function ProductsPage({ searchParams }: ProductsProps) {
  const { q, page } = Query.parse(await searchParams);
  await requireAdminOrRedirect("catalog.read", hrefOf(q, page));
  const t = await getTranslations();
  const { rows, hasMore } = await listStock({ search: q, page });
  return (
    <>
      <AdminTitle aside={<RowKeys />}>{t("admin.frame.page.products")}</AdminTitle>
      <AdminSearch
        key={q}
        action="/admin/products"
        label={t("admin.products.search")}
        placeholder={t("admin.products.searchPlaceholder")}
        words={q}
      />
      <ProductsTable
        rows={rows}
        locale={shopLocale()}
        empty={<NoProducts isSearch={q !== ""} />}
        pager={
          <Pager
            names={{ back: t("kit.pager.back"), next: t("kit.pager.next") }}
            backHref={page > 1 ? hrefOf(q, page - 1) : null}
            nextHref={hasMore ? hrefOf(q, page + 1) : null}
          />
        }
      />
    </>
  );
}

function hrefOf(q: string, page: number): string {
  const query = new URLSearchParams({
    ...(q ? { q } : {}),
    ...(page > 1 ? { page: String(page) } : {}),
  }).toString();
  return query === "" ? "/admin/products" : `/admin/products?${query}`;
}

function NoProducts({ isSearch }: { isSearch: boolean }) {
  const t = useTranslations();
  if (isSearch) {
    return (
      <Empty title={t("admin.products.noMatch.title")}>
        {t.rich("admin.products.noMatch.sentence", {
          link: (text) => (
            <a href="/admin/products" className="link">
              {text}
            </a>
          ),
        })}
      </Empty>
    );
  }
  return (
    <Empty title={t("admin.products.none.title")}>
      {t.rich("admin.products.none.sentence", {
        command: () => <code>npm run catalog:import -- FILE.csv</code>,
      })}
    </Empty>
  );
}
