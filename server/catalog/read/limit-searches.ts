import "server-only";
import { sqlState, type Tx, transaction } from "../../platform/db";

/** At a time in a process: a search takes ten times as much of the database as a page, and anyone may ask for many. */
const MAX_SEARCHES = 5;
const MAX_STATEMENT_MS = 2_000;
const CANCELED = "57014";

let searches = 0;

/**
 * Runs a search, unless five are under way already. @returns "busy" then, at once, and when one of its statements took
 * longer than two seconds: a search that waits for a place would hold a connection of the shop for it
 */
export async function limitSearches<T>(search: () => Promise<T>): Promise<T | "busy"> {
  if (searches >= MAX_SEARCHES) return "busy";
  searches += 1;
  try {
    return await search();
  } catch (error) {
    if (sqlState(error) === CANCELED) return "busy";
    throw error;
  } finally {
    searches -= 1;
  }
}

/** Runs statements of a search, each of which is ended when it takes too long, at the database too. */
export const inTime = <T>(work: (tx: Tx) => Promise<T>): Promise<T> =>
  transaction(async (tx) => {
    await tx.$executeRaw`SELECT set_config('statement_timeout', ${String(MAX_STATEMENT_MS)}, true)`;
    return work(tx);
  });
