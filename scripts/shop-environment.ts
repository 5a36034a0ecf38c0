// What every command needs before it may import server code: the variables of this installation.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { checkVariables } from "../server/platform/env.ts";
import { requireFinishedRestore } from "./backup/unfinished.ts";
import { type Database, openDatabase, reach } from "./database.ts";
import { readSecrets } from "./secrets.ts";
import { atEnd } from "./setup-error.ts";
import { readIdentity } from "./shop-identity.ts";

// Before anything is read, PORT and DATA_DIR too: the first to name a variable wins.
for (const file of [".env.local", ".env"]) if (existsSync(file)) process.loadEnvFile(file);

export const DATA_DIR = process.env.DATA_DIR || ".data";
export const STRIPE_KEYS = [
  "STRIPE_CHECKOUT_KEY",
  "STRIPE_RECONCILER_KEY",
  "STRIPE_BACKOFFICE_KEY",
  "STRIPE_RESTRICTED_KEY",
];

/**
 * Makes the secrets and opens the database.
 * @param secret `unused` for commands that also run where the shop's secret is not: to migrate, to make roles
 * @throws ConfigurationError before anything is written, when a variable has a wrong value
 */
export async function openShopEnvironment(secret: "checked" | "unused" = "checked"): Promise<Database> {
  checkVariables(process.env);
  const secrets = readSecrets(join(DATA_DIR, "secrets.json"));
  process.env.APP_SECRET ??= secrets.appSecret;
  process.env.NEXT_SERVER_ACTIONS_ENCRYPTION_KEY ??= secrets.actionsKey;
  process.env.MEDIA_DIR ??= join(DATA_DIR, "media");
  const database = await openDatabase(DATA_DIR, secrets.databasePassword);
  process.env.DATABASE_URL = database.url;
  atEnd(database.stopIfUnused);
  if (secret === "checked") {
    const { APP_SECRET } = process.env;
    const shopId = await reach(database.url, async (client) => {
      await requireFinishedRestore(client);
      return readIdentity(client, APP_SECRET);
    });
    if (shopId !== null) process.env.SHOP_ID = shopId;
  }
  return database;
}

/** No key of a Stripe account is configured: the sandbox stands in. */
export const wantsSandbox = (): boolean => !STRIPE_KEYS.some((name) => process.env[name]);

/** For commands that never call Stripe: the configuration is complete without a running sandbox. */
export function useNoStripe(): void {
  if (!wantsSandbox()) return;
  process.env.SURFACE = "all";
  process.env.STRIPE_RESTRICTED_KEY = "rk_test_LOCAL_EMULATOR_ONLY";
  process.env.STRIPE_PUBLISHABLE_KEY = "pk_test_sandbox";
  process.env.STRIPE_SANDBOX_URL = "http://127.0.0.1:12111";
}
