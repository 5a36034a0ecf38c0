import { randomBytes } from "node:crypto";
import { join } from "node:path";
import pg from "pg";
import { migrate } from "../../../scripts/database.ts";
import { makeTemporaryFolder } from "../../support/temporary-folder.ts";
import { closeFolder } from "./closing.ts";
import { startGuardedPostgres } from "./start-guarded-postgres.ts";
import { startStep } from "./step.ts";

export type BenchPostgres = {
  /** Makes a migrated, empty database. @returns its connection string */
  create: (name: string) => Promise<string>;
};

/** A server with the shop's own settings, durable as in production, in a folder that goes away with the run. */
export async function openBenchPostgres(): Promise<BenchPostgres> {
  const end = startStep("PostgreSQL");
  const folder = makeTemporaryFolder("bench-postgres");
  closeFolder(folder);
  const { server } = await startGuardedPostgres(join(folder, "data"), randomBytes(12).toString("hex"));
  end();
  return {
    create: async (name) => {
      await inDatabase(server.urlFor("postgres"), [`CREATE DATABASE ${name}`]);
      await migrate(server.urlFor(name));
      return server.urlFor(name);
    },
  };
}

/** Runs statements one after the other on a connection of their own. @returns the rows of the last */
export async function inDatabase(url: string, statements: string[]): Promise<Record<string, unknown>[]> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    let rows: Record<string, unknown>[] = [];
    for (const statement of statements) ({ rows } = await client.query(statement));
    return rows;
  } finally {
    await client.end();
  }
}
