/** The list's address for a choice of filters; what is empty is left out. */
export function productsHref(values: Record<string, string>): string {
  const query = new URLSearchParams(Object.entries(values).filter(([, value]) => value !== "")).toString();
  return query === "" ? "/admin/products" : `/admin/products?${query}`;
}
