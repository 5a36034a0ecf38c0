import "server-only";
import { pool } from "../../platform/db";
import { CALLS, type CallName, type Role } from "../calls";
import { describeKeyError } from "../keys/describe-key-error";
import { StripeCallError } from "../stripe-call-error";
import { type DisabledCall, findDisabledKeys } from "./find-disabled-calls";

/** One call in half a minute tells soon enough that a key was repaired, and is no storm. */
export const PROBE_EVERY_SECONDS = 30;

/**
 * Lets a call through when it is open, or as the one trial of this half minute.
 * @returns whether it is a trial: then its outcome opens or closes the function
 * @throws StripeCallError when it is switched off and Stripe must not be asked
 */
export async function acquireCall(name: CallName): Promise<{ isTrial: boolean }> {
  const [closed] = await findDisabledKeys(name);
  if (!closed) return { isTrial: false };
  const isTrial = closed.isDue && (await claimProbe(CALLS[name].role, ["", name]));
  if (!isTrial) throw unasked(name, closed);
  return { isTrial };
}

/** The row's time is the lock: of all processes that come at the same moment, one moves it on. */
export async function claimProbe(role: Role, calls: string[]): Promise<boolean> {
  const { rowCount } = await pool().query(
    `UPDATE disabled_calls SET retry_at = now() + make_interval(secs => $3)
      WHERE role = $1 AND call = ANY ($2) AND enabled_at IS NULL AND retry_at <= now()`,
    [role, calls, PROBE_EVERY_SECONDS],
  );
  return rowCount !== 0;
}

function unasked(call: CallName, closed: DisabledCall): StripeCallError {
  const { permissions, keyFault, editLink } = closed;
  return new StripeCallError({
    fault: closed.call === null ? "key" : "permission",
    call,
    permissions,
    keyFault,
    editLink,
    detail: `Stripe was not asked. ${describeKeyError(closed)}`,
  });
}
