import { execFileSync } from "node:child_process";
import { rmSync } from "node:fs";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { startPostgres } from "../../scripts/postgres.ts";
import { makeTemporaryFolder } from "./temporary-folder.ts";

declare module "vitest" {
  interface ProvidedContext {
    postgresUrl: string;
  }
}

/**
 * One server for the whole run, with a migrated template; each test file makes its own database of it.
 * Mutation runs start many runs of Vitest and hand one server to all of them.
 */
export default async function setup(project: TestProject) {
  const given = process.env.TEST_POSTGRES_URL;
  if (given) return project.provide("postgresUrl", given);
  const { url, stop } = await openTestPostgres();
  project.provide("postgresUrl", url);
  return stop;
}

/** @returns the URL of its database `postgres`, and what ends it and removes its files */
export async function openTestPostgres() {
  // A folder of its own: two runs at once must not stop each other's server.
  const folder = makeTemporaryFolder("test-postgres");
  const server = await startPostgres(`${folder}/data`, "test", ["fsync=off", "synchronous_commit=off"]);
  const admin = new pg.Client(server.urlFor("postgres"));
  await admin.connect();
  await admin.query("CREATE DATABASE template_latchkey");
  execFileSync("prisma", ["migrate", "deploy"], {
    env: { ...process.env, DATABASE_URL: server.urlFor("template_latchkey") },
    stdio: "pipe",
  });
  return {
    url: server.urlFor("postgres"),
    stop: async () => {
      await admin.end();
      server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
