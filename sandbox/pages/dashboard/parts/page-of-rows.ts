import { html } from "hono/html";
import type { Row } from "../../../store/journal.ts";
import type { Table } from "../../../store/table.ts";
import type { Html } from "../../frame/layout.ts";

const PER_PAGE = 25;

export interface Query {
  after?: string | undefined;
  before?: string | undefined;
}

export interface RowsPage<R> {
  rows: R[];
  /** Links to the pages before and after this one. */
  pager: Html | "";
}

/** One page of a table, newest first, found by the id before or after it: as quick at the end as at the start. */
export function pageOfRows<R extends Row>(
  table: Table<R>,
  path: string,
  { after, before }: Query,
  where?: [string, string],
): RowsPage<R> {
  const isBack = before !== undefined && table.get(before) !== undefined;
  const cursor = after !== undefined && table.get(after) !== undefined ? after : undefined;
  const found: R[] = [];
  for (const row of table.walk({
    where,
    ...(isBack ? { endingBefore: before } : { startingAfter: cursor }),
  })) {
    found.push(row);
    if (found.length > PER_PAGE) break;
  }
  const hasMore = found.length > PER_PAGE;
  const rows = found.slice(0, PER_PAGE);
  if (isBack) rows.reverse();
  const hasNewer = isBack ? hasMore : cursor !== undefined;
  const hasOlder = isBack || hasMore;
  const link = (name: string, id: string | undefined, words: string): Html =>
    html`<a href="${path}${path.includes("?") ? "&" : "?"}${name}=${id ?? ""}">${words}</a>`;
  const pager =
    hasNewer || hasOlder
      ? html`<nav class="pager" aria-label="Pages">
          ${hasNewer ? html`<a href="${path}">Newest</a> ${link("before", rows[0]?.id, "Newer")}` : ""}
          ${hasOlder ? link("after", rows.at(-1)?.id, "Older") : ""}
        </nav>`
      : "";
  return { rows, pager };
}
