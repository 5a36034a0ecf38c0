import "server-only";
import { env } from "../../platform/env";
import { CALLS, type CallName, type Permission, type Role } from "../calls";
import { clientFor, translate } from "../client";
import { keyVariable, permissionsOf } from "../keys/manifest";
import { PROBES, type Probe } from "../keys/probes";
import type { StripeCallError } from "../stripe-call-error";
import {
  claimProbe,
  type DisabledCall,
  disableCall,
  enableCalls,
  findDisabledCalls,
  findDisabledKeys,
} from "./disabled-calls";

/**
 * Probes the disabled calls, each at most once in 30 seconds, with requests that change nothing.
 * @returns the calls that stay disabled; a key that is not accepted disables all calls of its role
 */
export async function probeDisabledCalls(): Promise<Set<CallName>> {
  const left: DisabledCall[] = [];
  for (const row of await findDisabledCalls()) if (!(await isRepaired(row))) left.push(row);
  return new Set(left.flatMap(callsOf));
}

/** Whether a call is enabled; asked before work that would have to be undone without it. */
export async function isCallEnabled(name: CallName): Promise<boolean> {
  for (const row of await findDisabledKeys(name)) if (!(await isRepaired(row))) return false;
  return true;
}

/** The calls that a row disables. */
export function callsOf({ role, call }: Pick<DisabledCall, "role" | "call">): CallName[] {
  if (call !== null) return [call];
  return (Object.keys(CALLS) as CallName[]).filter((name) => CALLS[name].role === role);
}

async function isRepaired(row: DisabledCall): Promise<boolean> {
  const { role, call } = row;
  if (!row.isDue || env()[keyVariable(role)] === "" || !(await claimProbe(role, [call ?? ""]))) return false;
  const failure = await probe(row);
  // No answer proves nothing: the call stays disabled.
  if (failure?.fault === "retry") return false;
  // Any permission serves to try a key: a refusal for lack of it still shows that Stripe accepts the key.
  const isStillFailing = call === null ? failure?.fault === "key" : failure?.isKeyError;
  if (failure && isStillFailing) await disableCall(failure);
  else await enableCalls(role, call === null ? [""] : ["", call]);
  return !isStillFailing;
}

/** @returns the first failure other than "no such object"; undefined when the key has all permissions */
async function probe({ role, call, permissions }: DisabledCall): Promise<StripeCallError | undefined> {
  const tried = call === null ? permissionsOf(role).slice(0, 1) : permissions;
  for (const permission of tried) {
    const failure = await ask(role, call ?? firstCallOf(role), permission);
    if (failure && failure.fault !== "refused") return failure;
  }
}

async function ask(role: Role, call: CallName, permission: Permission): Promise<StripeCallError | undefined> {
  const known: Partial<Record<Permission, Probe>> = PROBES;
  const request = known[permission];
  if (!request) return undefined;
  try {
    await clientFor(role).rawRequest(request.method, request.path, request.form);
  } catch (error) {
    return translate(call, error);
  }
}

function firstCallOf(role: Role): CallName {
  const [first] = callsOf({ role, call: null });
  if (!first) throw new Error(`the role ${role} has no declared call`);
  return first;
}
