/** @param q hidden words (server/platform/requests/hidden-words.ts) */
export function customersHref(q: string, after?: string): string {
  const query = new URLSearchParams({ ...(q ? { q } : {}), ...(after ? { after } : {}) }).toString();
  return query === "" ? "/admin/customers" : `/admin/customers?${query}`;
}

/** All that the list shows for these hidden words, as a file. */
export const customersFileHref = (q: string): string =>
  q === "" ? "/admin/customers/export" : `/admin/customers/export?${new URLSearchParams({ q })}`;
