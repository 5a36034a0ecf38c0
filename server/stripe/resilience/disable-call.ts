import "server-only";
import { pool } from "../../platform/db";
import { log } from "../../platform/log";
import { describeKeyTrouble, type KeyTrouble } from "../keys/describe-key-error";
import type { StripeCallError } from "../stripe-call-error";
import { TRIAL_EVERY_SECONDS } from "./acquire-call";
import { reopenCalls } from "./enable-call";

type Closing = KeyTrouble & { editLink: string | null };

/**
 * Switches off what Stripe refused because of the key. One line in the log for each change, whoever and
 * however many found out. Never throws: the caller has an error to report already.
 */
export async function closeFunction(error: StripeCallError): Promise<void> {
  const { role, call } = error.trouble;
  const closing = { ...error.trouble, editLink: error.editLink };
  try {
    const isNews = await writeRow(closing);
    if (isNews) log.error({ ...closing, requestId: error.requestId }, describeKeyTrouble(closing));
    // Stripe spoke of a permission, so it accepts the key.
    if (call !== null) await reopenCalls(role, [""]);
  } catch (cause) {
    log.error({ err: cause, role, call }, "a function could not be switched off");
  }
}

async function writeRow({ role, call, permissions, keyFault, editLink }: Closing): Promise<boolean> {
  const { rowCount } = await pool().query(
    `INSERT INTO closed_functions AS c (role, call, permissions, key_fault, edit_link, retry_at)
     VALUES ($1, $2, $3, $4, $5, now() + make_interval(secs => $6))
     ON CONFLICT (role, call) DO UPDATE SET
       permissions = excluded.permissions, key_fault = excluded.key_fault, edit_link = excluded.edit_link,
       retry_at = excluded.retry_at, reopened_at = NULL,
       closed_at = CASE WHEN c.reopened_at IS NULL THEN c.closed_at ELSE now() END
     WHERE c.reopened_at IS NOT NULL OR c.permissions IS DISTINCT FROM excluded.permissions
        OR c.key_fault IS DISTINCT FROM excluded.key_fault`,
    [role, call ?? "", call === null ? [] : permissions, keyFault, editLink, TRIAL_EVERY_SECONDS],
  );
  return rowCount === 1;
}
