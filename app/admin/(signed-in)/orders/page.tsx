import { Download } from "lucide-react";
import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { useTranslations } from "next-intl";
import { getTranslations } from "next-intl/server";
import { z } from "zod";
import { isAllowed, type Role } from "@/domain/accounts/roles";
import type { OrderColumn } from "@/domain/orders/list/columns";
import { filterOf, type OrderListValues, readListValues } from "@/domain/orders/list/order-filter";
import { ORDER_VIEW_NAMES, ORDER_VIEWS, orderViewFilter } from "@/domain/orders/list/views";
import { listSavedViews } from "@/server/accounts/own/saved-views";
import { countOrders } from "@/server/orders/admin/count-orders";
import { getLiveState } from "@/server/orders/admin/get-live-state";
import { listOrderCountries } from "@/server/orders/admin/list-order-countries";
import { listOrders, type OrderPage } from "@/server/orders/admin/list-orders";
import { listShippingOptions } from "@/server/orders/admin/list-shipping-options";
import { getOrderColumns } from "@/server/orders/admin/own/order-columns";
import { listToSend, type ToSendPage } from "@/server/orders/fulfillment/list-to-send";
import { env, shopLocale } from "@/server/platform/env";
import { hideWords, readWords } from "@/server/platform/requests/hidden-words";
import { BatchBar } from "@/ui/admin/batch/batch-bar";
import { batchLabels, orderActions, sendingActions } from "@/ui/admin/batch/batch-labels";
import { AdminTitle } from "@/ui/admin/frame/admin-title";
import { ToSendTable } from "@/ui/admin/fulfillment/to-send-table";
import { SoundSwitch } from "@/ui/admin/live/sound-switch";
import { ColumnChoice } from "@/ui/admin/orders/list/column-choice";
import { OrdersFilter } from "@/ui/admin/orders/list/orders-filter";
import { ordersHref } from "@/ui/admin/orders/list/orders-href";
import { OrdersTable } from "@/ui/admin/orders/list/orders-table";
import { SavedViews } from "@/ui/admin/views/saved-views";
import { LinkButton } from "@/ui/kit/form/link-button";
import { Notice } from "@/ui/kit/notice";
import { Empty } from "@/ui/kit/table/empty";
import { Pager } from "@/ui/kit/table/pager";
import { RowKeys } from "@/ui/kit/table/row-keys";
import { requireAdminOrRedirect } from "../../require-admin-or-redirect";
import { Live } from "../live";
import { chooseColumns, keepView, searchOrders } from "./actions";
import { exportHref } from "./export/export-query";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t("admin.orders.title") };
}

const Place = z.object({
  after: z.string().max(80).default("").catch(""),
  before: z.string().max(80).default("").catch(""),
});

type OrdersProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function OrdersPage({ searchParams }: OrdersProps) {
  const search = await searchParams;
  const values = readListValues(search);
  const { after, before } = Place.parse(search);
  const { role } = await requireAdminOrRedirect("orders.read", ordersHref({ ...values, after, before }));
  const words = readWords(values.q);
  // An address of before, or one that was typed.
  if (words === null) redirect(ordersHref({ ...values, q: hideWords(values.q.slice(0, 200)) }));
  const { filter, fault } = filterOf(values, env().SHOP_CURRENCY);
  const query = { ...filter, search: words, after: after || undefined, before: before || undefined };
  const hasAmounts = isAllowed(role, "orders.money");
  const columns = await getOrderColumns();
  const t = await getTranslations();
  const live = await getLiveState();
  return (
    <>
      <Live shown={live} />
      <AdminTitle
        aside={
          <div className="flex flex-wrap items-center justify-end gap-2">
            {isAllowed(role, "orders.export") ? (
              <LinkButton
                href={exportHref({ ids: [], list: values, file: "orders", from: "", to: "" })}
                prefetch={false}
                tone="plain"
                size="small"
              >
                <Download aria-hidden className="size-3.5" /> {t("admin.exports.open")}
              </LinkButton>
            ) : null}
            <SoundSwitch
              labels={{
                name: t("admin.live.sound.name"),
                on: t("admin.live.sound.on"),
                off: t("admin.live.sound.off"),
              }}
            />
            {filter?.toSend ? (
              isAllowed(role, "settings.write") && (
                <LinkButton href="/admin/orders/carriers" prefetch={false} tone="plain" size="small">
                  {t("admin.carriers.open")}
                </LinkButton>
              )
            ) : (
              <ColumnChoice
                shown={columns}
                hasAmounts={hasAmounts}
                fields={Object.entries({ ...values, after, before }).filter(([, value]) => value !== "")}
                choose={chooseColumns}
              />
            )}
            <RowKeys />
          </div>
        }
      >
        {t("admin.orders.title")}
      </AdminTitle>
      <OrdersFilter
        key={ordersHref(values)}
        values={values}
        words={words}
        fault={fault}
        countries={await listOrderCountries()}
        shippingOptions={await listShippingOptions()}
        search={searchOrders}
        counts={await countOrders()}
        savedViews={
          <SavedViews
            href={ordersHref}
            filter={orderViewFilter(values)}
            unkept={values.q}
            readyMade={[ordersHref({}), ...ORDER_VIEW_NAMES.map((name) => ordersHref(ORDER_VIEWS[name]))]}
            views={await listSavedViews("orders")}
            keep={keepView}
          />
        }
      />
      {fault ? null : filter?.toSend ? (
        <ToSend
          page={await listToSend(query)}
          values={values}
          isChoosable={isAllowed(role, "orders.fulfill")}
        />
      ) : (
        <Orders page={await listOrders(query)} values={values} role={role} shown={columns} />
      )}
    </>
  );
}

