export const ROLES = ["owner", "manager", "fulfillment", "accountant", "viewer"] as const;
export type Role = (typeof ROLES)[number];
export type Admin = { id: string; name: string; email: string; role: Role };

const EVERYONE = ROLES;
const OWNER: readonly Role[] = ["owner"];
const SHOP: readonly Role[] = ["owner", "manager"];
/** Who sends parcels and counts stock, and sees no amount of money. */
const GOODS: readonly Role[] = ["owner", "manager", "fulfillment"];
const MONEY: readonly Role[] = ["owner", "manager", "accountant", "viewer"];
/** Who hands the records on: to an accountant, or as one. */
const RECORDS: readonly Role[] = ["owner", "manager", "accountant"];
const TECHNICAL: readonly Role[] = ["owner", "manager", "viewer"];

/** What an admin may do, and the roles that include it. A new permission is a row here, and nowhere else. */
export const GRANTS = {
  /** Be in the admin at all, and see its alarms. */
  "admin.enter": EVERYONE,
  /** Their own name, password, second factor and sessions. */
  "account.own": EVERYONE,
  "orders.read": EVERYONE,
  /** Amounts, payments, refunds and disputes of orders. */
  "orders.money": MONEY,
  /** Ask Stripe for the truth now. */
  "orders.reconcile": SHOP,
  "orders.refund": SHOP,
  /** End an order that is not paid. */
  "orders.cancel": SHOP,
  /** Send parcels, and say what became of them; allocate stock to an order that was paid without any. */
  "orders.fulfill": GOODS,
  /** Write a note on an order, and take one's own back. */
  "orders.note": GOODS,
  /** Write to an order's shopper, have a mail sent again, and see the link of the shopper's page. */
  "orders.reply": SHOP,
  /** Close what was flagged for review. */
  "orders.review": SHOP,
  /** Many orders in a file, with amounts, names and addresses. */
  "orders.export": RECORDS,
  /** Sums of orders, refunds and stock, on the page and as files. */
  "reports.read": MONEY,
  "customers.read": SHOP,
  "customers.write": SHOP,
  /** Everything of one person in a file, and all customers in one. */
  "customers.export": OWNER,
  /** Erase one person, and say how long the shop keeps what of whom. */
  "customers.erase": OWNER,
  "catalog.read": EVERYONE,
  "catalog.write": SHOP,
  /** Content pages, the menus and the home page. */
  "content.write": SHOP,
  "stock.write": GOODS,
  /** Whole mails, but for the links to shoppers' orders. */
  "emails.read": TECHNICAL,
  "reconciliation.read": MONEY,
  "reconciliation.check": SHOP,
  "reconciliation.repair": SHOP,
  "webhooks.read": TECHNICAL,
  /** Try an event again: it only brings the next try forward. */
  "webhooks.retry": SHOP,
  /** Give an event up for good. */
  "webhooks.decide": SHOP,
  "keys.check": OWNER,
  "people.manage": OWNER,
  "audit.read": OWNER,
  "settings.write": OWNER,
} as const satisfies Record<string, readonly Role[]>;

export type Permission = keyof typeof GRANTS;
export const PERMISSIONS = Object.keys(GRANTS) as Permission[];

/** Whether a role includes a permission: for showing or leaving out a button, never as the guard. */
export function isAllowed(role: Role, permission: Permission): boolean {
  const roles: readonly Role[] = GRANTS[permission];
  return roles.includes(role);
}
