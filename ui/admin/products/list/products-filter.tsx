import clsx from "clsx";
import { Search } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import {
  PRODUCT_SHOWS,
  PRODUCT_SORTS,
  PRODUCT_VIEWS,
  type ProductListValues,
  type ProductShow,
} from "@/domain/catalog/list/product-filter";
import { Button } from "../../../kit/form/button";
import { SelectField } from "../../../kit/form/field";
import { controlClass } from "../../../kit/form/input";
import { ListViews } from "../../views/list-views";
import { productsHref } from "./products-href";

type ProductsFilterProps = {
  values: ProductListValues;
  collections: { slug: string; title: string }[];
  /** How many products each view has, up to MAX_COUNTED. */
  counts: Record<ProductShow, number>;
  savedViews: ReactNode;
};

/** The address holds the whole view, so that it can be kept and shared among admins. */
export function ProductsFilter({ values, collections, counts, savedViews }: ProductsFilterProps) {
  const t = useTranslations();
  const { show, collection } = values;
  // Each view in the order that is chosen.
  const viewHref = (view: { show?: ProductShow }) =>
    productsHref({ ...view, sort: values.sort, turned: values.turned });
  return (
    <div className="mt-4 mb-3 grid gap-3">
      <ListViews
        label={t("admin.products.list.views")}
        here={productsHref(values)}
        views={[
          { href: viewHref({}), name: t("admin.products.list.view.all") },
          ...PRODUCT_SHOWS.map((name) => ({
            href: viewHref(PRODUCT_VIEWS[name]),
            name: t(`admin.products.list.view.${name}`),
            count: counts[name],
            isWork: name === "low" || name === "sold_out",
          })),
        ]}
      />
      {savedViews}
      <search>
        <form
          method="get"
          action="/admin/products"
          className="grid grid-cols-2 items-end gap-2 md:grid-cols-[minmax(0,1fr)_12rem_10rem_auto]"
        >
          <div className="relative max-md:col-span-2">
            <Search
              aria-hidden
              className="pointer-events-none absolute inset-y-0 start-2.5 my-auto size-4 text-ink-soft"
            />
            <input
              id="admin-search"
              type="search"
              name="q"
              aria-label={t("admin.products.search")}
              aria-keyshortcuts="/"
              placeholder={t("admin.products.searchPlaceholder")}
              defaultValue={values.q}
              maxLength={200}
              className={clsx(controlClass("small"), "ps-8")}
            />
          </div>
          {show ? <input type="hidden" name="show" value={show} /> : null}
          <SelectField
            label={t("admin.products.list.collection")}
            isLabelHidden
            name="collection"
            size="small"
            defaultValue={collection}
          >
            <option value="">{t("admin.products.list.anyCollection")}</option>
            {collections.map(({ slug, title }) => (
              <option key={slug} value={slug}>
                {title}
              </option>
            ))}
          </SelectField>
          <SelectField
            label={t("admin.products.list.sort.label")}
            isLabelHidden
            name="sort"
            size="small"
            defaultValue={values.sort || "title"}
          >
            {PRODUCT_SORTS.map((sort) => (
              <option key={sort} value={sort}>
                {t(`admin.products.list.sort.${sort}`)}
              </option>
            ))}
          </SelectField>
          <Button type="submit" tone="plain" size="small" className="max-md:col-span-2">
            {t("admin.orders.filter.show")}
          </Button>
        </form>
      </search>
    </div>
  );
}
