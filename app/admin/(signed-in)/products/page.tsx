import type { Metadata } from "next";
import { useTranslations } from "next-intl";
import { getTranslations } from "next-intl/server";
import { z } from "zod";
import { isAllowed } from "@/domain/accounts/roles";
import { PRODUCT_SHOWS, PRODUCT_VIEWS, readProductValues } from "@/domain/catalog/list/product-filter";
import { listSavedViews } from "@/server/accounts/own/saved-views";
import { countProducts } from "@/server/catalog/list/count-products";
import { listCatalog } from "@/server/catalog/list/list-catalog";
import { listCollectionNames } from "@/server/catalog/list/list-collection-names";
import { shopLocale } from "@/server/platform/env";
import { BatchBar } from "@/ui/admin/batch/batch-bar";
import { batchLabels, productActions } from "@/ui/admin/batch/batch-labels";
import { AdminTitle } from "@/ui/admin/frame/admin-title";
import { ProductFiles } from "@/ui/admin/products/export/product-files";
import { ProductsFilter } from "@/ui/admin/products/list/products-filter";
import { productsHref } from "@/ui/admin/products/list/products-href";
import { ProductsTable } from "@/ui/admin/products/list/products-table";
import { SheetBar } from "@/ui/admin/products/list/sheet-bar";
import { sheetLabels } from "@/ui/admin/products/list/sheet-labels";
import { SavedViews } from "@/ui/admin/views/saved-views";
import { LinkButton } from "@/ui/kit/form/link-button";
import { Empty } from "@/ui/kit/table/empty";
import { Pager } from "@/ui/kit/table/pager";
import { RowKeys } from "@/ui/kit/table/row-keys";
import { requireAdminOrRedirect } from "../../require-admin-or-redirect";
import { changeProducts } from "./~change/actions";
import { editsLabels } from "./~change/show-edits";
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
  const { role } = await requireAdminOrRedirect("catalog.read", productsHref({ ...values, ...place }));
  const t = await getTranslations();
  const { rows, back, next } = await listCatalog(values, place);
  const [mayPrice, mayCount] = [isAllowed(role, "catalog.write"), isAllowed(role, "stock.write")];
  return (
    <>
      <AdminTitle
        aside={
          <ProductFiles mayImport={mayPrice}>
            {mayPrice ? (
              <LinkButton href="/admin/products/new" size="small">
                {t("admin.products.editor.new")}
              </LinkButton>
            ) : null}
            {mayCount ? (
              <RowKeys more={[{ key: "e", meaning: t("admin.products.list.editKey") }]} />
            ) : (
              <RowKeys />
            )}
          </ProductFiles>
        }
      >
        {t("admin.frame.page.products")}
      </AdminTitle>
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
      {mayCount && rows.length > 0 ? (
        <BatchBar
          locale={shopLocale()}
          labels={{ ...batchLabels(shopLocale(), t), choose: t("admin.products.list.chooseSome") }}
          actions={productActions(mayPrice, t)}
        />
      ) : null}
      <ProductsTable
        rows={rows}
        values={values}
        mayPrice={mayPrice}
        mayCount={mayCount}
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
      {mayCount ? (
        <SheetBar
          locale={shopLocale()}
          labels={sheetLabels(shopLocale(), editsLabels(t), t)}
          action={changeProducts}
        />
      ) : null}
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
        add: (text) => (
          <a href="/admin/products/new" className="link">
            {text}
          </a>
        ),
        file: (text) => (
          <a href="/admin/products/import" className="link">
            {text}
          </a>
        ),
      })}
    </Empty>
  );
}
