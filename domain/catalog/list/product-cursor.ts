import { isUuid } from "../../uuid.ts";
import type { ProductSort } from "./product-filter.ts";

/** A place in the list of products: what its row is sorted by, as text, and its id. */
export type ProductCursor = { key: string; id: string };

/** For an address. */
export const productCursorText = ({ key, id }: ProductCursor): string => `${id}.${key}`;

const NUMBER = /^-?\d{1,15}$/;

/** @returns null for anything that is no place in a list of this order */
export function readProductCursor(text: string | undefined, sort: ProductSort): ProductCursor | null {
  const [, id, key] = /^([\w-]{36})\.(.{0,1000})$/s.exec(text ?? "") ?? [];
  if (id === undefined || key === undefined || !isUuid(id) || key.includes("\0")) return null;
  return sort === "title" || NUMBER.test(key) ? { key, id } : null;
}
