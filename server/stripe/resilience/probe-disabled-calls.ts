import "server-only";
import { env } from "../../platform/env";
import { CALLS, type CallName, type Permission, type Role } from "../calls";
import { clientFor, translate } from "../client";
import { permissionsOf } from "../keys/manifest";
import { PROBES, type Probe } from "../keys/probes";
import type { StripeCallError } from "../stripe-call-error";
import { claimTrial } from "./acquire-call";
import { closeFunction } from "./disable-call";
import { reopenCalls } from "./enable-call";
import { type ClosedFunction, findClosedFunctions, findClosures } from "./find-disabled-calls";

/**
 * Tries what is switched off, each at most once in half a minute, with requests that change nothing.
 * @returns the calls that stay switched off; a closed key closes all of its role
 */
export async function tryClosedFunctions(): Promise<Set<CallName>> {
  const closed = await findClosedFunctions();
  const stillClosed: ClosedFunction[] = [];
  for (const row of closed) if (!(await isMended(row))) stillClosed.push(row);
  return new Set(stillClosed.flatMap(callsOf));
}

/** Whether a call would reach Stripe now; asked before work is begun that would only have to be undone. */
export async function isFunctionOpen(name: CallName): Promise<boolean> {
  for (const row of await findClosures(name)) if (!(await isMended(row))) return false;
  return true;
}

/** The calls that a row switches off. */
export function callsOf({ role, call }: Pick<ClosedFunction, "role" | "call">): CallName[] {
  if (call !== null) return [call];
  return (Object.keys(CALLS) as CallName[]).filter((name) => CALLS[name].role === role);
}

async function isMended(row: ClosedFunction): Promise<boolean> {
  const { role, call } = row;
  if (!row.isDue || !hasKey(role) || !(await claimTrial(role, [call ?? ""]))) return false;
  const failure = await probe(row);
  // No answer tells nothing: it stays as it is.
  if (failure?.fault === "retry") return false;
  // Any permission will do to try a key: that it lacks this one shows that Stripe knows it.
  const isStillTrouble = call === null ? failure?.fault === "key" : failure?.isKeyTrouble;
  if (failure && isStillTrouble) await closeFunction(failure);
  else await reopenCalls(role, call === null ? [""] : ["", call]);
  return !isStillTrouble;
}

/** @returns the first failure that is not "there is no such object"; undefined when the key may do all of it */
async function probe({ role, call, permissions }: ClosedFunction): Promise<StripeCallError | undefined> {
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
  if (!first) throw new Error(`the role ${role} makes no call`);
  return first;
}

function hasKey(role: Role): boolean {
  const { STRIPE_CHECKOUT_KEY, STRIPE_RECONCILER_KEY, STRIPE_BACKOFFICE_KEY } = env();
  const keys: Record<Role, string> = {
    checkout: STRIPE_CHECKOUT_KEY,
    reconciler: STRIPE_RECONCILER_KEY,
    backoffice: STRIPE_BACKOFFICE_KEY,
  };
  return keys[role] !== "";
}
