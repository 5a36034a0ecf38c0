/** @param q hidden words (server/platform/requests/hidden-words.ts) */
export function customersHref(q: string, after?: string): string {
  const query = new URLSearchParams({ ...(q ? { q } : {}), ...(after ? { after } : {}) }).toString();
  return query === "" ? "/admin/customers" : `/admin/customers?${query}`;
}
