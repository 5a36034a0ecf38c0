import "server-only";
import { pool } from "../../platform/db";
import { env } from "../../platform/env";
import { log } from "../../platform/log";
import { CALLS, type CallName, type Permission, type Role } from "../calls";
import { readSwitches, type Switches } from "../keys/features";
import type { KeyFault } from "../keys/permission-text";
import { describeKeyError, type KeyError, StripeCallError } from "../stripe-call-error";

export type DisabledCall = {
  role: Role;
  /** null: the key itself is not accepted, so that no call of its role works. */
  call: CallName | null;
  permissions: Permission[];
  keyFault: KeyFault | null;
  editLink: string | null;
  disabledAt: Date;
  /** Its next trial may be made now. */
  isDue: boolean;
};

const CLOSED = `
  SELECT role, nullif(call, '') AS call, permissions, key_fault AS "keyFault", edit_link AS "editLink",
         disabled_at AS "disabledAt", retry_at <= now() AS "isDue"
    FROM disabled_calls WHERE enabled_at IS NULL`;

/** Everything that is switched off, for all processes of the shop: the row is the switch. Oldest first. */
export async function findDisabledCalls(): Promise<DisabledCall[]> {
  const { rows } = await pool().query<DisabledCall>({
    name: "find-disabled-calls",
    text: `${CLOSED} ORDER BY disabled_at, role, call`,
  });
  return rows.filter(({ call }) => call === null || isMade(call));
}

/** A row of a call that this version does not make, or that is switched off by configuration, closes nothing. */
function isMade(call: string): boolean {
  const calls: Record<string, { when?: keyof Switches }> = CALLS;
  const declared = calls[call];
  return declared !== undefined && (declared.when === undefined || readSwitches(env())[declared.when]);
}

/** What switches one call off; empty when it is open. Those that must wait come before those that may be tried. */
export async function findDisabledKeys(name: CallName): Promise<DisabledCall[]> {
  const { rows } = await pool().query<DisabledCall>({
    name: "find-disabled-keys",
    text: `${CLOSED} AND role = $1 AND call IN ('', $2) ORDER BY retry_at DESC`,
    values: [CALLS[name].role, name],
  });
  return rows;
}

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

/** The call went through: it is on again in every process. Never throws. */
export async function enableCall(name: CallName): Promise<void> {
  try {
    await enableCalls(CALLS[name].role, ["", name]);
  } catch (error) {
    log.error({ err: error, call: name }, "a function could not be switched on again");
  }
}

/** @param calls names of calls; the empty one stands for the key itself */
export async function enableCalls(role: Role, calls: string[]): Promise<void> {
  const { rows } = await pool().query<{ call: string }>(
    `UPDATE disabled_calls SET enabled_at = now()
      WHERE role = $1 AND call = ANY ($2) AND enabled_at IS NULL RETURNING call`,
    [role, calls],
  );
  for (const { call } of rows) log.info({ role, call: call || null }, "switched on again: the key may");
}
