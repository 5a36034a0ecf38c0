import "server-only";

export const ROLES = ["owner", "staff", "viewer"] as const;
export type Role = (typeof ROLES)[number];
export type Admin = { id: string; name: string; email: string; role: Role };

const EVERYONE = ROLES;
const SHOP: readonly Role[] = ["owner", "staff"];
const OWNER: readonly Role[] = ["owner"];

/** What an admin may do, and the roles that include it. A new permission is a row here, and nowhere else. */
const GRANTS = {
  /** Be in the admin at all, and see its alarms. */
  "admin.enter": EVERYONE,
  "orders.read": EVERYONE,
  /** Ask Stripe for the truth now. It only brings forward what the sweep does anyway. */
  "orders.reconcile": EVERYONE,
  "orders.refund": SHOP,
  /** Allocate stock to an order that was paid without any. */
  "orders.fulfill": SHOP,
  /** Close what was flagged for review. */
  "orders.review": SHOP,
  "catalog.read": EVERYONE,
  "catalog.write": SHOP,
  "stock.write": SHOP,
  "emails.read": EVERYONE,
  "reconciliation.read": EVERYONE,
  "reconciliation.check": EVERYONE,
  "reconciliation.repair": SHOP,
  "webhooks.read": EVERYONE,
  /** Try an event again: it only brings the next try forward. */
  "webhooks.retry": EVERYONE,
  /** Give an event up for good. */
  "webhooks.decide": SHOP,
  "keys.check": OWNER,
  "audit.read": OWNER,
  "settings.write": OWNER,
} as const satisfies Record<string, readonly Role[]>;

export type Permission = keyof typeof GRANTS;

/** Whether a role includes a permission: for showing or leaving out a button, never as the guard. */
export function isAllowed(role: Role, permission: Permission): boolean {
  const roles: readonly Role[] = GRANTS[permission];
  return roles.includes(role);
}
