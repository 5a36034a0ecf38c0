import { execFileSync } from "node:child_process";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { startPostgres } from "../../scripts/postgres.ts";

declare module "vitest" {
  interface ProvidedContext {
    postgresUrl: string;
  }
}

/** One server for the whole run, with a migrated template; each test file makes its own database of it. */
export default async function setup(project: TestProject) {
  const server = await startPostgres(".data/test-postgres", "test");
  const admin = new pg.Client(server.urlFor("postgres"));
  await admin.connect();
  await admin.query("DROP DATABASE IF EXISTS template_latchkey WITH (FORCE)");
  await admin.query("CREATE DATABASE template_latchkey");
  execFileSync("prisma", ["migrate", "deploy"], {
    env: { ...process.env, DATABASE_URL: server.urlFor("template_latchkey") },
    stdio: "pipe",
  });
  project.provide("postgresUrl", server.urlFor("postgres"));
  return async () => {
    const { rows } = await admin.query("SELECT datname FROM pg_database WHERE datname LIKE 'test\\_%'");
    for (const { datname } of rows) await admin.query(`DROP DATABASE IF EXISTS "${datname}" WITH (FORCE)`);
    await admin.end();
    server.stop();
  };
}
