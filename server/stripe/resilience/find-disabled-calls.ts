import "server-only";
import { pool } from "../../platform/db";
import { env } from "../../platform/env";
import { CALLS, type CallName, type Permission, type Role } from "../calls";
import { readSwitches, type Switches } from "../keys/features";
import type { KeyFault } from "../keys/permission-text";

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
