import type { Metadata } from "next";
import { z } from "zod";
import { listStock } from "@/server/catalog/read/list-stock";
import { env } from "@/server/platform/env";
import { AdminSearch } from "@/ui/admin/frame/admin-search";
import { AdminTitle } from "@/ui/admin/frame/admin-title";
import { ProductsTable } from "@/ui/admin/products/products-table";
import { Empty } from "@/ui/kit/table/empty";
import { Pager } from "@/ui/kit/table/pager";
import { RowKeys } from "@/ui/kit/table/row-keys";
import { requireAdminOrRedirect } from "../../require-admin-or-redirect";

export const metadata: Metadata = { title: "Products" };

const Query = z.object({
  q: z.string().max(200).catch(""),
  page: z.coerce.number().int().min(1).max(10_000).catch(1),
});

type ProductsProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function ProductsPage({ searchParams }: ProductsProps) {
  const { q, page } = Query.parse(await searchParams);
  await requireAdminOrRedirect("catalog.read", hrefOf(q, page));
  const { rows, hasMore } = await listStock({ search: q, page });
  return (
    <>
      <AdminTitle aside={<RowKeys />}>Products</AdminTitle>
      <AdminSearch
        key={q}
        action="/admin/products"
        label="Search products"
        placeholder="Title, vendor or SKU"
        words={q}
      />
      <ProductsTable
        rows={rows}
        locale={env().SHOP_LOCALE}
        empty={<NoProducts isSearch={q !== ""} />}
        pager={
          <Pager
            names={{ back: "Back", next: "Next" }}
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
  if (isSearch) {
    return (
      <Empty title="No product matches">
        Try part of the title or SKU, or{" "}
        <a href="/admin/products" className="link">
          show all products
        </a>
        .
      </Empty>
    );
  }
  return (
    <Empty title="No products yet">
      Import them from a CSV file: <code>npm run catalog:import -- FILE.csv</code>
    </Empty>
  );
}
