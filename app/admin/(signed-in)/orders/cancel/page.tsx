import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { readIds } from "@/domain/fulfillment/paper";
import type { Translate } from "@/messages/messages";
import { type CancelPlanRow, planCancelOrders } from "@/server/orders/place/cancel-orders";
import { CancelOrdersForm } from "@/ui/admin/cancel/cancel-orders-form";
import { AdminTitle } from "@/ui/admin/frame/admin-title";
import { BackLink } from "@/ui/admin/frame/back-link";
import { requireAdminOrRedirect } from "../../../require-admin-or-redirect";
import { cancelChosen } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t("admin.cancelOrders.title") };
}

type CancelProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function CancelOrdersPage({ searchParams }: CancelProps) {
  const ids = readIds((await searchParams).ids);
  const query = new URLSearchParams({ ids: ids.join(",") });
  await requireAdminOrRedirect("orders.cancel", `/admin/orders/cancel?${query}`);
  const plan = await planCancelOrders(ids);
  const t = await getTranslations();
  return (
    <>
      <BackLink href="/admin/orders">{t("admin.orders.title")}</BackLink>
      <AdminTitle>{t("admin.cancelOrders.title")}</AdminTitle>
      <CancelOrdersForm
        good={plan.filter(({ fault }) => fault === null).map((row) => shown(row, t))}
        skipped={plan.filter(({ fault }) => fault !== null).map((row) => shown(row, t))}
        labels={labelsOf(
          plan.filter(({ fault }) => fault === null),
          t,
        )}
        action={cancelChosen}
      />
    </>
  );
}

const shown = ({ id, number, customer, units, fault }: CancelPlanRow, t: Translate) => ({
  ...{ id, number },
  about: customer ?? t("admin.orders.unknownCustomer"),
  sentence: fault ? t(`admin.cancelOrders.fault.${fault}`) : t("admin.cancelOrders.units", { units }),
});

const labelsOf = (good: CancelPlanRow[], t: Translate) => ({
  summary: t("admin.cancelOrders.summary", {
    orders: good.length,
    units: good.reduce((sum, { units }) => sum + units, 0),
  }),
  consequence: t("admin.cancelOrders.consequence"),
  skipped: t("admin.cancelOrders.skipped"),
  none: t("admin.cancelOrders.none"),
  submit: t("admin.cancelOrders.submit", { orders: good.length }),
  keep: t("admin.cancelOrders.keep"),
  pending: t("admin.cancelOrders.pending"),
});
