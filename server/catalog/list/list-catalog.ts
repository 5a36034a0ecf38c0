import "server-only";
import {
  type ProductCursor,
  productCursorText,
  readProductCursor,
} from "@/domain/catalog/list/product-cursor";
import { orderOf, type ProductListValues } from "@/domain/catalog/list/product-filter";
import type { ListedProduct } from "@/domain/catalog/list/views";
import { requireAdmin } from "../../accounts/session";
import { findProductKeys, PRODUCTS_PER_PAGE } from "./find-product-keys";
import { readListedProducts } from "./read-listed-products";

export type ProductPage = { rows: ListedProduct[]; back: string | null; next: string | null };
export type ProductPlace = { after?: string | undefined; before?: string | undefined };

/** A page of the admin's products, from `next` or `back` of another; the first where there is no such place. */
export async function listCatalog(values: ProductListValues, place: ProductPlace = {}): Promise<ProductPage> {
  await requireAdmin("catalog.read");
  return readCatalogPage(values, place);
}

/** The same for whom no one is signed in: a measurement. */
export async function readCatalogPage(
  values: ProductListValues,
  { after, before }: ProductPlace,
): Promise<ProductPage> {
  const { sort } = orderOf(values);
  const start = after ? null : readProductCursor(before, sort);
  if (start) {
    const found = await findProductKeys(values, start, true);
    // The way back may end before a page is full: the first page is the one that was meant.
    if (found.length >= PRODUCTS_PER_PAGE) {
      const shown = found.slice(0, PRODUCTS_PER_PAGE).reverse();
      return pageOf(shown, { isFirst: found.length === PRODUCTS_PER_PAGE, isLast: false });
    }
  }
  const cursor = start ? null : readProductCursor(after, sort);
  const found = await findProductKeys(values, cursor, false);
  return pageOf(found.slice(0, PRODUCTS_PER_PAGE), {
    isFirst: cursor === null,
    isLast: found.length <= PRODUCTS_PER_PAGE,
  });
}

async function pageOf(
  keys: ProductCursor[],
  { isFirst, isLast }: { isFirst: boolean; isLast: boolean },
): Promise<ProductPage> {
  const [first, last] = [keys[0], keys.at(-1)];
  return {
    rows: await readListedProducts(keys.map(({ id }) => id)),
    back: isFirst || !first ? null : productCursorText(first),
    next: isLast || !last ? null : productCursorText(last),
  };
}
