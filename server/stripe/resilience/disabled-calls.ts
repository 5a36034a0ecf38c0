import "server-only";
import type { KeyFault } from "@/domain/stripe-keys/key-problem";
import { db, Prisma } from "../../platform/db";
import { env } from "../../platform/env";
import { log } from "../../platform/log";
import { CALLS, type CallName, type Permission, type Role } from "../calls";
import { readSwitches, type Switches } from "../keys/features";
import { describeKeyError, type KeyError, StripeCallError } from "../stripe-call-error";

export type DisabledCall = {
  role: Role;
  /** null: the key itself is not accepted, so that no call of its role works. */
  call: CallName | null;
  permissions: Permission[];
  keyFault: KeyFault | null;
  editLink: string | null;
  disabledAt: Date;
  /** Its next probe is due. */
  isDue: boolean;
};

// The statements of this file are by hand: processes compare a row's times with the database's clock, and a change
// says whether it was one.
const DISABLED = Prisma.sql`
  SELECT role, nullif(call, '') AS call, permissions, key_fault AS "keyFault", edit_link AS "editLink",
         disabled_at AS "disabledAt", retry_at <= now() AS "isDue"
    FROM disabled_calls WHERE enabled_at IS NULL`;

/** All disabled calls, oldest first. The row is the switch, for all processes of the shop. */
export async function findDisabledCalls(): Promise<DisabledCall[]> {
  const rows = await db().$queryRaw<DisabledCall[]>`${DISABLED} ORDER BY disabled_at, role, call`;
  return rows.filter(({ call }) => call === null || isMade(call));
}

/** A row of a call that this version does not make, or that the configuration switches off, disables nothing. */
function isMade(call: string): boolean {
  const calls: Record<string, { when?: keyof Switches }> = CALLS;
  const declared = calls[call];
  return declared !== undefined && (declared.when === undefined || readSwitches(env())[declared.when]);
}

/** The rows that disable a call; none when it is enabled. Rows whose probe is not due yet come first. */
export function findDisabledKeys(name: CallName): Promise<DisabledCall[]> {
  return db().$queryRaw<DisabledCall[]>`
    ${DISABLED} AND role = ${CALLS[name].role} AND call IN ('', ${name}) ORDER BY retry_at DESC`;
}

/** Often enough to notice a repaired key soon, and rare enough for Stripe. */
export const PROBE_EVERY_SECONDS = 30;

/**
 * Lets a call through when it is enabled, or as the one probe of these 30 seconds.
 * @returns whether it is a probe: its outcome then enables or disables the call
 * @throws StripeCallError when the call is disabled and no probe is due
 */
export async function acquireCall(name: CallName): Promise<{ isProbe: boolean }> {
  const [disabled] = await findDisabledKeys(name);
  if (!disabled) return { isProbe: false };
  const isProbe = disabled.isDue && (await claimProbe(CALLS[name].role, ["", name]));
  if (!isProbe) throw notAsked(name, disabled);
  return { isProbe };
}

/** The row's time is the lock: of all processes that try at the same moment, one moves it forward. */
export async function claimProbe(role: Role, calls: string[]): Promise<boolean> {
  const moved = await db().$executeRaw`
    UPDATE disabled_calls SET retry_at = now() + make_interval(secs => ${PROBE_EVERY_SECONDS})
     WHERE role = ${role} AND call = ANY (${calls}) AND enabled_at IS NULL AND retry_at <= now()`;
  return moved !== 0;
}

function notAsked(call: CallName, disabled: DisabledCall): StripeCallError {
  const { permissions, keyFault, editLink } = disabled;
  return new StripeCallError({
    fault: disabled.call === null ? "key" : "permission",
    call,
    permissions,
    keyFault,
    editLink,
    detail: `Stripe was not asked. ${describeKeyError(disabled)}`,
  });
}

type Disabling = KeyError & { editLink: string | null };

/**
 * Disables a call that Stripe refused because of the key. Logs once for each change, however many callers notice it.
 * Never throws: the caller already has an error to report.
 */
export async function disableCall(error: StripeCallError): Promise<void> {
  const { role, call } = error.problem;
  const disabling = { ...error.problem, editLink: error.editLink };
  try {
    const isNews = await writeRow(disabling);
    if (isNews) log.error({ ...disabling, requestId: error.requestId }, describeKeyError(disabling));
    // Stripe named a missing permission, so it accepts the key itself.
    if (call !== null) await enableCalls(role, [""]);
  } catch (cause) {
    log.error({ err: cause, role, call }, "a disabled call could not be recorded");
  }
}

async function writeRow({ role, call, permissions, keyFault, editLink }: Disabling): Promise<boolean> {
  const written = await db().$executeRaw`
    INSERT INTO disabled_calls AS c (role, call, permissions, key_fault, edit_link, retry_at)
    VALUES (${role}, ${call ?? ""}, ${call === null ? [] : permissions}, ${keyFault}, ${editLink},
            now() + make_interval(secs => ${PROBE_EVERY_SECONDS}))
    ON CONFLICT (role, call) DO UPDATE SET
      permissions = excluded.permissions, key_fault = excluded.key_fault, edit_link = excluded.edit_link,
      retry_at = excluded.retry_at, enabled_at = NULL,
      disabled_at = CASE WHEN c.enabled_at IS NULL THEN c.disabled_at ELSE now() END
    WHERE c.enabled_at IS NOT NULL OR c.permissions IS DISTINCT FROM excluded.permissions
       OR c.key_fault IS DISTINCT FROM excluded.key_fault`;
  return written === 1;
}

/** The call succeeded: it is enabled again in every process. Never throws. */
export async function enableCall(name: CallName): Promise<void> {
  try {
    await enableCalls(CALLS[name].role, ["", name]);
  } catch (error) {
    log.error({ err: error, call: name }, "a call could not be re-enabled");
  }
}

/** @param calls names of calls; the empty name stands for the key itself */
export async function enableCalls(role: Role, calls: string[]): Promise<void> {
  const enabled = await db().$queryRaw<{ call: string }[]>`
    UPDATE disabled_calls SET enabled_at = now()
     WHERE role = ${role} AND call = ANY (${calls}) AND enabled_at IS NULL RETURNING call`;
  for (const { call } of enabled)
    log.info({ role, call: call || null }, "re-enabled: the key has the permission again");
}
