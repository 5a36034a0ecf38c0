/** What the list is asked for: `q` are hidden words (server/platform/requests/hidden-words.ts). */
export type CustomersQuery = { q: string; tag: string };

export const customersHref = (query: CustomersQuery, after?: string): string =>
  hrefOf("/admin/customers", { ...query, after: after ?? "" });

/** All that the list shows, as a file. */
export const customersFileHref = (query: CustomersQuery): string => hrefOf("/admin/customers/export", query);

function hrefOf(path: string, query: Record<string, string>): string {
  const asked = new URLSearchParams(Object.entries(query).filter(([, value]) => value !== "")).toString();
  return asked === "" ? path : `${path}?${asked}`;
}
