import type { RowFilter } from "@/domain/catalog/imports/import";

/** The products of an import: some of them, behind a place. */
export function rowsHref(id: string, show: RowFilter = "all", after = -1): string {
  const query = new URLSearchParams({
    ...(show === "all" ? {} : { show }),
    ...(after >= 0 ? { after: String(after) } : {}),
  }).toString();
  return `/admin/products/import/${id}${query === "" ? "" : `?${query}`}`;
}
