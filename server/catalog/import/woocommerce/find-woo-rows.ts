import "server-only";
import type { Row } from "../read-columns";

/** Whether a header is that of WooCommerce's product export, in English as WooCommerce imports it. */
export function isWooHeader(header: string[]): boolean {
  const names = new Set(header.map(wooName));
  const isOther = names.has("handle") || names.has("url handle");
  return (
    !isOther && ["type", "name"].every((name) => names.has(name)) && (names.has("sku") || names.has("id"))
  );
}

/** A column's name as rows have it. */
export const wooName = (name: string): string => name.trim().toLowerCase();

/**
 * A row's text in a column; empty where the file has none. Before =, +, - and @ WooCommerce writes an apostrophe, so that
 * no spreadsheet takes the cell for a formula.
 */
export const wooCell = (row: Row | undefined, name: string): string =>
  (row?.cells.get(name) ?? "").replace(/^'(?=[=+\-@])/, "");

/** "simple, downloadable, virtual" in its parts. */
export const wooTypes = (row: Row): string[] =>
  wooCell(row, "type")
    .split(",")
    .map((type) => type.trim().toLowerCase());

/**
 * What the row's product is recognized by: its SKU, or its number where it has none. A variation names its product in
 * the same way. Empty when the row says neither.
 */
export function wooHandle(row: Row): string {
  const isVariation = wooTypes(row).includes("variation");
  const name = wooCell(row, isVariation ? "parent" : "sku");
  if (/^id:\d+$/i.test(name)) return name.toLowerCase();
  if (name !== "") return `sku:${name.normalize("NFC")}`;
  const id = isVariation ? "" : wooCell(row, "id");
  return id === "" ? "" : `id:${id}`;
}

/** A list in a cell: commas between its parts, `\,` for a comma in one. */
export function wooList(text: string): string[] {
  return text
    .split(/(?<!\\),/)
    .map((part) => plainText(part.replaceAll("\\,", ",")))
    .filter(Boolean);
}

/** WooCommerce writes a line end as `\n` and these characters as entities. */
export function plainText(text: string): string {
  return text
    .replaceAll("\\n", "\n")
    .replaceAll("&gt;", ">")
    .replaceAll("&lt;", "<")
    .replaceAll("&quot;", '"')
    .replaceAll("&amp;", "&")
    .trim();
}
