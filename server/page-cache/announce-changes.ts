import "server-only";
import { randomUUID } from "node:crypto";
import pg from "pg";
import type { Sql } from "../platform/db";
import { pool } from "../platform/db";
import { env } from "../platform/env";

export const CHANGE_CHANNEL = "latchkey_catalog";
export const DONE_CHANNEL = "latchkey_catalog_done";

// PostgreSQL refuses a payload of 8000 bytes; the rest is for the id and JSON's own characters.
const MAX_PATH_BYTES = 7_000;

export type Announcement = { id: string; paths: string[] };

/**
 * Tells every web process which pages changed: at once, or when the transaction of `sql` commits.
 * @returns one id per message, for whoever wants to wait for the acknowledgments
 */
export async function notifyPaths(sql: Sql, paths: string[]): Promise<string[]> {
  const messages = chunks(paths).map((chunk): Announcement => ({ id: randomUUID(), paths: chunk }));
  if (messages.length > 0) {
    await sql.query("SELECT pg_notify($1, message) FROM unnest($2::text[]) AS message", [
      CHANGE_CHANNEL,
      messages.map((message) => JSON.stringify(message)),
    ]);
  }
  return messages.map(({ id }) => id);
}

function chunks(paths: string[]): string[][] {
  const lists: string[][] = [];
  let room = 0;
  for (const path of paths) {
    const size = Buffer.byteLength(JSON.stringify(path)) + 1;
    if (size > room) {
      lists.push([]);
      room = MAX_PATH_BYTES;
    }
    lists.at(-1)?.push(path);
    room -= size;
  }
  return lists;
}

/** The home page is the rewritten path of next.config.js: Next.js keeps the page under this name. */
const HOME = "/home/shop";

const EVERYTHING = "/collections/all";

/** The pages that show prices of these products: home, everything, product, one per variant, its collections. */
export async function pathsOfProducts(sql: Sql, productIds: string[]): Promise<string[]> {
  const { rows } = await sql.query<{ path: string }>({
    name: "paths-of-products",
    text: `
      SELECT '/products/' || slug AS path FROM products WHERE id = ANY($1)
      UNION SELECT '/products/' || p.slug || '/' || v.slug FROM products p JOIN variants v ON v.product_id = p.id
        WHERE p.id = ANY($1)
      UNION SELECT '/collections/' || c.slug FROM collections c
        JOIN collection_products cp ON cp.collection_id = c.id WHERE cp.product_id = ANY($1)`,
    values: [productIds],
  });
  return rows.length === 0 ? [] : [EVERYTHING, HOME, ...rows.map(({ path }) => path).sort()];
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * Makes every web process forget its pages of these products (ids or slugs). Call it after the commit.
 * With `wait` it returns when every live one has, after 5 seconds at most.
 * @returns false when one of them did not answer in time: its page may be old until it does
 */
export async function announceCatalogChange(
  products: string[],
  { wait = false }: { wait?: boolean } = {},
): Promise<boolean> {
  const announce = async () => ({ announcements: await notifyPaths(pool(), await changedPaths(products)) });
  if (wait) return (await awaitAcknowledgments(announce)).isAcknowledged;
  await announce();
  return true;
}

async function changedPaths(products: string[]): Promise<string[]> {
  const slugs = products.filter((product) => !UUID.test(product));
  const ids = products.filter((product) => UUID.test(product));
  if (slugs.length > 0) {
    const { rows } = await pool().query<{ id: string }>("SELECT id FROM products WHERE slug = ANY($1)", [
      slugs,
    ]);
    ids.push(...rows.map(({ id }) => id));
  }
  return pathsOfProducts(pool(), ids);
}

/** The name by which a listening web process is known in pg_stat_activity. */
export const WEB_PROCESS = "latchkey web";

const WAIT_MS = 5_000;
// How often those who left are forgotten; an acknowledgment itself is noticed at once.
const LOOK_MS = 100;

/**
 * Runs `announce`, then waits until every live web process acknowledged each announcement it returned,
 * 5 seconds at most.
 * @returns its result, and whether all of them did
 */
export async function awaitAcknowledgments<T extends { announcements: string[] }>(
  announce: () => Promise<T>,
): Promise<T & { isAcknowledged: boolean }> {
  // A connection of its own: LISTEN before the announcement, or a quick answer would be missed.
  const client = new pg.Client({
    connectionString: env().DATABASE_URL,
    application_name: "latchkey announcer",
  });
  let failure: Error | undefined;
  client.on("error", (error) => {
    failure = error;
  });
  await client.connect();
  try {
    const answers = new Set<string>();
    let wake = () => {};
    client.on("notification", ({ payload, processId }) => {
      answers.add(`${processId} ${payload}`);
      wake();
    });
    await client.query(`LISTEN ${DONE_CHANNEL}`);
    const result = await announce();
    const deadline = Date.now() + WAIT_MS;
    for (;;) {
      const listeners = await webProcesses(client);
      const isAcknowledged = listeners.every((pid) =>
        result.announcements.every((id) => answers.has(`${pid} ${id}`)),
      );
      if (isAcknowledged || failure || Date.now() >= deadline) return { ...result, isAcknowledged };
      await new Promise<void>((done) => {
        wake = done;
        setTimeout(done, LOOK_MS);
      });
    }
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function webProcesses(client: pg.Client): Promise<number[]> {
  const { rows } = await client.query<{ pid: number }>(
    "SELECT pid FROM pg_stat_activity WHERE application_name = $1 AND datname = current_database()",
    [WEB_PROCESS],
  );
  return rows.map(({ pid }) => pid);
}
