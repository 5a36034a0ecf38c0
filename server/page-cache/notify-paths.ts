import "server-only";
import { randomUUID } from "node:crypto";
import type { Sql } from "../platform/db";

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
