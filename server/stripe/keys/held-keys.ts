import "server-only";
import type { Env } from "../../platform/env";
import type { Role } from "../calls";
import { keyVariable, ROLES } from "./manifest";

export type HeldKey = { role: Role; key: string; variable: string };

/** The keys that a configuration holds, by role, each with the variable that it stands in. */
export function heldKeys(variables: Env): HeldKey[] {
  return ROLES.flatMap((role) => {
    const key = variables[keyVariable(role)];
    return key ? [{ role, key, variable: variables.keyVariables[role] }] : [];
  });
}
