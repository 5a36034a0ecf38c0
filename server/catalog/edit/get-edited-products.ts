import "server-only";
import type { BulkProduct } from "@/domain/catalog/edits/plan-edits";
import { MAX_EDITED_PRODUCTS } from "@/domain/catalog/edits/product-edit";
import { DEFAULT_CLASS, isTaxClass } from "@/domain/tax/classes";
import { isUuid } from "@/domain/uuid";
import { requireAdmin } from "../../accounts/session";
import { db } from "../../platform/db";
import { readListedProducts } from "../list/read-listed-products";

// As many as a product may have.
const ALL_VARIANTS = 2_048;

/** Products as the list's pages for many at once need them, with all their variants; those that are gone are left out. */
export async function getEditedProducts(ids: readonly string[]): Promise<BulkProduct[]> {
  await requireAdmin("catalog.read");
  const known = [...new Set(ids)].filter(isUuid).slice(0, MAX_EDITED_PRODUCTS);
  const rows = await readListedProducts(known, ALL_VARIANTS);
  const memberships = await db().product.findMany({
    where: { id: { in: known } },
    select: {
      id: true,
      tags: true,
      taxClass: true,
      collections: { select: { collection: { select: { title: true } } } },
    },
  });
  const byId = new Map(memberships.map((one) => [one.id, one]));
  return rows.map((row) => {
    const { tags = [], collections = [], taxClass = "" } = byId.get(row.id) ?? {};
    return {
      ...{ ...row, tags, taxClass: isTaxClass(taxClass) ? taxClass : DEFAULT_CLASS },
      collections: collections.map(({ collection }) => collection.title),
    };
  });
}

/** The same for the products of these variants. */
export async function getProductsOfVariants(ids: readonly string[]): Promise<BulkProduct[]> {
  await requireAdmin("catalog.read");
  const variants = await db().variant.findMany({
    where: { id: { in: ids.filter(isUuid) } },
    select: { productId: true },
  });
  return getEditedProducts(variants.map(({ productId }) => productId));
}
