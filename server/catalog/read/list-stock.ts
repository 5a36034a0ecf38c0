import "server-only";
import { requireAdmin } from "../../accounts/session";
import { type CatalogRow, listCatalog } from "./list-catalog";

/** The admin's table of products with their stock, 50 to a page from 1. */
export async function listStock(query: {
  search: string;
  page: number;
}): Promise<{ rows: CatalogRow[]; hasMore: boolean }> {
  await requireAdmin("view");
  return listCatalog(query);
}
