import "server-only";
import type { ListCursor } from "@/domain/list-cursor";
import { type Tx, transaction } from "../../platform/db";

/** So many ids are read at a time, and so many rows are in memory. */
export const PAGE = 500;

/**
 * Pages of ids, from each place on in a short transaction of its own.
 * @param readPage at most PAGE rows behind a place, in an order that never changes
 */
export async function* walkPages(
  readPage: (tx: Tx, after: ListCursor | null) => Promise<ListCursor[]>,
): AsyncGenerator<string[]> {
  let last: ListCursor | null = null;
  for (;;) {
    const after: ListCursor | null = last;
    const page: ListCursor[] = await transaction(async (tx) => {
      // Along the index of that order: every row is looked at once in all, whatever the filters are. Any other plan
      // would find and sort all of them again for each page.
      await tx.$executeRaw`
        SELECT set_config('enable_seqscan', 'off', true), set_config('enable_bitmapscan', 'off', true),
               set_config('jit', 'off', true)`;
      return readPage(tx, after);
    });
    if (page.length > 0) yield page.map(({ id }) => id);
    if (page.length < PAGE) return;
    last = page.at(-1) ?? null;
  }
}
