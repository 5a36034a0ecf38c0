import "server-only";
import type { KeysReport } from "@/domain/stripe-keys/key-report";
import { audit } from "../accounts/audit/audit";
import { requireAdmin } from "../accounts/session";
import { requireConfirmed } from "../accounts/step-up";
import { transaction } from "../platform/db";
import { env } from "../platform/env";
import { readSwitches } from "../stripe/keys/features";
import { examineKeys } from "../stripe/keys/key-doctor";
import { heldKeys } from "../stripe/keys/manifest";

let last: KeysReport | null = null;
let running: Promise<KeysReport> | null = null;

/**
 * Examines the keys of this process at Stripe, which takes seconds. Calls during an examination share its report.
 * @throws NotAllowedError for an admin without the permission for settings
 */
export async function checkKeys(): Promise<KeysReport> {
  const admin = await requireAdmin("keys.check");
  await requireConfirmed();
  await transaction((tx) => audit(tx, { by: admin, action: "keys_checked" }));
  running ??= examine().finally(() => {
    running = null;
  });
  return running;
}

/** The report of this process's last examination; null before the first. @throws NotAllowedError as above */
export async function getLastCheck(): Promise<KeysReport | null> {
  await requireAdmin("keys.check");
  return last;
}

async function examine(): Promise<KeysReport> {
  const variables = env();
  last = await examineKeys({
    keys: heldKeys(variables),
    switches: readSwitches(variables),
    account: variables.STRIPE_ACCOUNT,
    locale: variables.SHOP_LOCALE,
    sandboxUrl: variables.STRIPE_SANDBOX_URL,
  });
  return last;
}
