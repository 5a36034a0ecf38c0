import "server-only";
import { CALLS, type CallName, type Permission, type Role } from "./calls";

export const ROLES = ["checkout", "reconciler", "backoffice"] as const satisfies readonly Role[];

export type Requirement = {
  permission: Permission;
  /** The calls that need it, with what the shop cannot do without them. */
  calls: { name: CallName; feature: string }[];
};

/** What a role's key must be allowed to do, and why: derived from the declared calls, nothing more. */
export function requirementsOf(role: Role): Requirement[] {
  const byPermission = new Map<Permission, Requirement>();
  for (const [name, call] of Object.entries(CALLS) as [CallName, (typeof CALLS)[CallName]][]) {
    if (call.role !== role) continue;
    for (const permission of call.permissions) {
      const known = byPermission.get(permission) ?? { permission, calls: [] };
      known.calls.push({ name, feature: call.feature });
      byPermission.set(permission, known);
    }
  }
  return [...byPermission.values()].filter(({ permission }) => !isImplied(permission, byPermission));
}

/** Stripe's write permission includes reading. */
function isImplied(permission: Permission, all: Map<Permission, unknown>): boolean {
  return permission.endsWith("_read") && all.has(permission.replace(/_read$/, "_write") as Permission);
}

export const permissionsOf = (role: Role): Permission[] =>
  requirementsOf(role).map(({ permission }) => permission);

// The names of the rows in Stripe's dashboard where keys are made.
const ROWS: Record<string, string> = {
  checkout_session: "Checkout Sessions",
  payment_intent: "PaymentIntents",
  charge: "Charges and Refunds",
  dispute: "Disputes",
};

/** "Checkout Sessions: Write", as the dashboard's form says it. */
export function dashboardRow(permission: Permission): string {
  const [, resource = "", level = ""] = /^(.*)_(read|write)$/.exec(permission) ?? [];
  return `${ROWS[resource] ?? resource}: ${level === "write" ? "Write" : "Read"}`;
}

/** Opens Stripe's form for a new restricted key with the boxes ticked. Undocumented by Stripe: show the table beside it. */
export function keyCreationLink(role: Role, mode: "test" | "live"): string {
  const base = `https://dashboard.stripe.com/${mode === "test" ? "test/" : ""}apikeys/create`;
  const query = new URLSearchParams([
    ["name", `Latchkey ${role}`],
    ...permissionsOf(role).map((slug) => ["permissions[]", `rak_${slug}`]),
  ]);
  return `${base}?${query}`;
}
