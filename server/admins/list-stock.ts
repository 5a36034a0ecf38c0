import "server-only";
import { type CatalogRow, listCatalog } from "../catalog/list-catalog";
import { requireAdmin } from "../session";

/** The desk's table of products with their stock, 50 to a page from 1. */
export async function listStock(query: {
  search: string;
  page: number;
}): Promise<{ rows: CatalogRow[]; hasMore: boolean }> {
  await requireAdmin("view");
  return listCatalog(query);
}
