// A restore is loaded in one transaction and finished after it. In between a comment on a table says so, written in that
// transaction: then every start refuses, and the same restore continues.
import type pg from "pg";
import { SetupError } from "../setup-error.ts";

const MARKED = "_prisma_migrations";

/** @param mark which backup was loaded; null: the restore is finished */
export async function setMark(client: pg.Client, mark: string | null): Promise<void> {
  const text = mark === null ? "NULL" : client.escapeLiteral(mark);
  await client.query(`COMMENT ON TABLE ${MARKED} IS ${text}`);
}

/** Which backup was loaded by a restore that did not finish; null: none. */
export async function readMark(client: pg.Client): Promise<string | null> {
  const { rows } = await client.query<{ mark: string | null }>(
    "SELECT obj_description(to_regclass($1), 'pg_class') AS mark",
    [MARKED],
  );
  return rows[0]?.mark ?? null;
}

/** @throws SetupError between a restore's loading and its end */
export async function requireFinishedRestore(client: pg.Client): Promise<void> {
  if ((await readMark(client)) === null) return;
  throw new SetupError(
    "A restore into this database was broken off before its end.",
    "run npm run restore with the same folder again; it continues.",
  );
}
