import "server-only";
import { pool } from "../../platform/db";
import { log } from "../../platform/log";
import { describeKeyError, type KeyError } from "../keys/describe-key-error";
import type { StripeCallError } from "../stripe-call-error";
import { PROBE_EVERY_SECONDS } from "./acquire-call";
import { enableCalls } from "./enable-call";

type Closing = KeyError & { editLink: string | null };

/**
 * Switches off what Stripe refused because of the key. One line in the log for each change, whoever and
 * however many found out. Never throws: the caller has an error to report already.
 */
export async function disableCall(error: StripeCallError): Promise<void> {
  const { role, call } = error.problem;
  const closing = { ...error.problem, editLink: error.editLink };
  try {
    const isNews = await writeRow(closing);
    if (isNews) log.error({ ...closing, requestId: error.requestId }, describeKeyError(closing));
    // Stripe spoke of a permission, so it accepts the key.
    if (call !== null) await enableCalls(role, [""]);
  } catch (cause) {
    log.error({ err: cause, role, call }, "a function could not be switched off");
  }
}

async function writeRow({ role, call, permissions, keyFault, editLink }: Closing): Promise<boolean> {
  const { rowCount } = await pool().query(
    `INSERT INTO disabled_calls AS c (role, call, permissions, key_fault, edit_link, retry_at)
     VALUES ($1, $2, $3, $4, $5, now() + make_interval(secs => $6))
     ON CONFLICT (role, call) DO UPDATE SET
       permissions = excluded.permissions, key_fault = excluded.key_fault, edit_link = excluded.edit_link,
       retry_at = excluded.retry_at, enabled_at = NULL,
       disabled_at = CASE WHEN c.enabled_at IS NULL THEN c.disabled_at ELSE now() END
     WHERE c.enabled_at IS NOT NULL OR c.permissions IS DISTINCT FROM excluded.permissions
        OR c.key_fault IS DISTINCT FROM excluded.key_fault`,
    [role, call ?? "", call === null ? [] : permissions, keyFault, editLink, PROBE_EVERY_SECONDS],
  );
  return rowCount === 1;
}
