import type { Metadata } from "next";
import { useTranslations } from "next-intl";
import { getTranslations } from "next-intl/server";
import { z } from "zod";
import { PRODUCT_SHOWS, PRODUCT_VIEWS, readProductValues } from "@/domain/catalog/list/product-filter";
import { listSavedViews } from "@/server/accounts/own/saved-views";
import { countProducts } from "@/server/catalog/list/count-products";
import { listCatalog } from "@/server/catalog/list/list-catalog";
import { listCollectionNames } from "@/server/catalog/list/list-collection-names";
import { shopLocale } from "@/server/platform/env";
import { AdminTitle } from "@/ui/admin/frame/admin-title";
import { ProductsFilter } from "@/ui/admin/products/list/products-filter";
import { productsHref } from "@/ui/admin/products/list/products-href";
import { ProductsTable } from "@/ui/admin/products/list/products-table";
import { SavedViews } from "@/ui/admin/views/saved-views";
import { Empty } from "@/ui/kit/table/empty";
import { Pager } from "@/ui/kit/table/pager";
import { RowKeys } from "@/ui/kit/table/row-keys";
import { requireAdminOrRedirect } from "../../require-admin-or-redirect";
import { keepView } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t("admin.frame.page.products") };
}

const Place = z.object({
  after: z.string().max(1_200).default("").catch(""),
  before: z.string().max(1_200).default("").catch(""),
});

const READY_MADE = [productsHref({}), ...PRODUCT_SHOWS.map((show) => productsHref(PRODUCT_VIEWS[show]))];

type ProductsProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function ProductsPage({ searchParams }: ProductsProps) {
  const search = await searchParams;
  const values = readProductValues(search);
  const place = Place.parse(search);
  await requireAdminOrRedirect("catalog.read", productsHref({ ...values, ...place }));
  const t = await getTranslations();
  const { rows, back, next } = await listCatalog(values, place);
  return (
    <>
      <AdminTitle aside={<RowKeys />}>{t("admin.frame.page.products")}</AdminTitle>
      <ProductsFilter
        key={productsHref(values)}
        values={values}
        collections={await listCollectionNames()}
        counts={await countProducts()}
        savedViews={
          <SavedViews
            href={productsHref}
            filter={values}
            readyMade={READY_MADE}
            views={await listSavedViews("products")}
            keep={keepView}
          />
        }
      />
      <ProductsTable
        rows={rows}
        values={values}
        locale={shopLocale()}
        empty={<NoProducts isAll={productsHref({ ...values, sort: "", turned: "" }) === productsHref({})} />}
        pager={
          <Pager
            names={{ back: t("kit.pager.back"), next: t("kit.pager.next") }}
            backHref={back && productsHref({ ...values, before: back })}
            nextHref={next && productsHref({ ...values, after: next })}
          />
        }
      />
    </>
  );
}

function NoProducts({ isAll }: { isAll: boolean }) {
  const t = useTranslations();
  if (!isAll) {
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
