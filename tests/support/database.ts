import { randomUUID } from "node:crypto";
import pg from "pg";
import { inject } from "vitest";

/**
 * Makes an empty, migrated database and points DATABASE_URL at it; call before anything reads the environment.
 * @param template `template1` makes one without any table
 * @returns its connection string
 */
export async function useDatabase(template = "template_latchkey"): Promise<string> {
  const server = inject("postgresUrl");
  const name = `test_${randomUUID().replaceAll("-", "")}`;
  const admin = new pg.Client(server);
  await admin.connect();
  // Only one copy of a template can be made at a time.
  await admin.query("SELECT pg_advisory_lock(7)");
  await admin.query(`CREATE DATABASE ${name} TEMPLATE ${template}`);
  await admin.end();
  const url = server.replace(/\/postgres$/, `/${name}`);
  process.env.DATABASE_URL = url;
  return url;
}

/** The variables that every process of a test needs. Keys are those of no account. */
export function useEnvironment(extra: Record<string, string> = {}): void {
  Object.assign(process.env, {
    APP_SECRET: "a-secret-for-tests-that-is-long-enough",
    APP_ORIGIN: "http://localhost:3000",
    LOG_LEVEL: "silent",
    STRIPE_RESTRICTED_KEY: "rk_test_LOCAL_EMULATOR_ONLY",
    STRIPE_PUBLISHABLE_KEY: "pk_test_sandbox",
    STRIPE_WEBHOOK_SECRET: "whsec_for_tests_only",
    STRIPE_SANDBOX_URL: "http://127.0.0.1:12111",
    // Tests ask for more checkouts than an ordinary shop.
    CHECKOUTS_PER_HOUR: "1000000",
    ...extra,
  });
}
