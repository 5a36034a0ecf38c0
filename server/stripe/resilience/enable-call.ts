import "server-only";
import { pool } from "../../platform/db";
import { log } from "../../platform/log";
import { CALLS, type CallName, type Role } from "../calls";

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
