import { isAllowed, type Role } from "@/domain/accounts/roles";
import type { Translate } from "@/messages/messages";
import { pluralForms } from "@/messages/plural-forms";

/** What a `BatchBar` says. */
export const batchLabels = (locale: string, t: Translate) => ({
  all: t("admin.batch.all"),
  chosen: pluralForms(locale, (sample) =>
    t.markup("admin.batch.chosen", { orders: sample, figure: () => "#" }),
  ),
  choose: t("admin.batch.choose"),
});

/** For orders that must be sent. */
export const sendingActions = (t: Translate) => [
  { path: "/admin/orders/slips", label: t("admin.paper.slips") },
  { path: "/admin/orders/pick-list", label: t("admin.paper.pick.title") },
  { path: "/admin/orders/tracking", label: t("admin.batch.title") },
];

/** For any orders: what the role may do with them. */
export const orderActions = (role: Role, t: Translate) => [
  ...(isAllowed(role, "orders.fulfill")
    ? [{ path: "/admin/orders/slips", label: t("admin.paper.slips") }]
    : []),
  ...(isAllowed(role, "orders.export")
    ? [{ path: "/admin/orders/export", label: t("admin.exports.open") }]
    : []),
  ...(isAllowed(role, "orders.cancel")
    ? [{ path: "/admin/orders/cancel", label: t("admin.cancelOrders.title") }]
    : []),
];

/** For products: what can be done with many at once, by who may change more than stock. */
export const productActions = (mayPrice: boolean, t: Translate) =>
  (["edit", "price", "publish", "hide", "tag", "collection", "taxClass"] as const)
    .filter((step) => mayPrice || step === "edit")
    .map((step) => ({
      path: "/admin/products/~change",
      step,
      label: t(`admin.products.edits.step.${step}`),
    }));