type OrdersListProps = {
  page: OrderPage;
  values: OrderListValues;
  role: Role;
  shown: readonly OrderColumn[];
};

function TooBroad() {
  const t = useTranslations();
  return (
    <Notice tone="wait" title={t("admin.orders.tooBroad.title")} role="status">
      {t("admin.orders.tooBroad.sentence")}
    </Notice>
  );
}

type ToSendProps = { page: ToSendPage; values: OrderListValues; isChoosable: boolean };

/** The longest waiting first, so that the pages go on to what is newer. */
function ToSend({ page, values, isChoosable }: ToSendProps) {
  const t = useTranslations();
  if (page.kind === "too_broad") return <TooBroad />;
  const { rows, newer: back, older: next } = page;
  return (
    <>
      {isChoosable && rows.length > 0 ? (
        <BatchBar locale={shopLocale()} labels={batchLabels(shopLocale(), t)} actions={sendingActions(t)} />
      ) : null}
      <ToSendTable
        rows={rows}
        isChoosable={isChoosable}
        locale={shopLocale()}
        now={new Date()}
        empty={<NoOrders filter={ordersHref(values)} />}
        pager={
          <Pager
            names={{ back: t("kit.pager.older"), next: t("kit.pager.newer") }}
            backHref={back && ordersHref({ ...values, before: back })}
            nextHref={next && ordersHref({ ...values, after: next })}
          />
        }
      />
    </>
  );
}

function Orders({ page, values, role, shown }: OrdersListProps) {
  const t = useTranslations();
  if (page.kind === "too_broad") return <TooBroad />;
  const { rows, newer, older } = page;
  const actions = rows.length > 0 ? orderActions(role, t) : [];
  return (
    <>
      {actions.length > 0 ? (
        <BatchBar locale={shopLocale()} labels={batchLabels(shopLocale(), t)} actions={actions} />
      ) : null}
      <OrdersTable
        rows={rows}
        hasAmounts={isAllowed(role, "orders.money")}
        isChoosable={actions.length > 0}
        shown={shown}
        locale={shopLocale()}
        now={new Date()}
        empty={<NoOrders filter={ordersHref(values)} />}
        pager={
          <Pager
            names={{ back: t("kit.pager.newer"), next: t("kit.pager.older") }}
            backHref={newer && ordersHref({ ...values, before: newer })}
            nextHref={older && ordersHref({ ...values, after: older })}
          />
        }
      />
    </>
  );
}

function NoOrders({ filter }: { filter: string }) {
  const t = useTranslations();
  if (filter === ordersHref({ attention: "1" }))
    return (
      <Empty title={t("admin.orders.empty.nothingToReview")}>
        {t("admin.orders.empty.nothingToReviewSentence")}
      </Empty>
    );
  if (filter === ordersHref({ send: "1" }))
    return (
      <Empty title={t("admin.orders.empty.nothingToSend")}>
        {t("admin.orders.empty.nothingToSendSentence")}
      </Empty>
    );
  if (filter === ordersHref({}))
    return <Empty title={t("admin.orders.empty.noOrders")}>{t("admin.orders.empty.noOrdersSentence")}</Empty>;
  return (
    <Empty title={t("admin.orders.empty.noMatch")}>
      {t.rich("admin.orders.empty.noMatchSentence", {
        link: (text) => (
          <a href="/admin/orders" className="link">
            {text}
          </a>
        ),
      })}
    </Empty>
  );
}
