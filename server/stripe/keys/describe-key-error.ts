import "server-only";
import { env } from "../../platform/env";
import { CALLS, type CallName, type Permission, type Role } from "../calls";
import { dashboardRow, keyVariable } from "./manifest";
import type { KeyFault } from "./permission-text";

export type KeyError = {
  role: Role;
  /** null: the key itself is not accepted, so that no call of its role works. */
  call: CallName | null;
  permissions: readonly Permission[];
  keyFault: KeyFault | null;
};

const KEY_SENTENCES: Record<KeyFault, (variable: string) => string> = {
  none_sent: (variable) => `No key reached Stripe. Set ${variable}.`,
  unknown: (variable) =>
    `Stripe does not know the key in ${variable}: it was deleted, or is of another account or mode. Put a current one there.`,
  expired: (variable) =>
    `The key in ${variable} was revoked, rolled or has expired. Put its successor there.`,
  address: (variable) =>
    `The key in ${variable} may not be used from this machine's IP address. Add the address to the key's access policy at Stripe.`,
  publishable: (variable) =>
    `${variable} holds a publishable key; a restricted key belongs there. Replace it.`,
};

/** For operators: what is wrong with a key and how to repair it. Names the dashboard's row, never the key. */
export function describeKeyError({ role, call, permissions, keyFault }: KeyError): string {
  const variable = env().keyVariables[role];
  if (call === null) return KEY_SENTENCES[keyFault ?? "unknown"](variable);
  const rows = permissions.map((slug) => `${dashboardRow(slug)} (${slug})`).join(" and ");
  const key = variable === keyVariable(role) ? `The ${role} key` : `The key in ${variable}`;
  return `${key} may not do ${CALLS[call].operation}. Give it ${rows} in Stripe's dashboard.`;
}
