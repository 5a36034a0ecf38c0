import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { cellText, nameOf } from "@/domain/catalog/edits/plan-edits";
import {
  orderOf,
  PRODUCT_SORTS,
  type ProductListValues,
  valuesOfOrder,
} from "@/domain/catalog/list/product-filter";
import { type ListedProduct, type ListedVariant, MAX_LISTED_VARIANTS } from "@/domain/catalog/list/views";
import { formatMoney, type Money } from "@/domain/money";
import type { Translate } from "@/messages/messages";
import { RowLink } from "../../../kit/table/row-link";
import { Thumb } from "../../../kit/table/thumb";
import { ChooseRow } from "../../batch/choose-row";
import { ProductStatus } from "../product-status";
import { StockStatus } from "../stock-status";
import { ProductSheet, type SheetProduct, type SheetValue, type SheetVariant } from "./product-sheet";
import { productsHref } from "./products-href";

type ProductsTableProps = {
  rows: ListedProduct[];
  values: ProductListValues;
  locale: string;
  mayPrice: boolean;
  mayCount: boolean;
  empty: ReactNode;
  pager: ReactNode;
};

/** Every product with its state, stock, prices and sales. */
export function ProductsTable({
  rows,
  values,
  locale,
  mayPrice,
  mayCount,
  empty,
  pager,
}: ProductsTableProps) {
  const t = useTranslations();
  const order = orderOf(values);
  const href = (sort: (typeof PRODUCT_SORTS)[number], isDescending: boolean) =>
    productsHref({ ...values, ...valuesOfOrder({ sort, isDescending }) });
  return (
    <ProductSheet
      rows={rows.map((row) => sheetProduct(row, { locale, isChoosable: mayCount || mayPrice }, t))}
      mayPrice={mayPrice}
      mayCount={mayCount}
      labels={{
        table: t("admin.frame.page.products"),
        title: t("admin.products.column.product"),
        state: t("admin.products.column.stock"),
        onHand: t("admin.products.column.onHand"),
        price: t("admin.products.column.price"),
        compareAt: t("admin.products.column.compareAt"),
        sold: t("admin.products.column.sold"),
        unfoldAll: t("admin.products.list.unfoldAll"),
      }}
      sorting={{ by: order.sort, direction: order.isDescending ? "descending" : "ascending" }}
      hrefs={Object.fromEntries(
        PRODUCT_SORTS.map((sort) => [sort, { ascending: href(sort, false), descending: href(sort, true) }]),
      )}
      empty={empty}
      pager={pager}
    />
  );
}

type Shown = { locale: string; isChoosable: boolean };

function sheetProduct(row: ListedProduct, { locale, isChoosable }: Shown, t: Translate): SheetProduct {
  return {
    id: row.id,
    title: (
      <span className="flex items-center gap-3">
        {isChoosable ? (
          <ChooseRow id={row.id} label={t("admin.products.list.choose", { title: row.title })} />
        ) : null}
        <Thumb picture={row.picture} />
        <span className="min-w-0 flex-1">
          <RowLink href={`/admin/products/${row.slug}`} className="wrap-anywhere">
            {row.title}
          </RowLink>{" "}
          <ProductStatus status={row.status} />
        </span>
      </span>
    ),
    state: <StockStatus state={row.stockState} low={{ count: row.lowVariants, of: row.variantCount }} />,
    onHand: row.variantCount > 0 && row.countedVariants === 0 ? "–" : String(row.onHand),
    price: priceRange(row, locale),
    sold: new Intl.NumberFormat(locale).format(row.sold),
    count: t("admin.products.variantCount", { count: row.variantCount }),
    variantsHref: `/admin/products/~change?step=edit&ids=${row.id}`,
    unfolds: row.variantCount > 1 && row.variantCount <= MAX_LISTED_VARIANTS,
    variants: row.variants.map((variant) => sheetVariant(row, variant, t)),
  };
}

function sheetVariant(row: ListedProduct, variant: ListedVariant, t: Translate): SheetVariant {
  const { id, sku, price, compareAt, onHand, isCounted, stockState } = variant;
  const name = nameOf(row, variant);
  const value = (field: "onHand" | "price" | "compareAt", was: string, text: string): SheetValue => ({
    was,
    text,
    label: t("admin.products.list.cell", { what: t(`admin.products.edits.field.${field}`), name }),
  });
  const amount = (field: "price" | "compareAt", money: Money | null) => {
    const was = money ? String(money.amountMinor) : "";
    return value(field, was, cellText(was, price.currency));
  };
  return {
    id,
    title: (
      <>
        {variant.title}
        {sku ? <span className="block text-xs text-ink-soft">{sku}</span> : null}
      </>
    ),
    state: <StockStatus state={stockState} />,
    currency: price.currency,
    isCounted,
    onHand: value("onHand", String(onHand), isCounted ? String(onHand) : ""),
    price: amount("price", price),
    compareAt: amount("compareAt", compareAt),
  };
}

function priceRange({ lowestPrice: low, highestPrice: high }: ListedProduct, locale: string): string {
  if (!low || !high) return "–";
  if (low.amountMinor === high.amountMinor) return formatMoney(low, locale);
  return `${formatMoney(low, locale)} – ${formatMoney(high, locale)}`;
}
