import "server-only";
import type { FeatureId } from "@/domain/stripe-keys/key-problem";
import type { Env } from "../../platform/env";
import { CALLS, type CallName, type Role, SETUP_CALLS } from "../calls";
import { ALL_ON, type Switches } from "./features";
import { brings, type Evidence, includesReading } from "./permission";
import { PROBED, type ProbedPermission } from "./probes";

export const ROLES = ["checkout", "reconciler", "backoffice"] as const satisfies readonly Role[];

/** Includes the key of the set-up command, which the running shop never has. */
export type KeyRole = Role | "setup";
export const KEY_ROLES = [...ROLES, "setup"] as const satisfies readonly KeyRole[];

export const keyVariable = <Of extends KeyRole>(role: Of) =>
  `STRIPE_${role.toUpperCase() as Uppercase<Of>}_KEY` as const;

type Declared = {
  role: KeyRole;
  permissions: readonly ProbedPermission[];
  evidence: Partial<Record<ProbedPermission, Evidence>>;
  feature: FeatureId;
  when?: keyof Switches;
  operation: string;
};
export type DeclaredName = CallName | keyof typeof SETUP_CALLS;
export type RequiringCall = { name: DeclaredName; operation: string; feature: FeatureId; evidence: Evidence };

export type Requirement = {
  permission: ProbedPermission;
  /** The calls that need it, with the features that depend on them. */
  calls: RequiringCall[];
  /** Permissions of the same key that likely include it: a key without it may still work. */
  broughtBy: ProbedPermission[];
};

const DECLARED: [DeclaredName, Declared][] = Object.entries({ ...CALLS, ...SETUP_CALLS }) as [
  DeclaredName,
  Declared,
][];

/** The permissions that a role's key needs, and why: derived from the declared calls. */
export function requirementsOf(role: KeyRole, switches: Switches = ALL_ON): Requirement[] {
  return requirementsOfAll([role], switches);
}

/** The same for one key that serves several roles. */
export function requirementsOfAll(roles: readonly KeyRole[], switches: Switches): Requirement[] {
  const needed = new Map<ProbedPermission, RequiringCall[]>();
  for (const [name, call] of DECLARED) {
    if (!roles.includes(call.role) || (call.when && !switches[call.when])) continue;
    for (const permission of call.permissions) {
      const { operation, feature } = call;
      const evidence = call.evidence[permission];
      if (evidence)
        needed.set(permission, [...(needed.get(permission) ?? []), { name, operation, feature, evidence }]);
    }
  }
  const slugs = [...needed.keys()];
  return slugs
    .filter((slug) => !slugs.some((other) => includesReading(other, slug)))
    .map((permission) => ({
      permission,
      calls: callsNeeding(permission, needed),
      broughtBy: bringersOf(permission, slugs),
    }));
}

/** Calls that need the permission itself, or only Read where it is Write. */
function callsNeeding(
  permission: ProbedPermission,
  needed: Map<ProbedPermission, RequiringCall[]>,
): RequiringCall[] {
  return [...needed].flatMap(([slug, calls]) =>
    slug === permission || includesReading(permission, slug) ? calls : [],
  );
}

const bringersOf = (permission: ProbedPermission, slugs: ProbedPermission[]) =>
  slugs.filter((other) => other !== permission && brings(other, permission));

export const permissionsOf = (role: KeyRole, switches: Switches = ALL_ON): ProbedPermission[] =>
  requirementsOf(role, switches).map(({ permission }) => permission);

/** Permissions that can be probed and that a key of these roles must not have: no needed permission includes them. */
export function unneededBy(roles: readonly KeyRole[], switches: Switches): ProbedPermission[] {
  const needed = requirementsOfAll(roles, switches);
  return PROBED.filter((slug) => !needed.some(({ permission }) => brings(permission, slug)));
}

/** The permissions that a switch costs: those that no key needs when it is off. */
export function costOf(name: keyof Switches): { role: KeyRole; permission: ProbedPermission }[] {
  return KEY_ROLES.flatMap((role) => {
    const without = permissionsOf(role, { ...ALL_ON, [name]: false });
    const saved = permissionsOf(role).filter((permission) => !without.includes(permission));
    return saved.map((permission) => ({ role, permission }));
  });
}

export const keyNameOf = (roles: readonly KeyRole[]): string => `Latchkey ${roles.join(" ")}`;

const dashboard = (mode: "test" | "live") =>
  `https://dashboard.stripe.com/${mode === "test" ? "test/" : ""}apikeys`;

/** Where the keys of an account are listed and edited. */
export const keyListLink = dashboard;

/** Opens Stripe's form for a new restricted key with the boxes ticked. Undocumented by Stripe: show the table next to it. */
export function keyCreationLink(
  roles: KeyRole | readonly KeyRole[],
  mode: "test" | "live",
  switches: Switches = ALL_ON,
): string {
  const all = typeof roles === "string" ? [roles] : roles;
  const query = new URLSearchParams([
    ["name", keyNameOf(all)],
    ...requirementsOfAll(all, switches).map(({ permission }) => ["permissions[]", `rak_${permission}`]),
  ]);
  return `${dashboard(mode)}/create?${query}`;
}

export type HeldKey = { role: Role; key: string; variable: string };

/** The keys of a configuration by role, each with the variable that holds it. */
export function heldKeys(variables: Env): HeldKey[] {
  return ROLES.flatMap((role) => {
    const key = variables[keyVariable(role)];
    return key ? [{ role, key, variable: variables.keyVariables[role] }] : [];
  });
}
