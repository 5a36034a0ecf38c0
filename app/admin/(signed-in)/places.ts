import { isAllowed, type Permission, type Role } from "@/domain/accounts/roles";
import type { Place } from "@/domain/find/match-places";
import type { Translate } from "@/messages/messages";
import type { AdminPage } from "@/ui/admin/frame/admin-nav";

/** In the order of the navigation. */
const PAGES: [AdminPage, Permission][] = [
  ["today", "orders.read"],
  ["orders", "orders.read"],
  ["returns", "orders.read"],
  ["documents", "orders.money"],
  ["customers", "customers.read"],
  ["products", "catalog.read"],
  ["collections", "catalog.read"],
  ["discounts", "catalog.read"],
  ["stock", "catalog.read"],
  ["pages", "content.write"],
  ["reports", "reports.read"],
  ["people", "people.manage"],
  ["settings", "settings.write"],
];

/** What runs by itself. */
const SYSTEM: [AdminPage, Permission][] = [
  ["reconciliation", "reconciliation.read"],
  ["webhooks", "webhooks.read"],
  ["emails", "emails.read"],
  ["keys", "keys.check"],
  ["audit", "audit.read"],
];

/** Where a person goes without a page of the navigation: by the search of everything. */
const OTHERS = [
  ["toSend", "/admin/orders?send=1", "orders.read"],
  ["attention", "/admin/orders?attention=1", "orders.read"],
  ["export", "/admin/orders/export", "orders.export"],
  ["home", "/admin/pages/home", "content.write"],
  ["menus", "/admin/pages/menus", "content.write"],
  ["lowStock", "/admin/stock/low", "catalog.read"],
  ["carriers", "/admin/orders/carriers", "settings.write"],
  ["tax", "/admin/settings/tax", "settings.write"],
  ["taxRates", "/admin/settings/tax/rates", "settings.write"],
  ["documentSettings", "/admin/settings/documents", "settings.write"],
  ["retention", "/admin/customers/retention", "customers.erase"],
  ["account", "/admin/account", "account.own"],
] as const satisfies [string, string, Permission][];

export const pagesOf = (role: Role) => allowed(PAGES, role);
export const systemPagesOf = (role: Role) => allowed(SYSTEM, role);

const allowed = (pages: [AdminPage, Permission][], role: Role): AdminPage[] =>
  pages.flatMap(([page, needed]) => (isAllowed(role, needed) ? page : []));

/** All places that a role may open. */
export function placesOf(role: Role, t: Translate): Place[] {
  return [
    ...[...pagesOf(role), ...systemPagesOf(role)].map((page) => ({
      href: page === "today" ? "/admin" : `/admin/${page}`,
      name: t(`admin.frame.page.${page}`),
      words: t(`admin.find.words.${page}`),
    })),
    ...OTHERS.flatMap(([key, href, needed]) =>
      isAllowed(role, needed)
        ? { href, name: t(`admin.find.place.${key}.name`), words: t(`admin.find.place.${key}.words`) }
        : [],
    ),
  ];
}
