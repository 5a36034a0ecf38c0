/** What of the catalog can be exported as a file. */
export const CATALOG_FILES = ["products", "stock", "collections"] as const;
export type CatalogFile = (typeof CATALOG_FILES)[number];
